package io.github.stackgan.datasets.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.DatasetException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTableTest {
    @TempDir
    private Path folder;

    private final List<String> wrong = new ArrayList<>();

    private Path file() {
        return folder.resolve("metadata.csv");
    }

    private List<MetadataLine> read(String table) throws IOException {
        Files.writeString(file(), table);
        return MetadataTable.rows(file(), wrong::add);
    }

    /** Where every repetition copied those before it, this took hours. */
    @Test
    @Timeout(60)
    void many_columns_of_one_name_take_the_time_of_reading_them() throws IOException {
        int columns = 60_000;
        StringBuilder table = new StringBuilder("file_name").append(",text".repeat(columns));
        for (int row = 0; row < 3; row++) {
            table.append("\na").append(row).append(".png").append(",x".repeat(columns));
        }
        List<MetadataLine> rows = read(table.toString());
        assertThat(rows).hasSize(3);
        assertThat(rows.get(2).fileName()).isEqualTo("a2.png");
        assertThat(rows.get(2).captions()).hasSize(columns);
        read(",other".repeat(columns).substring(1) + ",file_name\n" + "y,".repeat(columns) + "b.png");
        assertThat(wrong).isEmpty();
    }

    @Test
    void quotes_may_follow_a_comma_and_a_blank() throws IOException {
        MetadataLine row =
                read("file_name, text\na.png, \"a red, small bird\"\n").get(0);
        assertThat(row.captions()).containsExactly("a red, small bird");
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void cells_may_hold_commas_quotes_tabs_and_line_ends(String end) throws IOException {
        MetadataLine row = read(String.join(
                        end,
                        "\ufefffile_name,text,keywords,texts",
                        "",
                        "a.png,\"a \"\"red\"\", \tbird\nof two lines\",k,",
                        ""))
                .get(0);
        assertThat(row.fileName()).isEqualTo("a.png");
        assertThat(row.captions()).containsExactly("a \"red\", \tbird\nof two lines");
        assertThat(row.keywords()).containsExactly("k");
    }

    @Test
    void a_row_that_does_not_fit_is_one_problem_and_the_rest_is_read() throws IOException {
        List<MetadataLine> rows = read("file_name,text\na.png,x\nb.png\nc.png,x,y\nd.png,x\n");
        assertThat(rows).extracting(MetadataLine::fileName).containsExactly("a.png", "d.png");
        assertThat(wrong)
                .hasSize(2)
                .first()
                .asString()
                .startsWith(file() + " line 3: expected 2 cells, as the first line has, but found 1");
    }

    @Test
    void rows_of_nothing_are_passed_over() throws IOException {
        List<MetadataLine> rows = read(",\n  \nfile_name,text\n,\na.png,x\n \n\" \", \nb.png,y\n,,,\n");
        assertThat(rows).extracting(MetadataLine::fileName).containsExactly("a.png", "b.png");
        assertThat(wrong).isEmpty();
    }

    @Test
    void columns_that_tell_one_thing_must_stand_once() {
        for (String column : List.of("file_name", "class", "label")) {
            assertThatExceptionOfType(DatasetException.class)
                    .isThrownBy(() -> read("file_name,text,class,label," + column + "\na.png,x,1,2,3"))
                    .withMessage(file() + " line 1: the column \"" + column + "\" stands twice; keep the right one");
        }
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> read("file_name;text\na.png;x"))
                .withMessage(file() + " line 1: expected the names of the columns, \"file_name\" among them, between"
                        + " commas, but found [file_name;text]");
    }

    @Test
    void a_table_is_decoded_by_its_mark_or_refused() throws IOException {
        Files.writeString(file(), "\ufefffile_name,text\na.png,r\u00e9d", StandardCharsets.UTF_16LE);
        assertThat(MetadataTable.rows(file(), wrong::add).get(0).captions()).containsExactly("r\u00e9d");
        Files.writeString(file(), "file_name,text\na.png,r\u00e9d", Charset.forName("windows-1252"));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> MetadataTable.rows(file(), wrong::add))
                .withMessage(file() + " is not UTF-8 text; save it as UTF-8");
    }

    @Test
    void a_quote_that_never_ends_is_told() {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> read("file_name,text\na.png,\"a red\n"))
                .withMessageStartingWith(file() + " is not a table of comma-separated values: ")
                .withMessageEndingWith("; a cell that begins with a quote must end with one, and hold others twice");
    }
}

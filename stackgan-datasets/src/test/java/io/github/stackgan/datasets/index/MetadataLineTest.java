package io.github.stackgan.datasets.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataLineTest {
    private static final String GOOD = "{\"file_name\": \"a.png\", \"text\": \"x\"}";

    @TempDir
    private Path folder;

    private final List<String> wrong = new ArrayList<>();

    private Path file() {
        return folder.resolve("metadata.jsonl");
    }

    private List<MetadataLine> read(String lines) throws IOException {
        Files.writeString(file(), lines);
        return MetadataLine.all(file(), wrong::add);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"file_name\": \"b.png\", \"text\": \"x\", \"text\": \"y\"}",
                "{\"file_name\": \"b.png\", \"file_name\": \"c.png\"}",
                "{\"x\": 1, \"x\": 1}",
                "{\"t\\u0065xt\": 1, \"text\": 1}",
                "{\"file_name\": 007}",
                "{\"file_name\": \"b.png\"} trailing",
                "{\"file_name\": \"b.png\"",
                "[]",
                "x",
                "{\"text\": NaN}",
                "{'text': 1}"
            })
    void a_bad_line_is_one_problem_and_the_rest_is_read(String bad) throws IOException {
        List<MetadataLine> lines = read("\ufeff" + GOOD + "\r\n\r\n" + bad + "\r\n" + GOOD);
        assertThat(lines).extracting(MetadataLine::captions).containsExactly(List.of("x"), List.of("x"));
        assertThat(lines.get(1).where()).isEqualTo(file() + " line 4");
        assertThat(wrong).hasSize(1).first().asString().startsWith(file() + " line 3: ");
    }

    @Test
    void a_key_that_stands_twice_is_named() throws IOException {
        read("{\"file_name\": \"b.png\", \"text\": \"x\", \"text\": \"y\"}");
        assertThat(wrong)
                .containsExactly(file() + " line 1: the key \"text\" stands twice; join both in a list: \"captions\":"
                        + " [\"...\", \"...\"]");
        wrong.clear();
        read("{\"file_name\": \"b.png\", \"file_name\": \"c.png\"}");
        assertThat(wrong).containsExactly(file() + " line 1: the key \"file_name\" stands twice; keep the right one");
    }

    @Test
    void class_and_label_must_not_disagree() throws IOException {
        List<MetadataLine> lines = read("{\"class\": \"owl\", \"label\": \"owl\"}\n{\"class\": \"\", \"label\": 3}\n"
                + "{\"class\": \"owl\", \"label\": \"crow\"}");
        assertThat(lines.get(0).className()).contains("owl");
        assertThat(lines.get(1).className()).contains("3");
        assertThatThrownBy(() -> lines.get(2).className())
                .hasMessage(file() + " line 3: \"class\" is \"owl\", but \"label\" is \"crow\"; keep the right one");
    }

    @Test
    @Timeout(60)
    void long_and_deep_lines_are_told_in_few_words() throws IOException {
        read("{\"a\": " + "[".repeat(1_000_000) + "\n" + "x".repeat(1_000_000) + "\n{\"" + "k".repeat(1_000_000)
                + "\": 1, \"\u001b[2J\": 2");
        assertThat(wrong)
                .hasSize(3)
                .allSatisfy(w -> assertThat(w).hasSizeLessThan(500).doesNotContain("\u001b"));
    }

    @Test
    void lines_are_decoded_by_their_mark() throws IOException {
        Files.writeString(file(), "\ufeff" + GOOD + "\n", Charset.forName("UTF-16BE"));
        assertThat(MetadataLine.all(file(), wrong::add)).hasSize(1);
    }
}

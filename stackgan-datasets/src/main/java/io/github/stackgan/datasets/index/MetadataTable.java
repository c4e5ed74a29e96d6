package io.github.stackgan.datasets.index;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Quoted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A {@code metadata.csv}, whose first row names the columns: those of a {@code metadata.jsonl}. Columns of captions and
 * keywords may stand more than once, others are passed over. The time is that of reading the file, however many columns
 * there are.
 */
public final class MetadataTable {
    private static final Set<String> ONCE = Set.of("file_name", "class", "label");
    private static final Set<String> OFTEN = Set.of("text", "texts", "captions", "keywords");

    private final List<String> columns;

    private MetadataTable(List<String> columns) {
        this.columns = columns;
    }

    /** All rows but blank ones and those that do not fit the columns, which are told. */
    public static List<MetadataLine> rows(Path index, Consumer<String> wrong) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .setTrim(true)
                .get();
        List<MetadataLine> lines = new ArrayList<>();
        Optional<MetadataTable> table = Optional.empty();
        try (CSVParser rows = CSVParser.parse(TextEncoding.unicode(index, TextFile.bytes(index)), format)) {
            for (CSVRecord row : rows) {
                // Spreadsheets leave commas of rows that have been emptied.
                if (row.stream().allMatch(String::isBlank)) {
                    continue;
                }
                String where = index + " line " + rows.getCurrentLineNumber();
                if (table.isEmpty()) {
                    table = Optional.of(new MetadataTable(columns(where, row.toList())));
                } else {
                    table.get().row(where, row, wrong).ifPresent(lines::add);
                }
            }
            return lines;
        } catch (IOException | IllegalStateException | UncheckedIOException e) {
            throw new DatasetException(
                    index + " is not a table of comma-separated values: " + Quoted.bare(String.valueOf(e.getMessage()))
                            + "; a cell that begins with a quote must end with one, and hold others twice",
                    e);
        }
    }

    private static List<String> columns(String where, List<String> columns) {
        if (!columns.contains("file_name")) {
            throw new DatasetException(where + ": expected the names of the columns, \"file_name\" among them, between"
                    + " commas, but found " + Quoted.bare(columns));
        }
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (ONCE.contains(column) && !seen.add(column)) {
                throw new DatasetException(
                        where + ": the column " + Quoted.of(column) + " stands twice; keep the right one");
            }
        }
        return columns;
    }

    private Optional<MetadataLine> row(String where, CSVRecord cells, Consumer<String> wrong) {
        if (cells.size() != columns.size()) {
            wrong.accept(where + ": expected " + columns.size() + " cells, as the first line has, but found "
                    + cells.size() + "; put cells with commas in quotes");
            return Optional.empty();
        }
        JsonObject object = new JsonObject();
        OFTEN.forEach(column -> object.add(column, new JsonArray()));
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            if (OFTEN.contains(column)) {
                object.getAsJsonArray(column).add(new JsonPrimitive(cells.get(i)));
            } else if (ONCE.contains(column)) {
                object.addProperty(column, cells.get(i));
            }
        }
        return Optional.of(new MetadataLine(where, object));
    }
}

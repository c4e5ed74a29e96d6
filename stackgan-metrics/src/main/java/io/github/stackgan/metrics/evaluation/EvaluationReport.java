package io.github.stackgan.metrics.evaluation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.stackgan.StackGanException;
import io.github.stackgan.formats.AtomicFile;
import io.github.stackgan.spi.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The figures of an evaluation, and all that must be known to compare them with others.
 *
 * @param figures values by name, such as {@code frechetDistance}
 * @param settings how they were made: samples, splits, feature network and hash of its weights, resizing, seed,
 *     versions, time
 * @param notes what a reader must know before comparing
 * @since 0.1.0
 */
public record EvaluationReport(Map<String, Double> figures, Map<String, Object> settings, List<String> notes) {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeSpecialFloatingPointValues()
            .create();

    /** Copies all, in order. */
    public EvaluationReport {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        notes = List.copyOf(notes);
    }

    /**
     * The report for machines.
     *
     * @return JSON
     */
    public String toJson() {
        return GSON.toJson(this);
    }

    /**
     * Writes the JSON.
     *
     * @param file the file; one that is there is replaced
     * @throws StackGanException if it cannot be written
     */
    public void save(Path file) {
        try {
            AtomicFile.writeString(file, toJson() + "\n");
        } catch (IOException e) {
            throw new StackGanException("The report " + file + " cannot be written: " + e, e);
        }
    }

    /**
     * Reads a report.
     *
     * @param file what {@link #save} wrote
     * @return the report; whole numbers of its settings come back as floating-point ones
     * @throws StackGanException if it cannot be read
     */
    public static EvaluationReport load(Path file) {
        try {
            EvaluationReport report = GSON.fromJson(StrictJson.parse(Files.readString(file)), EvaluationReport.class);
            if (report != null) {
                return report;
            }
        } catch (IOException | RuntimeException e) {
            // What a record refuses, Gson wraps.
            throw new StackGanException(
                    file + " cannot be read as a report: " + e.getMessage() + "; delete it, and evaluate again", e);
        }
        throw new StackGanException(file + " cannot be read as a report: it is empty");
    }

    /**
     * The report for people.
     *
     * @return a table, the notes, and how it was made
     */
    public String toTable() {
        StringBuilder text = new StringBuilder();
        figures.forEach((name, value) -> text.append(String.format(Locale.ROOT, "%-36s %12.4f%n", name, value)));
        text.append(System.lineSeparator());
        settings.forEach((name, value) -> text.append(String.format(Locale.ROOT, "%-24s %s%n", name, value)));
        notes.forEach(note -> text.append("Note: ").append(note).append(System.lineSeparator()));
        return text.toString();
    }
}

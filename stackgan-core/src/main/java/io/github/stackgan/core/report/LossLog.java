package io.github.stackgan.core.report;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.stackgan.TrainingException;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.checks.Folders;
import io.github.stackgan.formats.AtomicFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes one JSON object for every iteration to a file of lines. A resumed run goes on with the same file; what a
 * killed run wrote beyond the checkpoint is dropped first.
 *
 * @since 0.1.0
 */
public final class LossLog implements TrainingListener {
    private final Path file;
    private Optional<BufferedWriter> writer = Optional.empty();

    private LossLog(Path file) {
        this.file = file;
    }

    /**
     * Writes to a file.
     *
     * @param file made if absent, with its folders
     * @return the listener
     */
    public static LossLog to(Path file) {
        return new LossLog(file);
    }

    @Override
    public void onStageStart(StageStart start) {
        close();
        try {
            if (Files.exists(file)) {
                dropBeyond(start);
            } else if (file.toAbsolutePath().getParent() != null) {
                Folders.make(file.toAbsolutePath().getParent());
            }
            writer = Optional.of(Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException | UncheckedIOException e) {
            throw failed(e);
        }
    }

    private void dropBeyond(StageStart start) throws IOException {
        StringBuilder kept = new StringBuilder();
        try (Stream<String> lines = Files.lines(file)) {
            lines.filter(line -> isBefore(line, start))
                    .forEach(line -> kept.append(line).append('\n'));
        }
        AtomicFile.writeString(file, kept.toString());
    }

    /** A line that a kill cut short is not before anything. */
    private static boolean isBefore(String line, StageStart start) {
        try {
            JsonObject entry = JsonParser.parseString(line).getAsJsonObject();
            int stage = entry.get("stage").getAsInt();
            return stage < start.stage()
                    || stage == start.stage() && entry.get("iteration").getAsLong() <= start.iteration();
        } catch (JsonParseException | IllegalStateException | NullPointerException | NumberFormatException e) {
            return false;
        }
    }

    @Override
    public void onIteration(Iteration iteration) {
        JsonObject line = new JsonObject();
        line.addProperty("stage", iteration.stage());
        line.addProperty("iteration", iteration.iteration());
        line.addProperty("epoch", iteration.epoch());
        line.addProperty("learningRate", iteration.learningRate());
        iteration.losses().values().forEach(line::addProperty);
        line.addProperty("seconds", iteration.time().toNanos() / 1e9);
        line.addProperty("waitingSeconds", iteration.waiting().toNanos() / 1e9);
        try {
            BufferedWriter out = writer.orElseThrow();
            out.write(line + "\n");
            // A checkpoint that follows must not know of iterations that a kill leaves out here.
            out.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void onEnd() {
        close();
    }

    private void close() {
        try {
            if (writer.isPresent()) {
                writer.get().close();
            }
            writer = Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            throw failed(e);
        }
    }

    private TrainingException failed(Exception cause) {
        return new TrainingException("The losses cannot be written to " + file + ": " + cause, cause);
    }
}

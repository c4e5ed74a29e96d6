package io.github.stackgan.core.checkpoint;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.TrainingException;
import io.github.stackgan.checks.FileFault;
import io.github.stackgan.checks.Folders;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.FormatVersion;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.formats.AtomicFile;
import io.github.stackgan.settings.CheckpointPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkpoints in a directory, one safetensors file each. A file is written under another name, forced to disk and
 * moved, so that whatever bears a checkpoint's name is whole; older ones go only after that.
 */
public final class Checkpoints {
    private static final Pattern NAME = Pattern.compile("checkpoint-stage\\d{2}-\\d{9}\\.safetensors");

    private final CheckpointPolicy policy;

    /** Checkpoints as a policy asks for. */
    public Checkpoints(CheckpointPolicy policy) {
        this.policy = policy;
        try {
            Folders.make(policy.directory());
        } catch (IOException e) {
            throw new TrainingException(
                    "The checkpoint directory " + policy.directory() + " cannot be made: " + FileFault.reason(e)
                            + ". Name one that may be written.",
                    e);
        }
        sweep();
    }

    private void sweep() {
        try {
            AtomicFile.sweep(policy.directory());
        } catch (IOException e) {
            throw new TrainingException(
                    "The checkpoint directory " + policy.directory() + " cannot be swept: " + FileFault.reason(e)
                            + ". Name one that may be written.",
                    e);
        }
    }

    /** Oldest first. */
    public List<Path> list() {
        return in(policy.directory());
    }

    /** The checkpoints in a folder, oldest first. */
    public static List<Path> in(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> NAME.matcher(f.getFileName().toString()).matches())
                    .sorted(Comparator.comparing(f -> f.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new TrainingException(
                    "The checkpoint directory " + directory + " cannot be read: " + FileFault.reason(e)
                            + ". Name one that may be read.",
                    e);
        }
    }

    /** A checkpoint and what is in it. */
    public record Found(Path path, SafetensorsFile content) {}

    /**
     * The newest checkpoint that can be read: whole, as its checksum says, and without weights that make no sense.
     *
     * @param warnings hears of those that cannot
     * @throws ModelFormatException if the newest was written by a newer version, or one is there but cannot be opened:
     *     to begin before it would lose it
     * @throws TrainingException if there are some, and all are damaged
     */
    public Optional<Found> latest(Consumer<String> warnings) {
        List<Path> oldestFirst = list();
        for (int i = oldestFirst.size() - 1; i >= 0; i--) {
            Optional<Found> found = read(oldestFirst.get(i), warnings);
            if (found.isPresent()) {
                // Not passed over: who goes on from an older one would lose what the newer version has trained.
                FormatVersion.CHECKPOINT.require(
                        found.get().path(), found.get().content().metadata());
                return found;
            }
        }
        if (!oldestFirst.isEmpty()) {
            throw new TrainingException("All " + oldestFirst.size() + " checkpoints in " + policy.directory()
                    + " are damaged. Move them away to begin anew, or name another directory.");
        }
        return Optional.empty();
    }

    private static Optional<Found> read(Path path, Consumer<String> warnings) {
        try {
            return Optional.of(new Found(path, WeightFiles.readOwn(path)));
        } catch (ModelFormatException e) {
            if (!isDamaged(e)) {
                throw e;
            }
            warnings.accept("Passing over a checkpoint that cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether what is in a file makes no sense; the others may be whole, and cannot be opened here and now. */
    public static boolean isDamaged(ModelFormatException e) {
        return !(e.getCause() instanceof IOException);
    }

    /**
     * Writes a checkpoint, then deletes those beyond the number to keep. One that cannot be deleted stays, and is tried
     * again the next time.
     *
     * @param warnings hears of it
     * @throws TrainingException if it cannot be written, or its weights make no sense; those that are there stay
     */
    public Path write(
            int stage,
            long iteration,
            Map<String, String> metadata,
            Map<String, Weight> weights,
            Consumer<String> warnings) {
        Path path = policy.directory()
                .resolve(String.format(Locale.ROOT, "checkpoint-stage%02d-%09d.safetensors", stage, iteration));
        Map<String, String> marked = new LinkedHashMap<>(metadata);
        FormatVersion.CHECKPOINT.mark(marked);
        try {
            WeightFiles.write(path, marked, weights);
        } catch (ModelFormatException e) {
            throw new TrainingException("The checkpoint " + e.getMessage(), e);
        }
        // Later ones that cannot be read may be there still; this one stays.
        List<Path> oldestFirst =
                list().stream().filter(other -> !other.equals(path)).toList();
        for (Path old : oldestFirst.subList(0, Math.max(0, oldestFirst.size() + 1 - policy.keep()))) {
            try {
                Files.deleteIfExists(old);
            } catch (IOException e) {
                warnings.accept("An old checkpoint, " + Quoted.of(old) + ", cannot be deleted: " + FileFault.reason(e)
                        + ". Delete it, or there will be ever more");
            }
        }
        return path;
    }
}

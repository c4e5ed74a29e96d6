package io.github.stackgan.core.model;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.Provenance;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.checkpoint.Checkpoints;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import io.github.stackgan.settings.StackGanSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a checkpoint or a run's folder holds, as a model: the stages trained so far, of the one at hand the moving
 * average where there is one.
 */
final class CheckpointModel {
    private static final String AVERAGE = "average.";
    private static final Path MODEL = Path.of("model.safetensors");
    private static final Path CHECKPOINTS = Path.of("checkpoints");
    private static final Path TEXT_ENCODER = Path.of("text-encoder.safetensors");

    /** Whole numbers, one for each stage; none is as large as a long may be. */
    private static final Pattern COUNTS = Pattern.compile("\\d{1,18}(,\\d{1,18})*");

    private CheckpointModel() {}

    /** A file stands for itself, a run's folder for its model, or if it is not finished, for its newest checkpoints. */
    static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        Path model = path.resolve(MODEL);
        if (Files.exists(model)) {
            return List.of(model);
        }
        Path folder = Files.isDirectory(path.resolve(CHECKPOINTS)) ? path.resolve(CHECKPOINTS) : path;
        List<Path> oldestFirst = Checkpoints.in(folder);
        if (oldestFirst.isEmpty()) {
            throw new ModelFormatException(Quoted.of(path) + " is a folder without " + MODEL
                    + " and without checkpoints; name a model's file, or the folder of a run that has begun");
        }
        List<Path> newestFirst = new ArrayList<>(oldestFirst);
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** The stages that have been trained at all; of a run that has just begun, Stage-I. */
    static StackGanSettings settings(StackGanSettings all, List<Long> iterations) {
        int refinements = Math.min(all.refinements().size(), Math.max(0, iterations.size() - 1));
        return all.withRefinements(all.refinements().subList(0, refinements));
    }

    /** Iterations of the stages trained so far, as a checkpoint's metadata say. */
    static List<Long> iterations(Path path, Map<String, String> metadata, int stages) {
        String counts = metadata.getOrDefault("iterations", "");
        if (!COUNTS.matcher(counts).matches() || counts.split(",").length > stages) {
            throw new ModelFormatException(path + " is a checkpoint that does not say which of its " + stages
                    + " stages it has trained, but " + Quoted.of(counts) + "; go on with its run");
        }
        return Arrays.stream(counts.split(",")).map(Long::valueOf).toList();
    }

    /** What a checkpoint knows of its run: not the captions, nor who wrote it. */
    static Provenance provenance(Map<String, String> metadata, List<Long> iterations, List<Long> before) {
        List<Long> all = IntStream.range(0, iterations.size())
                .mapToObj(stage -> iterations.get(stage) + before.get(stage))
                .toList();
        String dataset = metadata.getOrDefault("dataset", "");
        int end = Math.max(0, dataset.lastIndexOf(' '));
        return Provenance.untrained(metadata.getOrDefault("textEncoder", ""), all, "", "")
                .withPlan(metadata.getOrDefault("plan", ""))
                .withDataset(dataset.substring(0, end))
                .withDatasetFingerprint(dataset.substring(end).strip());
    }

    /** The weights of the stages trained so far alone, with the average in the place of what is averaged. */
    static SafetensorsFile averaged(SafetensorsFile file, int stages) {
        Map<String, Weight> weights = new LinkedHashMap<>();
        for (int stage = 1; stage <= stages; stage++) {
            String prefix = "stage" + stage + ".";
            file.weights().forEach((name, weight) -> {
                if (name.startsWith(prefix)) {
                    weights.put(name, weight);
                }
            });
        }
        file.weights().forEach((name, weight) -> {
            if (name.startsWith(AVERAGE)) {
                weights.put(Networks.generatorPrefix(stages - 1) + name.substring(AVERAGE.length()), weight);
            }
        });
        // A checkpoint names its text encoder, but does not hold it.
        return new SafetensorsFile(Map.of(), weights);
    }

    /** The text encoder of a checkpoint's run, if it lies beside the checkpoint or in the folder above. */
    static Optional<Path> textEncoder(Path checkpoint) {
        Path beside = checkpoint.toAbsolutePath().resolveSibling(TEXT_ENCODER);
        Path above = checkpoint.toAbsolutePath().resolveSibling("..").resolve(TEXT_ENCODER);
        return Stream.of(beside, above.normalize()).filter(Files::exists).findFirst();
    }
}

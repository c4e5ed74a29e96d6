package io.github.stackgan.core.export;

import ai.djl.ndarray.NDManager;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.engine.PyTorch;
import io.github.stackgan.core.gan.Discriminator;
import io.github.stackgan.core.nn.FileWeights;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.settings.StackGanSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * State dicts of the authors' PyTorch release, told apart by their names: a {@code netG} above Stage-I holds the one
 * below it under {@code STAGE1_G.}, which a {@code netG} of Stage-I alone gives way to, because the stage above was
 * trained on it.
 */
final class ReleaseFiles {
    private static final Pattern BELOW = Pattern.compile("STAGE(\\d)_G\\.(?!STAGE)");

    /** PyTorch counts batches where nothing reads the count. */
    private static final String COUNTER = "num_batches_tracked";

    private final StackGanSettings settings;
    private final Map<String, Weight> alone = new LinkedHashMap<>();
    private final Map<String, Weight> inStack = new LinkedHashMap<>();

    /** The highest stage so far whose file holds those below it. */
    private int stack;

    /** Which file a network came from. */
    private final Map<String, Path> origins = new HashMap<>();

    ReleaseFiles(StackGanSettings settings) {
        this.settings = settings;
    }

    void add(Path file) {
        Map<String, Weight> weights = new LinkedHashMap<>(WeightFiles.read(file));
        weights.keySet().removeIf(name -> name.endsWith(COUNTER));
        if (weights.containsKey("encode_img.0.weight")) {
            int stage = stageOfDiscriminator(file, weights);
            requireFirst("the discriminator of stage " + stage, file);
            weights.forEach((name, weight) -> inStack.put("stage" + stage + ".discriminator." + name, weight));
        } else if (weights.keySet().stream()
                .anyMatch(name -> BELOW.matcher(name).find())) {
            addStack(file, weights);
        } else if (weights.containsKey("fc.0.weight")) {
            requireFirst("a generator of Stage-I alone", file);
            weights.forEach((name, weight) -> alone.put("stage1.generator." + name, weight));
        } else {
            throw new ModelFormatException(file + " is neither a netG nor a netD of the release: it has "
                    + Quoted.of(weights.keySet().stream().findFirst().orElse("no weights"))
                    + ", but no encode_img.0.weight, fc.0.weight or STAGE1_G.; give the files of its training");
        }
    }

    /** A training leaves a file every few epochs, and whoever gives all of them means one. */
    private void requireFirst(String network, Path file) {
        Path other = origins.putIfAbsent(network, file);
        if (other != null) {
            throw new ModelFormatException(file + " is " + network + ", and so is " + other + "; give one of the two");
        }
    }

    /** Of STAGE2_G.STAGE1_G.x, the last name before x counts. */
    private void addStack(Path file, Map<String, Weight> weights) {
        int highest = 0;
        for (String name : weights.keySet()) {
            Matcher below = BELOW.matcher(name);
            highest = below.find() ? Math.max(highest, Integer.parseInt(below.group(1))) : highest;
        }
        requireFirst("a generator of stage " + (highest + 1), file);
        // The stages below are those that the highest was trained on.
        boolean above = highest >= stack;
        stack = Math.max(stack, highest + 1);
        for (Map.Entry<String, Weight> entry : weights.entrySet()) {
            Matcher below = BELOW.matcher(entry.getKey());
            boolean found = below.find();
            int stage = found ? Integer.parseInt(below.group(1)) : highest + 1;
            String name = found ? entry.getKey().substring(below.end()) : entry.getKey();
            inStack.merge(
                    "stage" + stage + ".generator." + name, entry.getValue(), (old, weight) -> above ? weight : old);
        }
    }

    private int stageOfDiscriminator(Path file, Map<String, Weight> weights) {
        List<String> faults = new ArrayList<>();
        for (int stage = 0; stage < settings.stages().size(); stage++) {
            try (NDManager scratch = PyTorch.manager(Optional.empty())) {
                Discriminator.read(scratch, new FileWeights("stage " + (stage + 1), "", weights), settings, stage);
                return stage + 1;
            } catch (ModelFormatException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        throw new ModelFormatException(
                file + " is the discriminator of no stage of these settings. " + String.join(" ", faults));
    }

    /** By the names of model files. */
    Map<String, Weight> weights() {
        Map<String, Weight> all = new LinkedHashMap<>(alone);
        all.putAll(inStack);
        return all;
    }

    /** How many stages there are generators of. */
    int stages() {
        Map<String, Weight> all = weights();
        int stages = 0;
        while (hasGenerator(all, stages + 1)) {
            stages++;
        }
        return stages;
    }

    private static boolean hasGenerator(Map<String, Weight> all, int stage) {
        String prefix = "stage" + stage + ".generator.";
        return all.keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }
}

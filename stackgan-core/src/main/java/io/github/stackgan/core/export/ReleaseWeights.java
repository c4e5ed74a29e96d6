package io.github.stackgan.core.export;

import io.github.stackgan.StackGan;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.spi.HostArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model as the authors' PyTorch release keeps one: {@code netG} and {@code netD} of each stage, in safetensors files
 * by the release's names. A {@code netG} above Stage-I holds the one below it too, under {@code STAGE1_G.}, as the
 * release's does. {@code load_state_dict(load_file("netG-stage2.safetensors"))} takes it, for settings that the release
 * knows: bodies PLAIN, and of the discriminator those of {@link io.github.stackgan.settings.Stage2#pytorchCoco}. Layers
 * that the release has not keep names of their own.
 *
 * @since 0.1.0
 */
public final class ReleaseWeights {
    private ReleaseWeights() {}

    /**
     * Writes the networks that a model has; each file appears whole or not at all.
     *
     * @param gan the model; one that was saved without discriminators gives none
     * @param folder where {@code netG-stage1.safetensors}, {@code netD-stage1.safetensors} and so on go; made if it is
     *     not there
     * @return the files, Stage-I's first
     * @throws io.github.stackgan.ModelFormatException if a file cannot be written, or a weight is NaN or infinite
     */
    public static List<Path> write(StackGan gan, Path folder) {
        ModelNumbers numbers = ModelNumbers.of(gan);
        List<Path> files = new ArrayList<>();
        Map<String, HostArray> below = Map.of();
        for (int stage = 1; stage <= gan.settings().stages().size(); stage++) {
            Map<String, HostArray> generator = new LinkedHashMap<>();
            String lower = "STAGE" + (stage - 1) + "_G.";
            below.forEach((name, array) -> generator.put(lower + name, array));
            generator.putAll(numbers.startingWith("stage" + stage + ".generator."));
            files.add(write(folder.resolve("netG-stage" + stage + ".safetensors"), generator));
            Map<String, HostArray> discriminator = numbers.startingWith("stage" + stage + ".discriminator.");
            if (!discriminator.isEmpty()) {
                files.add(write(folder.resolve("netD-stage" + stage + ".safetensors"), discriminator));
            }
            below = generator;
        }
        return List.copyOf(files);
    }

    private static Path write(Path file, Map<String, HostArray> arrays) {
        Map<String, Weight> weights = new LinkedHashMap<>();
        arrays.forEach((name, array) -> weights.put(name, Weight.of(array)));
        WeightFiles.write(file, Map.of(), weights);
        return file;
    }
}

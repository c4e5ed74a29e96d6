package io.github.stackgan.core.export;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.StackGan;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.model.CoreProvider;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.spi.HostArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A model as the authors' PyTorch release keeps one: {@code netG} and {@code netD} of each stage, in safetensors files
 * by the release's names. A {@code netG} above Stage-I holds the one below it too, under {@code STAGE1_G.}, as the
 * release's does. {@code load_state_dict(load_file("netG-stage2.safetensors"))} takes it, for settings that the release
 * knows: bodies PLAIN, no skip connection, and of the discriminator those of
 * {@link io.github.stackgan.settings.Stage2#pytorchCoco}. Layers that the release has not keep names of their own.
 *
 * @since 0.1.0
 */
public final class ReleaseWeights {
    private static final Pattern NETWORK = Pattern.compile("net[GD]-stage\\d+\\.safetensors");

    private ReleaseWeights() {}

    /**
     * Writes the networks that a model has; each file appears whole or not at all.
     *
     * @param gan the model; one that was saved without discriminators gives none
     * @param folder where {@code netG-stage1.safetensors}, {@code netD-stage1.safetensors} and so on go; made if it is
     *     not there
     * @return the files, Stage-I's first
     * @throws io.github.stackgan.ModelFormatException if a file cannot be written, the folder has networks that this
     *     model has not, or a weight is NaN or infinite
     */
    public static List<Path> write(StackGan gan, Path folder) {
        ModelNumbers numbers = ModelNumbers.of(gan);
        Map<String, Map<String, HostArray>> networks = new LinkedHashMap<>();
        Map<String, HostArray> below = Map.of();
        for (int stage = 1; stage <= gan.settings().stages().size(); stage++) {
            Map<String, HostArray> generator = new LinkedHashMap<>();
            String lower = "STAGE" + (stage - 1) + "_G.";
            below.forEach((name, array) -> generator.put(lower + name, array));
            generator.putAll(numbers.startingWith("stage" + stage + ".generator."));
            networks.put("netG-stage" + stage + ".safetensors", generator);
            Map<String, HostArray> discriminator = numbers.startingWith("stage" + stage + ".discriminator.");
            if (!discriminator.isEmpty()) {
                networks.put("netD-stage" + stage + ".safetensors", discriminator);
            }
            below = generator;
        }
        requireNoOthers(folder, networks.keySet());
        List<Path> files = new ArrayList<>();
        networks.forEach((name, arrays) -> files.add(write(folder.resolve(name), arrays)));
        return List.copyOf(files);
    }

    /**
     * Makes a model of files that the release's training writes, or those of {@link #write}: state dicts as {@code
     * .pth}, also of half precision, from GPUs, of {@code DataParallel}, inside whole checkpoints; or safetensors. A
     * {@code netG} of Stage-II holds Stage-I's. Discriminators are needed to train on, not to generate.
     *
     * @param settings of the stack that the weights are of; stages above those that there is a {@code netG} of are left
     *     out
     * @param encoder what reads texts, with embeddings as long as the settings say; the model closes it
     * @param files one {@code netG} at least, {@code netD} if there are any, in any order
     * @return the model on the default device, to be closed
     * @throws io.github.stackgan.ModelFormatException if a file cannot be read or is none of these, or the weights are
     *     not those that the settings ask for, naming one
     * @throws IllegalArgumentException if no file is a generator, or the encoder's embeddings are of another length
     */
    public static StackGan read(StackGanSettings settings, TextEncoder encoder, List<Path> files) {
        if (encoder.embeddingSize() != settings.embeddingSize()) {
            throw new IllegalArgumentException("The text encoder gives embeddings of " + encoder.embeddingSize()
                    + " numbers, but the settings say " + settings.embeddingSize()
                    + "; give the encoder that the networks were trained with");
        }
        ReleaseFiles found = new ReleaseFiles(settings);
        files.forEach(found::add);
        if (found.stages() == 0) {
            throw new IllegalArgumentException(
                    "None of " + files + " is a netG with Stage-I, which images begin with;" + " give one");
        }
        StackGanSettings own = settings.withRefinements(
                settings.refinements().stream().limit(found.stages() - 1L).toList());
        String origin = "weights of "
                + files.stream().map(file -> String.valueOf(file.getFileName())).collect(Collectors.joining(", "));
        // Of stages that are left out, discriminators alone may be there.
        Map<String, Weight> weights = new LinkedHashMap<>(found.weights());
        for (int stage = found.stages() + 1; stage <= settings.stages().size(); stage++) {
            String above = "stage" + stage + ".";
            weights.keySet().removeIf(name -> name.startsWith(above));
        }
        return CoreProvider.imported(origin, own, encoder, weights);
    }

    /** What an earlier model left would be taken for this one's. */
    private static void requireNoOthers(Path folder, Set<String> own) {
        String[] there = folder.toFile().list();
        for (String name : there == null ? new String[0] : there) {
            if (NETWORK.matcher(name).matches() && !own.contains(name)) {
                throw new ModelFormatException(Quoted.of(folder.resolve(name))
                        + " is of another model, and would seem to belong to this one; name another folder");
            }
        }
    }

    private static Path write(Path file, Map<String, HostArray> arrays) {
        Map<String, Weight> weights = new LinkedHashMap<>();
        arrays.forEach((name, array) -> weights.put(name, Weight.of(array)));
        WeightFiles.write(file, Map.of(), weights);
        return file;
    }
}

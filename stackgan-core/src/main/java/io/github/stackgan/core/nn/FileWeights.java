package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.spi.SavedTextEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The weights of one network in a file that may hold several.
 *
 * @param origin what the weights come from, for messages
 * @param prefix what stands before the names of this network's weights
 * @param weights name and weight, of all networks
 * @since 0.1.0
 */
public record FileWeights(String origin, String prefix, Map<String, Weight> weights) {
    /** What to do, at the end of messages. */
    public static final String HINT = ". Take the file that belongs to these settings, or fetch it again.";

    /**
     * Reads a file that holds one network alone.
     *
     * @param path a PyTorch state dict or a safetensors file
     * @return its weights
     * @throws ModelFormatException if it cannot be read, is damaged, or has weights that make no sense, naming them
     */
    public static FileWeights read(Path path) {
        return of(path.toString(), WeightFiles.read(path));
    }

    /**
     * The weights of a file that holds one network alone.
     *
     * @param origin what the weights come from, for messages
     * @param weights name and weight
     * @return the same
     */
    public static FileWeights of(String origin, Map<String, Weight> weights) {
        return new FileWeights(origin, "", weights);
    }

    /**
     * The weights of a text encoder that was saved.
     *
     * @param origin what the weights come from, for messages
     * @param saved the encoder
     * @return its weights
     */
    public static FileWeights of(String origin, SavedTextEncoder saved) {
        Map<String, Weight> weights = new LinkedHashMap<>();
        saved.arrays().forEach((name, array) -> weights.put(name, Weight.of(array)));
        return of(origin, weights);
    }

    /** The numbers of a weight; no room is made for them before the file is seen to have them. */
    float[] values(String name, long... shape) {
        misfit(name, shape).ifPresent(fault -> {
            throw new ModelFormatException(origin + ": its weights do not fit: " + fault + HINT);
        });
        return found(name).map(Weight::toFloats).orElseThrow();
    }

    /**
     * Copies weights of the file into arrays of the same names.
     *
     * @param arrays name without the prefix, and array
     * @throws ModelFormatException if one is missing or of another shape, naming it; nothing is copied then
     */
    public void copyInto(Map<String, NDArray> arrays) {
        List<String> faults = new ArrayList<>();
        arrays.forEach(
                (name, array) -> misfit(name, array.getShape().getShape()).ifPresent(faults::add));
        if (!faults.isEmpty()) {
            throw new ModelFormatException(origin + ": " + faults.size() + " of " + arrays.size()
                    + " weights do not fit these settings: "
                    + String.join("; ", faults.subList(0, Math.min(3, faults.size()))) + HINT);
        }
        arrays.forEach((name, array) -> {
            float[] values = found(name).map(Weight::toFloats).orElseThrow();
            try (NDArray shared = array.getManager().create(values, array.getShape())) {
                array.set(Matrices.EVERYTHING, shared);
            }
        });
    }

    /** What is wrong with a weight, or empty if it has this shape. */
    Optional<String> misfit(String name, long... wanted) {
        long @Nullable [] shape = found(name).map(Weight::shape).orElse(null);
        if (Arrays.equals(shape, wanted)) {
            return Optional.empty();
        }
        return Optional.of(Quoted.bare(prefix + name)
                + (shape == null
                        ? " is missing"
                        : " is " + new Shape(shape) + ", but the settings ask for " + new Shape(wanted)));
    }

    /**
     * The shape of a weight.
     *
     * @param name without the prefix
     * @return its shape, or empty if the file has none of this name
     */
    public Optional<Shape> shape(String name) {
        return found(name).map(weight -> new Shape(weight.shape()));
    }

    private Optional<Weight> found(String name) {
        return Optional.ofNullable(weights.get(prefix + name));
    }

    /** Refuses weights of this network that are not among those that it has: the settings are not those of the file. */
    void requireNoOthers(Set<String> known) {
        List<String> others = weights.keySet().stream()
                .filter(name -> name.startsWith(prefix) && !known.contains(name.substring(prefix.length())))
                .map(Quoted::bare)
                .limit(3)
                .toList();
        if (!others.isEmpty()) {
            throw new ModelFormatException(origin + ": it has weights that its settings do not ask for, such as "
                    + String.join(", ", others) + HINT);
        }
    }
}

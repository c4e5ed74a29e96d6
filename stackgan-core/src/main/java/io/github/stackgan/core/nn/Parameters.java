package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.SaveOption;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.Safetensors;
import io.github.stackgan.core.weights.formats.WeightFiles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The weights and running statistics of one network, by the names that the PyTorch release gives them.
 *
 * <p>Layers ask for their arrays when they are built. Weights learn only between {@link #requireGradients} and {@link
 * #stopGradients}; otherwise no operation on them keeps a graph, whatever thread it runs on.
 *
 * @since 0.1.0
 */
public final class Parameters implements AutoCloseable {
    /** The standard deviation of first weights, in both releases. */
    private static final double INITIAL_DEVIATION = 0.02;

    private final NDManager manager;
    private final FirstValues first;
    private final Map<String, NDArray> weights = new LinkedHashMap<>();
    private final Map<String, NDArray> statistics = new LinkedHashMap<>();
    private final AtomicLong version = new AtomicLong();
    private volatile boolean learning;
    private Optional<FileWeights> source = Optional.empty();

    private Parameters(NDManager manager, FirstValues first) {
        this.manager = manager;
        this.first = first;
    }

    /**
     * Weights that start at random, each drawn from (seed, name).
     *
     * @param parent the manager that they belong to
     * @param seed any number
     * @return no weights yet
     */
    public static Parameters random(NDManager parent, long seed) {
        return new Parameters(parent.newSubManager(), new FirstValues(OptionalLong.of(seed)));
    }

    /**
     * Weights that start at 0, to be replaced by {@link #load}, or that {@link #read} takes from a file.
     *
     * @param parent the manager that they belong to
     * @return no weights yet
     */
    public static Parameters blank(NDManager parent) {
        return new Parameters(parent.newSubManager(), new FirstValues(OptionalLong.empty()));
    }

    /**
     * Builds a network whose weights and statistics are those of a file: each is held against the file when the network
     * asks for it, so that settings that claim more than the file has cost nothing.
     *
     * @param from the file's weights; what the network does not ask for stays unread
     * @param network builds it on these parameters
     * @param <T> its type
     * @return the network
     * @throws ModelFormatException if a weight is missing or of another shape, naming it
     */
    public <T> T read(FileWeights from, Function<Parameters, T> network) {
        T built = network.apply(reading(from));
        endReading();
        return built;
    }

    /** From now on every array that a network asks for is a file's. */
    public Parameters reading(FileWeights from) {
        source = Optional.of(from);
        return this;
    }

    /** The file's copy of the weights is not to be kept in memory. */
    public void endReading() {
        source = Optional.empty();
    }

    /**
     * Refuses weights of a file that a network of these settings does not have.
     *
     * @param from the file's weights
     * @throws ModelFormatException if there are others, naming some
     */
    public void requireNoOthers(FileWeights from) {
        from.requireNoOthers(all().keySet());
    }

    /**
     * A weight drawn from N(mean, 0.02).
     *
     * @param name its name
     * @param mean of the numbers
     * @param shape its shape
     * @return the weight
     */
    public NDArray normal(String name, double mean, long... shape) {
        return normal(name, mean, INITIAL_DEVIATION, shape);
    }

    /**
     * A weight drawn from a normal distribution of mean 0.
     *
     * @param name its name
     * @param deviation the distribution's standard deviation
     * @param shape its shape
     * @return the weight
     */
    public NDArray deviating(String name, double deviation, long... shape) {
        return normal(name, 0, deviation, shape);
    }

    private NDArray normal(String name, double mean, double deviation, long[] shape) {
        if (source.isPresent()) {
            return add(weights, name, source.get().values(name, shape), shape);
        }
        return add(weights, name, first.normal(name, mean, deviation, shape), shape);
    }

    /**
     * A weight that starts uniform in [-bound, bound], as PyTorch's own layers do.
     *
     * @param name its name
     * @param bound at least 0
     * @param shape its shape
     * @return the weight
     */
    public NDArray uniform(String name, double bound, long... shape) {
        if (source.isPresent()) {
            return add(weights, name, source.get().values(name, shape), shape);
        }
        return add(weights, name, first.uniform(name, bound, shape), shape);
    }

    /**
     * A weight that starts at 0.
     *
     * @param name its name
     * @param size how many numbers
     * @return the weight (size)
     */
    public NDArray zeros(String name, long size) {
        float[] values =
                source.isPresent() ? source.get().values(name, size) : new float[FirstValues.count(name, size)];
        return add(weights, name, values, size);
    }

    /**
     * A running statistic, which no gradient reaches.
     *
     * @param name its name
     * @param value what each number starts as
     * @param size how many numbers
     * @return the statistic (size)
     */
    public NDArray statistic(String name, float value, long size) {
        return statistic(
                name,
                count -> {
                    float[] values = new float[count];
                    Arrays.fill(values, value);
                    return values;
                },
                size);
    }

    /** A statistic that starts as these values, which are not asked for where a file has others. */
    public NDArray statistic(String name, IntFunction<float[]> start, long... shape) {
        if (source.isPresent()) {
            return add(statistics, name, source.get().values(name, shape), shape);
        }
        return add(statistics, name, start.apply(FirstValues.count(name, shape)), shape);
    }

    /** A new array shares memory with Java until it is duplicated; weights live in the engine's own. */
    private NDArray add(Map<String, NDArray> map, String name, float[] values, long... shape) {
        NDArray array;
        try (NDArray shared = manager.create(values, new Shape(shape))) {
            array = shared.duplicate();
        }
        if (map.put(name, array) != null) {
            throw new IllegalStateException("Two weights are called " + name);
        }
        return array;
    }

    /**
     * What learns.
     *
     * @return name and array, in the order of the network
     */
    public Map<String, NDArray> weights() {
        return Collections.unmodifiableMap(weights);
    }

    /**
     * Everything: what learns, and the running statistics.
     *
     * @return name and array
     */
    public Map<String, NDArray> all() {
        Map<String, NDArray> all = new LinkedHashMap<>(weights);
        all.putAll(statistics);
        return all;
    }

    /** From now on operations on the weights keep what a backward pass needs. */
    public void requireGradients() {
        learning = true;
        weights.values().forEach(w -> w.setRequiresGradient(true));
    }

    /** From now on no operation on the weights keeps a graph. */
    public void stopGradients() {
        weights.values().forEach(w -> w.setRequiresGradient(false));
        learning = false;
    }

    /**
     * Whether operations on the weights keep what a backward pass needs.
     *
     * @return true between {@link #requireGradients} and {@link #stopGradients}
     */
    public boolean learning() {
        return learning;
    }

    /**
     * Another number for other weights or statistics, for layers that keep what they computed from them.
     *
     * @return grows with every {@link #changed}
     */
    public long version() {
        return version.get();
    }

    /** Whoever changes weights or statistics says so, because layers keep what they computed from them. */
    public void changed() {
        version.incrementAndGet();
    }

    /**
     * How many numbers the network learns.
     *
     * @return the count, running statistics left out
     */
    public long count() {
        return weights.values().stream().mapToLong(w -> w.getShape().size()).sum();
    }

    /**
     * Copies everything to the host.
     *
     * @param prefix put before every name
     * @param into where the copies go
     */
    public void save(String prefix, Map<String, Weight> into) {
        save(prefix, all(), into);
    }

    /**
     * Copies arrays to the host.
     *
     * @param prefix put before every name
     * @param arrays name and array
     * @param into where the copies go
     */
    public static void save(String prefix, Map<String, NDArray> arrays, Map<String, Weight> into) {
        arrays.forEach((name, array) -> into.put(
                prefix + name,
                Weight.ofFloats(array.toFloatArray(), array.getShape().getShape())));
    }

    /**
     * Replaces every weight and statistic.
     *
     * @param origin what the weights come from, for messages
     * @param prefix what stands before the names
     * @param from where they are; what has other names stays unread
     * @throws ModelFormatException if one is missing or of another shape, naming it; nothing is replaced then
     */
    public void load(String origin, String prefix, Map<String, Weight> from) {
        new FileWeights(origin, prefix, from).copyInto(all());
        changed();
    }

    /**
     * Copies everything from another network of the same shape.
     *
     * @param other the other network
     */
    public void copyFrom(Parameters other) {
        Map<String, NDArray> from = other.all();
        all().forEach((name, array) -> array.set(Matrices.EVERYTHING, Objects.requireNonNull(from.get(name))));
        changed();
    }

    /**
     * Writes every weight and statistic to a safetensors file; it appears whole or not at all.
     *
     * @param file the file; one that is there is replaced
     * @param metadata free text by name, kept in the file
     * @param options only FLOAT16 makes a difference
     * @throws ModelFormatException if it cannot be written, or a weight is NaN or infinite; what was there is unchanged
     *     then
     */
    public void save(Path file, Map<String, String> metadata, SaveOption... options) {
        Map<String, Weight> copies = new LinkedHashMap<>();
        save("", copies);
        if (Arrays.asList(options).contains(SaveOption.FLOAT16)) {
            copies.replaceAll((name, weight) -> weight.halved());
        }
        WeightFiles.write(file, metadata, copies);
    }

    /**
     * The metadata that {@link #save(Path, Map, SaveOption...)} wrote.
     *
     * @param file a safetensors file
     * @return free text by name
     * @throws ModelFormatException if it cannot be read
     */
    public static Map<String, String> metadata(Path file) {
        return Safetensors.readMetadata(file);
    }

    /**
     * A hash of names and numbers, kept as provenance.
     *
     * @return lower-case hexadecimal digits
     */
    public String fingerprint() {
        return fingerprint("");
    }

    /**
     * A hash of names and numbers, and of what else decides the network's results.
     *
     * @param prefix goes before the weights
     * @return lower-case hexadecimal digits: SHA-256
     */
    public String fingerprint(String prefix) {
        Hasher hasher = Hashing.sha256().newHasher().putUnencodedChars(prefix);
        all().forEach((name, array) -> {
            hasher.putUnencodedChars(name);
            float[] values = array.toFloatArray();
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            hasher.putBytes(bytes);
        });
        return hasher.hash().toString();
    }

    /** Frees the weights. */
    @Override
    public void close() {
        manager.close();
    }
}

package io.github.stackgan.core.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.StackGanSettings;
import io.github.stackgan.core.engine.PyTorch;
import io.github.stackgan.core.internal.weights.Weight;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * All networks of a model: its generators, and those discriminators that training has asked for.
 *
 * @since 0.1.0
 */
public final class Networks implements AutoCloseable {
    private final StackGanSettings settings;
    private final NDManager manager;
    private final GeneratorStack generators;
    private final Map<Integer, Discriminator> discriminators = new TreeMap<>();

    private Networks(StackGanSettings settings, Optional<Device> device, OptionalLong seed) {
        this.settings = settings;
        manager = PyTorch.manager(device);
        generators = GeneratorStack.of(manager, settings, seed);
    }

    /**
     * Networks that know nothing yet.
     *
     * @param settings the stack's
     * @param device where the weights live, or empty for a GPU if the engine sees one
     * @return the networks
     */
    public static Networks untrained(StackGanSettings settings, Optional<Device> device) {
        return new Networks(settings, device, OptionalLong.of(settings.seed()));
    }

    /**
     * Networks whose weights will be replaced by {@link #load}.
     *
     * @param settings the stack's
     * @param device where the weights live, or empty for a GPU if the engine sees one
     * @return the networks
     */
    public static Networks blank(StackGanSettings settings, Optional<Device> device) {
        return new Networks(settings, device, OptionalLong.empty());
    }

    /**
     * The manager that all weights hang from.
     *
     * @return the manager, closed with the networks
     */
    public NDManager manager() {
        return manager;
    }

    /**
     * What decides the networks' shape.
     *
     * @return the settings
     */
    public StackGanSettings settings() {
        return settings;
    }

    /**
     * The generators.
     *
     * @return all of them
     */
    public GeneratorStack generators() {
        return generators;
    }

    /**
     * The discriminator of a stage; made now if it was never asked for.
     *
     * @param stage 0 for Stage-I
     * @return the discriminator
     */
    public Discriminator discriminator(int stage) {
        return discriminators.computeIfAbsent(
                stage,
                s -> new Discriminator(
                        Parameters.random(manager, settings.seed() * 31 - 1 - s),
                        settings.embeddingSize(),
                        settings.stages().get(s)));
    }

    /**
     * Copies the generators to the host.
     *
     * @param into where the copies go
     */
    public void saveGenerators(Map<String, Weight> into) {
        for (int i = 0; i < generators.size(); i++) {
            generators.parameters(i).save(generatorPrefix(i), into);
        }
    }

    /**
     * Copies those discriminators to the host that there are.
     *
     * @param into where the copies go
     */
    public void saveDiscriminators(Map<String, Weight> into) {
        discriminators.forEach((i, d) -> d.parameters().save(discriminatorPrefix(i), into));
    }

    /**
     * Replaces all weights; discriminators that are not there stay or start anew.
     *
     * @param origin what they come from, for messages
     * @param from name and weight
     * @throws io.github.stackgan.ModelFormatException if a generator's weight is missing or of another shape
     */
    public void load(String origin, Map<String, Weight> from) {
        load(origin, from, generators.size());
    }

    /**
     * Replaces the weights of the lowest stages; discriminators that are not there stay or start anew.
     *
     * @param origin what they come from, for messages
     * @param from name and weight
     * @param stages how many stages
     * @throws io.github.stackgan.ModelFormatException if a generator's weight is missing or of another shape
     */
    public void load(String origin, Map<String, Weight> from, int stages) {
        for (int i = 0; i < stages; i++) {
            generators.parameters(i).load(origin, generatorPrefix(i), from);
            String prefix = discriminatorPrefix(i);
            if (from.keySet().stream().anyMatch(name -> name.startsWith(prefix))) {
                discriminator(i).parameters().load(origin, prefix, from);
            }
        }
    }

    private static String generatorPrefix(int stage) {
        return "stage" + (stage + 1) + ".generator.";
    }

    private static String discriminatorPrefix(int stage) {
        return "stage" + (stage + 1) + ".discriminator.";
    }

    /** Frees all weights. */
    @Override
    public void close() {
        manager.close();
    }
}

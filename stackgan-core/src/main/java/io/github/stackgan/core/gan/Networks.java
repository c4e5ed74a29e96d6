package io.github.stackgan.core.gan;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.engine.PyTorch;
import io.github.stackgan.core.nn.FileWeights;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.settings.StackGanSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

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

    private Networks(StackGanSettings settings, NDManager manager, IntFunction<Parameters> weights) {
        this.settings = settings;
        this.manager = manager;
        generators = GeneratorStack.of(settings, weights);
    }

    /**
     * Networks that know nothing yet.
     *
     * @param settings the stack's
     * @param device where the weights live, or empty for a GPU if the engine sees one
     * @return the networks
     */
    public static Networks untrained(StackGanSettings settings, Optional<Device> device) {
        NDManager manager = PyTorch.manager(device);
        try {
            return new Networks(settings, manager, i -> Parameters.random(manager, settings.seed() * 31 + i + 1));
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    /**
     * Networks with the weights of a file, which are held against the settings before room is made for any;
     * discriminators that are not there start anew.
     *
     * @param origin what the weights come from, for messages
     * @param settings the stack's, as the file has them
     * @param from name and weight
     * @param device where the weights live, or empty for a GPU if the engine sees one
     * @return the networks
     * @throws io.github.stackgan.ModelFormatException if the weights are not those that the settings ask for, naming
     *     one
     */
    public static Networks read(
            String origin, StackGanSettings settings, Map<String, Weight> from, Optional<Device> device) {
        NDManager manager = PyTorch.manager(device);
        try {
            Networks networks = new Networks(
                    settings, manager, i -> Parameters.blank(manager).reading(generator(origin, from, i)));
            for (int i = 0; i < networks.generators.size(); i++) {
                Parameters parameters = networks.generators.parameters(i);
                parameters.endReading();
                parameters.requireNoOthers(generator(origin, from, i));
                if (holdsDiscriminator(from, i)) {
                    FileWeights own = new FileWeights(origin, discriminatorPrefix(i), from);
                    networks.discriminators.put(i, Discriminator.read(manager, own, settings, i));
                }
            }
            requireNoStageAbove(origin, networks.generators.size(), from);
            return networks;
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    private static FileWeights generator(String origin, Map<String, Weight> from, int stage) {
        return new FileWeights(origin, generatorPrefix(stage), from);
    }

    /** Settings of fewer stages than the weights are of would generate, but not what was trained. */
    private static void requireNoStageAbove(String origin, int stages, Map<String, Weight> from) {
        List<String> known = IntStream.rangeClosed(1, stages)
                .mapToObj(i -> "stage" + i + ".")
                .toList();
        from.keySet().stream()
                .filter(name -> name.startsWith("stage") && known.stream().noneMatch(name::startsWith))
                .findFirst()
                .ifPresent(name -> {
                    throw new ModelFormatException(origin + ": it has the weight " + Quoted.of(name)
                            + ", but its settings have " + stages + " stages" + FileWeights.HINT);
                });
    }

    /**
     * The manager of all weights.
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
                s -> Discriminator.of(
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
     * Replaces all weights by those of a run's checkpoint. Discriminators that are not there had not begun to learn, so
     * they start anew.
     *
     * @param origin what they come from, for messages
     * @param from name and weight
     * @throws io.github.stackgan.ModelFormatException if a generator's weight is missing or of another shape
     */
    public void load(String origin, Map<String, Weight> from) {
        for (int i = 0; i < generators.size(); i++) {
            if (!holdsDiscriminator(from, i) && discriminators.containsKey(i)) {
                Objects.requireNonNull(discriminators.remove(i)).parameters().close();
            }
        }
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
            if (holdsDiscriminator(from, i)) {
                discriminator(i).parameters().load(origin, discriminatorPrefix(i), from);
            }
        }
    }

    private static boolean holdsDiscriminator(Map<String, Weight> from, int stage) {
        String prefix = discriminatorPrefix(stage);
        return from.keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }

    /**
     * What the names of a generator's saved weights begin with.
     *
     * @param stage 0 for Stage-I
     * @return the prefix, with its dot
     */
    public static String generatorPrefix(int stage) {
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

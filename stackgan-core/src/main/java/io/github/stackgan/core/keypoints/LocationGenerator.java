package io.github.stackgan.core.keypoints;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Location;
import io.github.stackgan.Losses;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.engine.PyTorch;
import io.github.stackgan.core.gan.Locations;
import io.github.stackgan.core.loss.MatchingAwareLoss;
import io.github.stackgan.core.nn.FileWeights;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.optim.Recording;
import io.github.stackgan.core.optim.TrainingLoop;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.train.DataCheck;
import io.github.stackgan.core.train.EmbeddingTable;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.settings.LocationSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Experimental: makes key points for a text, and for any points that are given, so that nobody need know where all 15
 * are (Reed et al., NIPS 2016, section 4.3): a small GAN of fully connected layers. Safe from several threads at once
 * while it does not learn. Holds native memory until closed.
 *
 * @since 0.1.0
 */
public final class LocationGenerator implements AutoCloseable {
    private static final KeyPointGenerator.Shape SHAPE = new KeyPointGenerator.Shape(128, 100);
    private static final String NAMES = "keyPoints";
    private static final String BETWEEN = ";";

    /** How often a point is given while the networks learn. */
    private static final double GIVEN = 0.1;

    private static final double BETA1 = 0.5;
    private static final double BETA2 = 0.999;

    private final NDManager manager;
    private final TextEncoder encoder;
    private final LocationSettings settings;
    private final KeyPointGenerator generator;

    private LocationGenerator(NDManager manager, TextEncoder encoder, LocationSettings settings, Parameters weights) {
        this.manager = manager;
        this.encoder = encoder;
        this.settings = settings;
        generator = new KeyPointGenerator(
                weights, encoder.embeddingSize(), settings.keyPoints().size(), SHAPE);
    }

    /**
     * Learns from a dataset's key points and captions. Each image is shown whole, or mirrored.
     *
     * @param data images with key points
     * @param encoder what reads the captions, and the texts later; stays the caller's to close
     * @param settings the names of the points
     * @param plan how long and how fast
     * @param progress hears of each iteration its losses "discriminator" and "generator"
     * @return what has learned
     * @throws io.github.stackgan.TrainingException if an image has no caption or no key points, or one with an unknown
     *     name, or a loss becomes NaN
     */
    public static LocationGenerator train(
            CaptionedImages data,
            TextEncoder encoder,
            LocationSettings settings,
            LocationPlan plan,
            ProgressListener progress) {
        if (settings.kind() != LocationSettings.Kind.KEY_POINTS) {
            throw new IllegalArgumentException("settings are of a " + settings.kind()
                    + ", but must be of key points, as LocationSettings.birdParts()");
        }
        DataCheck.requireCaptions(data);
        DataCheck.requireLocations(data, settings);
        NDManager manager = PyTorch.manager(Optional.empty());
        try {
            LocationGenerator made =
                    new LocationGenerator(manager, encoder, settings, Parameters.random(manager, plan.seed()));
            made.learn(data, plan, progress);
            return made;
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    private void learn(CaptionedImages data, LocationPlan plan, ProgressListener progress) {
        int points = settings.keyPoints().size();
        KeyPointDiscriminator discriminator = new KeyPointDiscriminator(
                Parameters.random(manager, plan.seed() + 1), encoder.embeddingSize(), points, SHAPE);
        EmbeddingTable embeddings = EmbeddingTable.of(data, encoder, Optional.empty(), progress, warning -> {});
        KeyPointBatches batches = new KeyPointBatches(data, embeddings, settings, plan, GIVEN, SHAPE.noiseSize());
        try (Adam ofGenerator = Adam.of(manager, generator.parameters(), BETA1, BETA2);
                Adam ofDiscriminator = Adam.of(manager, discriminator.parameters(), BETA1, BETA2)) {
            TrainingLoop loop = new TrainingLoop(
                    "key points",
                    plan.iterations(),
                    (loss, value, iteration) -> "Key points, iteration " + iteration + ": the loss \"" + loss + "\" is "
                            + value + "; try a smaller learningRate",
                    progress);
            loop.run(i -> step(batches, discriminator, ofGenerator, ofDiscriminator, i, plan.learningRate()));
        } finally {
            discriminator.parameters().close();
        }
    }

    /** One update of each network, by the same points. */
    private Losses step(
            KeyPointBatches batches,
            KeyPointDiscriminator discriminator,
            Adam ofGenerator,
            Adam ofDiscriminator,
            long iteration,
            double rate) {
        try (NDManager scratch = manager.newSubManager();
                Recording recording = Recording.of(generator.parameters(), discriminator.parameters())) {
            KeyPointBatches.Batch batch = batches.batch(scratch, iteration);
            NDArray made = generator.forward(batch.embeddings(), batch.noise(), batch.given(), Mode.TRAINING);
            NDArray real = discriminator.logits(batch.embeddings(), batch.points(), Mode.TRAINING);
            NDArray fake = discriminator.logits(batch.embeddings(), made.stopGradient(), Mode.TRAINING);
            NDArray judged = MatchingAwareLoss.asReal(real).add(MatchingAwareLoss.asFake(fake));
            ofDiscriminator.step(recording.gradients(judged, discriminator.parameters()), rate);
            NDArray answers = discriminator.logits(batch.embeddings(), made, Mode.TRAINING);
            NDArray fooled = MatchingAwareLoss.asReal(answers);
            ofGenerator.step(recording.gradients(fooled, generator.parameters()), rate);
            return Losses.none().with("discriminator", judged.getFloat()).with("generator", fooled.getFloat());
        }
    }

    /**
     * Makes the points of an image.
     *
     * @param text what the image is to show
     * @param given points that stay where they are; {@code new Location.KeyPoints(Map.of())} for none
     * @param seed another number gives another pose
     * @return the points that are seen, the given ones among them
     * @throws IllegalArgumentException if a given point has a name that is not known
     */
    public Location.KeyPoints generate(String text, Location.KeyPoints given, long seed) {
        Locations.requireFits(Optional.of(settings), given);
        List<String> names = settings.keyPoints();
        try (NDManager scratch = manager.newSubManager()) {
            float[] z = RandomStream.of(seed, "key points", 0).normal(SHAPE.noiseSize());
            NDArray made = generator.forward(
                    Matrices.of(scratch, encoder.encode(List.of(text))),
                    scratch.create(z, new Shape(1, z.length)),
                    scratch.create(KeyPointBatches.numbers(given, names), new Shape(1, 3L * names.size())),
                    Mode.EVALUATION);
            float[] numbers = made.toFloatArray();
            Map<String, Location.Point> seen = new TreeMap<>();
            for (int i = 0; i < names.size(); i++) {
                if (numbers[3 * i + 2] > 0.5f) {
                    seen.put(names.get(i), new Location.Point(numbers[3 * i], numbers[3 * i + 1]));
                }
            }
            seen.putAll(given.points());
            return new Location.KeyPoints(seen);
        }
    }

    /**
     * Writes what has learned to one safetensors file; it appears whole or not at all.
     *
     * @param file the file; one that is there is replaced
     * @throws ModelFormatException if it cannot be written, or a weight is NaN or infinite
     */
    public void save(Path file) {
        generator.parameters().save(file, Map.of(NAMES, String.join(BETWEEN, settings.keyPoints())));
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @param file the file
     * @param encoder the text encoder that it learned with; stays the caller's to close
     * @return the generator
     * @throws ModelFormatException if the file is no such file, or of an encoder with embeddings of another length
     */
    public static LocationGenerator load(Path file, TextEncoder encoder) {
        SafetensorsFile found = WeightFiles.readOwn(file);
        String names = Optional.ofNullable(found.metadata().get(NAMES))
                .orElseThrow(() -> new ModelFormatException(
                        file + " names no key points, so it is no generator of" + " locations; it has "
                                + Quoted.bare(found.metadata().keySet().toString())));
        LocationSettings settings = named(file, names.split(BETWEEN, -1));
        NDManager manager = PyTorch.manager(Optional.empty());
        try {
            FileWeights weights = new FileWeights(file.toString(), "", found.weights());
            return Parameters.blank(manager)
                    .read(weights, blank -> new LocationGenerator(manager, encoder, settings, blank));
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    private static LocationSettings named(Path file, String... names) {
        try {
            return LocationSettings.birdParts().withKeyPoints(names);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(file + " names key points that cannot be: " + e.getMessage(), e);
        }
    }

    /** Frees the weights. */
    @Override
    public void close() {
        manager.close();
    }
}

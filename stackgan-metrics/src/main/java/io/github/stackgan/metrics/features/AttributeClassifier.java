package io.github.stackgan.metrics.features;

import ai.djl.ndarray.NDManager;
import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.SaveOption;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.nn.Pixels;
import io.github.stackgan.metrics.internal.numbers.FeatureChecks;
import io.github.stackgan.metrics.scores.Attribute;
import io.github.stackgan.metrics.scores.AttributeAccuracy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells the attributes of images, such as the colours of a bird's parts; trained by this library, so that metrics run
 * without a download. Its classes, for the Inception score, are the values of the first attribute. Figures by it say
 * nothing of photographs and cannot be compared with published ones.
 *
 * @since 0.1.0
 */
public final class AttributeClassifier implements ImageFeatures {
    private static final String COLOURS = "drawn-birds.safetensors";
    private static final String DETAILS = "drawn-birds-256.safetensors";
    private static final String ATTRIBUTES = "attributes";
    private static final String HELD_OUT = "heldOutAccuracy";
    private static final String IMAGE_SIZE = "imageSize";

    /** Of files that do not name theirs. */
    private static final String USUAL_SIZE = "64";

    private static final Gson GSON = new Gson();

    private final AttributeNetwork network;
    private final List<Attribute> attributes;
    private final Optional<AttributeAccuracy> heldOut;
    private final String fingerprint;

    private AttributeClassifier(
            AttributeNetwork network, List<Attribute> attributes, Optional<AttributeAccuracy> heldOut) {
        this.network = network;
        this.attributes = List.copyOf(attributes);
        this.heldOut = heldOut;
        fingerprint = network.parameters().fingerprint();
    }

    /**
     * The classifier of the synthetic birds' colours that this library brings: body, wing, belly, crown.
     *
     * @return the classifier, on the default device
     */
    public static AttributeClassifier ofSyntheticBirds() {
        return unpacked(COLOURS);
    }

    /**
     * The classifier of the synthetic birds that sees 256 pixels, to score what Stage-II adds: besides the colours it
     * tells beak, tail, eye ring, wing bars and stripes on the breast, which are lost at 64.
     *
     * @return the classifier, on the default device
     */
    public static AttributeClassifier ofSyntheticBirdsInDetail() {
        return unpacked(DETAILS);
    }

    private static AttributeClassifier unpacked(String resource) {
        try (InputStream in = AttributeClassifier.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("stackgan-metrics was built without its weights " + resource);
            }
            Path file = Files.createTempFile("stackgan-attributes", ".safetensors");
            try {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                return load(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException("The classifier cannot be unpacked to the temporary folder: " + e, e);
        }
    }

    /**
     * Reads a classifier.
     *
     * @param file what {@link #save} wrote
     * @return the classifier, on the default device
     * @throws ModelFormatException if the file cannot be read, is damaged, or is no classifier, or if its attributes or
     *     its image size are not those of its weights
     */
    public static AttributeClassifier load(Path file) {
        Map<String, String> metadata = Parameters.metadata(file);
        List<Attribute> attributes = attributes(file, metadata.getOrDefault(ATTRIBUTES, ""));
        AttributeNetwork network = AttributeNetwork.read(file, sizes(attributes, imageSize(file, metadata)));
        try {
            return new AttributeClassifier(
                    network,
                    attributes,
                    Optional.ofNullable(metadata.get(HELD_OUT))
                            .map(json -> parsed(file, HELD_OUT, () -> GSON.fromJson(json, AttributeAccuracy.class))));
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private static List<Attribute> attributes(Path file, String json) {
        if (json.isEmpty()) {
            throw new ModelFormatException(file + " has no metadata \"" + ATTRIBUTES
                    + "\", so it is no attribute classifier; train one with AttributeClassifier.train");
        }
        return parsed(file, ATTRIBUTES, () -> {
            List<Attribute> found = GSON.fromJson(json, new TypeToken<List<Attribute>>() {}.getType());
            if (found.isEmpty() || found.stream().map(Attribute::name).anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("attributes without names");
            }
            return found;
        });
    }

    /** Reflection makes records of JSON, whose faults come as any runtime exception, with names of Java's classes. */
    private static <T> T parsed(Path file, String key, Supplier<T> parser) {
        try {
            return Objects.requireNonNull(parser.get());
        } catch (RuntimeException e) {
            throw new ModelFormatException(
                    file + ": its metadata \"" + key + "\" is broken; fetch the file again, or train another classifier"
                            + " with AttributeClassifier.train",
                    e);
        }
    }

    private static int imageSize(Path file, Map<String, String> metadata) {
        String found = metadata.getOrDefault(IMAGE_SIZE, USUAL_SIZE);
        try {
            return new AttributeNetwork.Sizes(Integer.parseInt(found), 2).imageSize();
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(
                    file + ": its metadata \"" + IMAGE_SIZE + "\" is " + Quoted.of(found)
                            + ", but must be a power of two, at least 16",
                    e);
        }
    }

    private static AttributeNetwork.Sizes sizes(List<Attribute> attributes, int imageSize) {
        return new AttributeNetwork.Sizes(
                imageSize, attributes.stream().mapToInt(a -> a.values().size()).sum());
    }

    /**
     * Trains a classifier: about a minute on two cores for 1,000 batches.
     *
     * @param attributes what to tell, the first one being the classes of the Inception score
     * @param examples images, all square and of the same size: 64, 128, 256 ...; and their values
     * @param heldOut others, on which its accuracy is found and kept with it
     * @param iterations batches of 32
     * @param seed decides first weights and order
     * @param progress hears of every batch its "loss", the sum of the attributes' cross entropies
     * @return the classifier
     * @throws io.github.stackgan.TrainingException if the loss becomes NaN
     * @throws IllegalArgumentException if there are no examples, or none held out
     */
    public static AttributeClassifier train(
            List<Attribute> attributes,
            AttributeTraining.Examples examples,
            AttributeTraining.Examples heldOut,
            int iterations,
            long seed,
            ProgressListener progress) {
        FeatureChecks.atLeast("The number of examples", examples.size(), 1, "; there is nothing to learn from");
        FeatureChecks.atLeast("The number of examples held out", heldOut.size(), 1, "; the accuracy is found on them");
        AttributeNetwork network =
                AttributeNetwork.untrained(sizes(attributes, examples.image(0).getWidth()), seed);
        try {
            List<Integer> values =
                    attributes.stream().map(a -> a.values().size()).toList();
            AttributeTraining.train(network, examples, values, iterations, seed, progress);
            AttributeClassifier trained = new AttributeClassifier(network, attributes, Optional.empty());
            return new AttributeClassifier(network, attributes, Optional.of(trained.accuracy(heldOut)));
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /**
     * How often it is right.
     *
     * @param examples images and their values
     * @return the accuracy
     */
    public AttributeAccuracy accuracy(AttributeTraining.Examples examples) {
        int[][] seen = new int[examples.size()][];
        int[][] labels = new int[examples.size()][];
        for (int from = 0; from < seen.length; from += 64) {
            List<BufferedImage> batch = new ArrayList<>();
            for (int i = from; i < Math.min(seen.length, from + 64); i++) {
                batch.add(examples.image(i));
                labels[i] = examples.labels(i);
            }
            int[][] found = classify(batch);
            System.arraycopy(found, 0, seen, from, found.length);
        }
        return AttributeAccuracy.of(attributes, seen, labels);
    }

    /**
     * Writes the classifier to a safetensors file in half precision.
     *
     * @param file the file; one that is there is replaced, and stays if this fails
     * @throws ModelFormatException if it cannot be written, with the reason and what to do
     */
    public void save(Path file) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(ATTRIBUTES, GSON.toJson(attributes));
        metadata.put(IMAGE_SIZE, Integer.toString(network.imageSize()));
        heldOut.ifPresent(accuracy -> metadata.put(HELD_OUT, GSON.toJson(accuracy)));
        network.parameters().save(file, metadata, SaveOption.FLOAT16);
    }

    /**
     * What it tells.
     *
     * @return the attributes
     */
    public List<Attribute> attributes() {
        return attributes;
    }

    /**
     * How often it is right on real images that it has not seen: the best that a perfect generator could reach.
     *
     * @return its accuracy, or empty if it was never measured
     */
    public Optional<AttributeAccuracy> heldOutAccuracy() {
        return heldOut;
    }

    /**
     * Tells attributes.
     *
     * @param images at least one, of any size
     * @return the likeliest value of every attribute (N, A)
     */
    public int[][] classify(List<BufferedImage> images) {
        float[][] logits = read(images).logits();
        int[][] result = new int[logits.length][attributes.size()];
        for (int i = 0; i < logits.length; i++) {
            int from = 0;
            for (int a = 0; a < attributes.size(); a++) {
                int count = attributes.get(a).values().size();
                int best = 0;
                for (int v = 1; v < count; v++) {
                    best = logits[i][from + v] > logits[i][from + best] ? v : best;
                }
                result[i][a] = best;
                from += count;
            }
        }
        return result;
    }

    private Batch read(List<BufferedImage> images) {
        try (NDManager scratch = network.manager().newSubManager()) {
            AttributeNetwork.Output output =
                    network.forward(Pixels.toValues(scratch, images, network.imageSize()), Mode.EVALUATION);
            return new Batch(Matrices.rows(output.features()), Matrices.rows(output.logits()));
        }
    }

    @Override
    public String name() {
        return "attribute classifier/"
                + String.join("+", attributes.stream().map(Attribute::name).toList());
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public String resizing() {
        return "bicubic, antialiased, 8 bits, to " + network.imageSize() + " pixels";
    }

    @Override
    public int width() {
        return AttributeNetwork.FEATURES;
    }

    @Override
    public int classCount() {
        return attributes.get(0).values().size();
    }

    @Override
    public Batch extract(List<BufferedImage> images) {
        Batch batch = read(images);
        float[][] logits = new float[images.size()][];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = java.util.Arrays.copyOf(batch.logits()[i], classCount());
        }
        return new Batch(batch.features(), logits);
    }

    @Override
    public void close() {
        network.close();
    }
}

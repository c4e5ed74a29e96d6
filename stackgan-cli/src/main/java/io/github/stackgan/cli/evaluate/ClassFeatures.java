package io.github.stackgan.cli.evaluate;

import com.google.common.hash.Hashing;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.checks.Require;
import io.github.stackgan.core.report.ProgressPrinter;
import io.github.stackgan.metrics.features.AttributeClassifier;
import io.github.stackgan.metrics.features.AttributeTraining;
import io.github.stackgan.metrics.features.ImageFeatures;
import io.github.stackgan.metrics.scores.Attribute;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Features of a small network that was trained to tell a dataset's classes apart. */
final class ClassFeatures {
    static final int SIDE = 64;
    static final int EPOCHS = 12;

    private static final int BATCH = 32;
    private static final int LEAST_ITERATIONS = 20;

    /** One image in so many is kept to find the accuracy on. */
    private static final int HELD_OUT = 10;

    /** So many letters of a hash tell a dataset from others. */
    private static final int SHORT = 8;

    private ClassFeatures() {}

    /** Reads the dataset's classifier from a folder, or trains it and keeps it there. */
    static ImageFeatures of(CaptionedImages data, Path folder) {
        // A hash, as the fingerprints of a dataset and of its crops begin alike.
        String hash = Hashing.sha256()
                .hashString(data.fingerprint(), StandardCharsets.UTF_8)
                .toString();
        Path file = folder.resolve("classes-" + hash.substring(0, SHORT) + ".safetensors");
        if (Files.exists(file)) {
            return AttributeClassifier.load(file);
        }
        try (AttributeClassifier trained = train(data, SIDE, EPOCHS)) {
            trained.save(file);
        }
        // The file has 16 bits: what is found by it must not hang on who trained it.
        return AttributeClassifier.load(file);
    }

    /** Trains a classifier on nine images of ten, and finds its accuracy on the tenth. */
    static AttributeClassifier train(CaptionedImages data, int side, int epochs) {
        Require.positive("--epochs", epochs);
        requireClasses(data);
        List<List<String>> values = IntStream.range(0, data.classCount())
                .mapToObj(i -> List.of("class " + i))
                .toList();
        AttributeClassifier classifier = AttributeClassifier.train(
                List.of(new Attribute("class", values, List.of("image"))),
                examples(data, side, i -> i % HELD_OUT != 0),
                examples(data, side, i -> i % HELD_OUT == 0),
                Math.max(LEAST_ITERATIONS, Math.multiplyExact(epochs, data.size()) / BATCH),
                1,
                ProgressPrinter.toStderr());
        classifier
                .heldOutAccuracy()
                .ifPresent(accuracy -> System.err.println("Classifier on images held out: " + accuracy));
        return classifier;
    }

    /** Nothing can be learned of classes that have one image each, nor be found of those that only the tenth has. */
    private static void requireClasses(CaptionedImages data) {
        Set<Integer> trained = IntStream.range(0, data.size())
                .filter(i -> i % HELD_OUT != 0)
                .mapToObj(data::classOf)
                .collect(Collectors.toSet());
        int held = (data.size() + HELD_OUT - 1) / HELD_OUT;
        long known = IntStream.range(0, data.size())
                .filter(i -> i % HELD_OUT == 0 && trained.contains(data.classOf(i)))
                .count();
        if (trained.size() < 2 || 2 * known < held) {
            throw new IllegalArgumentException("A classifier needs at least two classes of several images each, but "
                    + Quoted.bare(data.name()) + " has " + data.size() + " images of " + data.classCount()
                    + " classes; score these images by --features FID or TORCHVISION");
        }
    }

    private static AttributeTraining.Examples examples(CaptionedImages data, int side, IntPredicate chosen) {
        int[] places = IntStream.range(0, data.size()).filter(chosen).toArray();
        return new AttributeTraining.Examples() {
            @Override
            public int size() {
                return places.length;
            }

            @Override
            public BufferedImage image(int index) {
                return data.image(places[index], side);
            }

            @Override
            public int[] labels(int index) {
                return new int[] {data.classOf(places[index])};
            }
        };
    }
}

package io.github.stackgan.cli.evaluate;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.StackGan;
import io.github.stackgan.metrics.features.ImageFeatures;
import io.github.stackgan.metrics.scores.FeatureMatrix;
import io.github.stackgan.metrics.scores.Memorisation;
import io.github.stackgan.metrics.scores.NearestNeighbours;
import io.github.stackgan.metrics.scores.NearestNeighbours.Neighbour;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The nearest training images of samples, and of real images that were not trained on.
 *
 * @param gan whose samples they are
 * @param features what is near
 * @param data real images, which the model was not trained on if {@code training} is there
 * @param training what it was trained on, if that is another dataset than {@code data}
 */
record TrainingNeighbours(
        StackGan gan, ImageFeatures features, CaptionedImages data, Optional<CaptionedImages> training) {
    private static final int CELL = 128;
    private static final int SHOWN = 5;
    private static final int BATCH = 16;

    /** Real images to compare with: of fewer, one in a hundred is none. */
    private static final int MOST_TESTS = 1000;

    /** Prints the distances, and writes a sheet of the samples beside their neighbours. */
    void lookUp(List<BufferedImage> samples, Path sheet) {
        CaptionedImages searched = training.orElse(data);
        FeatureMatrix references = features(searched.size(), i -> image(searched, i));
        List<List<Neighbour>> found =
                NearestNeighbours.search(features(samples.size(), samples::get), references, SHOWN);
        Memorisation.writeSheet(samples, found, i -> image(searched, i), CELL, sheet);
        System.out.println("Nearest images of " + searched.name() + " by " + features.name() + ": " + sheet);
        if (training.isEmpty()) {
            System.out.println("  These are the images of --dataset; whether the model learned them by heart is told"
                    + " only with other images beside them: --held-out-classes and --held-out.");
            return;
        }
        int tests = Math.min(MOST_TESTS, data.size());
        Memorisation summary =
                Memorisation.of(found, NearestNeighbours.search(features(tests, i -> image(data, i)), references, 1));
        System.out.println("  of samples:           " + summary.generated());
        System.out.println("  of " + tests + " test images: " + summary.test());
        System.out.printf(Locale.ROOT, "  suspiciously near: %.1f%%%n", 100 * summary.suspicious());
    }

    /** Copies of other images are not found, and nobody would know. */
    static void warnOfOthers(StackGan gan, CaptionedImages searched) {
        String trainedOn = gan.provenance().datasetFingerprint();
        if (!trainedOn.equals(searched.fingerprint())) {
            System.err.println(
                    "Warning: the model was trained on " + gan.provenance().dataset()
                            + ", whose images are others than those that are searched here: copies of them are not"
                            + " found. Of synthetic birds, --birds must be as many as in training, and the model's"
                            + " seed theirs.");
        }
    }

    private BufferedImage image(CaptionedImages images, int index) {
        return images.image(index, gan.settings().lastStage().imageSize());
    }

    private FeatureMatrix features(int count, IntFunction<BufferedImage> images) {
        FloatBuffer values = FloatBuffer.allocate(Math.multiplyExact(count, features.width()));
        for (int from = 0; from < count; from += BATCH) {
            List<BufferedImage> batch = IntStream.range(from, Math.min(count, from + BATCH))
                    .mapToObj(images)
                    .toList();
            for (float[] row : features.extract(batch).features()) {
                values.put(row);
            }
        }
        return FeatureMatrix.of(values.flip(), features.width());
    }
}

package io.github.stackgan.metrics.scores;

import io.github.stackgan.core.report.ImageGrid;
import io.github.stackgan.metrics.internal.numbers.FeatureChecks;
import io.github.stackgan.metrics.scores.NearestNeighbours.Neighbour;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Whether generated images lie nearer to training images than new real ones do. A generator that remembers has
 * generated quantiles far below the test's, and a large {@link #suspicious()} part.
 *
 * @param generated quantiles of the distances from generated images to their nearest training image
 * @param test the same of real images that were not trained on
 * @param suspicious the part of the generated images that are nearer to a training image than 99 of 100 test images
 *     are, in [0, 1]; 0.01 is what new real images themselves have
 * @since 0.1.0
 */
public record Memorisation(Quantiles generated, Quantiles test, double suspicious) {
    /**
     * A distribution in five numbers.
     *
     * @param least the smallest
     * @param twentieth 5% lie below
     * @param quarter 25% lie below
     * @param median half lies below
     * @param threeQuarters 75% lie below
     */
    public record Quantiles(double least, double twentieth, double quarter, double median, double threeQuarters) {
        static Quantiles of(double[] sorted) {
            return new Quantiles(sorted[0], at(sorted, 0.05), at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "least %.4g, 5%% %.4g, 25%% %.4g, median %.4g, 75%% %.4g",
                    least,
                    twentieth,
                    quarter,
                    median,
                    threeQuarters);
        }
    }

    /**
     * Compares nearest distances.
     *
     * @param generated neighbours of generated images among the training images
     * @param test neighbours of test images among the same
     * @return the comparison
     * @throws IllegalArgumentException if either is empty
     */
    public static Memorisation of(List<List<Neighbour>> generated, List<List<Neighbour>> test) {
        FeatureChecks.atLeast("The number of generated images", generated.size(), 1, "");
        FeatureChecks.atLeast("The number of test images", test.size(), 1, "");
        double[] ours = sorted(generated);
        double[] theirs = sorted(test);
        double limit = at(theirs, 0.01);
        int below = 0;
        for (double distance : ours) {
            below += distance < limit ? 1 : 0;
        }
        return new Memorisation(Quantiles.of(ours), Quantiles.of(theirs), (double) below / ours.length);
    }

    private static double[] sorted(List<List<Neighbour>> neighbours) {
        return neighbours.stream()
                .mapToDouble(found -> found.get(0).distance())
                .sorted()
                .toArray();
    }

    /** Linear between the two nearest places. */
    private static double at(double[] sorted, double part) {
        double place = part * (sorted.length - 1);
        int lower = (int) place;
        int upper = Math.min(lower + 1, sorted.length - 1);
        return sorted[lower] + (place - lower) * (sorted[upper] - sorted[lower]);
    }

    /**
     * Writes a sheet: a row for each sample, the sample first, then its neighbours, their distances below.
     *
     * @param samples the samples' images, at least one
     * @param neighbours what was found for each, in the same order
     * @param training gives a training image
     * @param cell width and height of every image, in pixels
     * @param file the PNG file; one that is there is replaced
     * @throws IllegalArgumentException if the numbers differ
     */
    public static void writeSheet(
            List<BufferedImage> samples,
            List<List<Neighbour>> neighbours,
            IntFunction<BufferedImage> training,
            int cell,
            Path file) {
        if (samples.isEmpty() || samples.size() != neighbours.size()) {
            throw new IllegalArgumentException("There are " + samples.size() + " samples and neighbours of "
                    + neighbours.size() + ", but there must be at least one sample, and neighbours for each");
        }
        List<ImageGrid.Row> rows = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            List<BufferedImage> images = new ArrayList<>(List.of(samples.get(i)));
            StringBuilder caption = new StringBuilder("sample " + (i + 1) + "; distances");
            for (Neighbour neighbour : neighbours.get(i)) {
                images.add(training.apply(neighbour.index()));
                caption.append(String.format(Locale.ROOT, " %.4g", neighbour.distance()));
            }
            rows.add(new ImageGrid.Row(caption.toString(), images));
        }
        ImageGrid.writePng(
                ImageGrid.of(List.of("sample", "nearest training images"), rows).draw(cell), file);
    }
}

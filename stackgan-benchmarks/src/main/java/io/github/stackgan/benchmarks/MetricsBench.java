package io.github.stackgan.benchmarks;

import com.google.common.math.Quantiles;
import io.github.stackgan.core.engine.PyTorchEngine;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import io.github.stackgan.metrics.features.ImageFeatures;
import io.github.stackgan.metrics.features.InceptionFeatures;
import io.github.stackgan.metrics.features.InceptionV3;
import io.github.stackgan.metrics.scores.FeatureMatrix;
import io.github.stackgan.metrics.scores.FeatureStatistics;
import io.github.stackgan.metrics.scores.FrechetDistance;
import io.github.stackgan.metrics.scores.InceptionScore;
import io.github.stackgan.metrics.scores.NearestNeighbours;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What the metrics cost: {@code MetricsBench [ROWS [IMAGES]]}. The nearest-neighbour search over ROWS x ROWS features
 * of 1,024 numbers (median of five after three) against the machine's matrix peak; and Inception score and Frechet
 * distance of IMAGES images, each image's share of reading it by Inception-v3 and of everything else, with the one-time
 * eigenvalues reckoned to 10,000 images.
 */
public final class MetricsBench {
    private static final int WIDTH = 1024;
    private static final int BATCH = 8;
    private static final int TARGET = 10_000;
    private static final int WARM = 3;
    private static final int REPEATS = 5;

    private MetricsBench() {}

    /**
     * Measures.
     *
     * @param args rows (default 10,000) and images (default 64)
     * @throws IOException if the untrained network cannot be written to a temporary file
     */
    public static void main(String[] args) throws IOException {
        PyTorchEngine.stayOffline();
        search(args.length > 0 ? Integer.parseInt(args[0]) : TARGET);
        scores(args.length > 1 ? Integer.parseInt(args[1]) : 64);
    }

    private static void search(int rows) {
        FeatureMatrix queries = random(1, rows);
        FeatureMatrix references = random(2, rows);
        for (int i = 0; i < WARM; i++) {
            NearestNeighbours.search(queries, references, 5);
        }
        double peak = Peak.measure();
        double[] times = new double[REPEATS];
        for (int i = 0; i < REPEATS; i++) {
            long start = System.nanoTime();
            NearestNeighbours.search(queries, references, 5);
            times[i] = (System.nanoTime() - start) / 1e9;
        }
        double seconds = Quantiles.median().compute(times);
        double after = Peak.measure();
        double speed = 2.0 * rows * rows * WIDTH / seconds / 1e9;
        System.out.printf(
                Locale.ROOT,
                "Nearest neighbours, %d x %d x %d: %.2f s, %.0f GFLOP/s, %.0f%% of the peak of %.0f (%.0f"
                        + " before, %.0f after)%n",
                rows,
                rows,
                WIDTH,
                seconds,
                speed,
                200 * speed / (peak + after),
                (peak + after) / 2,
                peak,
                after);
    }

    private static FeatureMatrix random(long seed, int rows) {
        SplittableRandom random = new SplittableRandom(seed);
        FloatBuffer values = FloatBuffer.allocate(rows * WIDTH);
        while (values.hasRemaining()) {
            values.put((float) (random.nextDouble() + random.nextDouble() - 1));
        }
        return FeatureMatrix.of(values.flip(), WIDTH);
    }

    private static void scores(int images) throws IOException {
        Path file = Files.createTempFile("inception", ".safetensors");
        try {
            try (InceptionV3 network = InceptionV3.untrained(InceptionV3.Variant.FID, 1008, 1)) {
                network.save(file, Map.of());
            }
            try (ImageFeatures features = InceptionFeatures.fid(file)) {
                scores(features, images);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void scores(ImageFeatures features, int images) {
        SyntheticBirds birds = SyntheticBirds.test(1, images);
        List<BufferedImage> drawn = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            drawn.add(birds.image(i, 256));
        }
        features.extract(drawn.subList(0, Math.min(BATCH, images)));
        FeatureStatistics ours = warm(features.width(), 1);
        FeatureStatistics theirs = warm(features.width(), 2);
        InceptionScore score = InceptionScore.inOrder(images, features.classCount(), 1);
        double reading = 0;
        double adding = 0;
        for (int from = 0; from < images; from += BATCH) {
            long start = System.nanoTime();
            ImageFeatures.Batch batch = features.extract(drawn.subList(from, Math.min(images, from + BATCH)));
            long read = System.nanoTime();
            for (int i = 0; i < batch.features().length; i++) {
                score.addLogits(batch.logits()[i]);
                ours.add(batch.features()[i]);
            }
            reading += (read - start) / 1e9;
            adding += (System.nanoTime() - read) / 1e9;
        }
        long start = System.nanoTime();
        FrechetDistance.between(ours, theirs);
        double distance = (System.nanoTime() - start) / 1e9;
        double all = TARGET / (double) images * (reading + adding) + distance;
        System.out.printf(
                Locale.ROOT,
                "IS + FID: reading %.1f ms an image, scores and covariance %.2f ms, the distance %.1f s once;"
                        + " of %d images reading"
                        + " is %.1f%% of %.0f s%n",
                1000 * reading / images,
                1000 * adding / images,
                distance,
                TARGET,
                100 * TARGET / (double) images * reading / all,
                all);
    }

    private static FeatureStatistics warm(int width, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FeatureStatistics statistics = FeatureStatistics.ofWidth(width);
        double[] row = new double[width];
        for (int i = 0; i < width + 100; i++) {
            for (int j = 0; j < width; j++) {
                row[j] = random.nextDouble();
            }
            statistics.add(row);
        }
        return statistics;
    }
}

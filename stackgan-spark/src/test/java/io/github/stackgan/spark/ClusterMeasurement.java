package io.github.stackgan.spark;

import ai.djl.Device;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.StackGan;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.core.checkpoint.Checkpoints;
import io.github.stackgan.datasets.shapes.SyntheticShapes;
import io.github.stackgan.metrics.scores.FeatureMatrix;
import io.github.stackgan.metrics.scores.FrechetDistance;
import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Figures for docs/spark.md, on a quiet machine; no part of the ordinary run. {@code mvn -pl stackgan-spark -am test
 * -Dtest=ClusterMeasurement -Dsurefire.failIfNoSpecifiedTests=false -Djacoco.skip=true}
 */
class ClusterMeasurement {
    private static final int ROWS = Integer.getInteger("stackgan.rows", 600);

    @TempDir
    private Path folder;

    @Test
    void images_per_second_of_one_executor_and_of_two() {
        double one = imagesPerSecond(1);
        double two = imagesPerSecond(2);
        print("1 executor %.1f images/s, 2 executors %.1f, ratio %.2f", one, two, two / one);
    }

    /** Of processes of one core that have opened their model. */
    private static double imagesPerSecond(int executors) {
        SparkSession session = TestSpark.executors(executors);
        try {
            SparkStackGan model = SparkStackGan.of(PerExecutor.of(ClusterMeasurement::model));
            seconds(model.generate(TestSpark.rows(session, 40, 2 * executors)));
            double seconds = seconds(model.generate(TestSpark.rows(session, ROWS, 10 * executors)));
            print("%d executors, load of the machine %.1f", executors, load());
            return ROWS / seconds;
        } finally {
            session.stop();
        }
    }

    private static double seconds(Dataset<Row> generated) {
        long begin = System.nanoTime();
        generated.agg(functions.sum(functions.length(functions.col("png")))).collectAsList();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Wide enough that an image takes tens of milliseconds. */
    private static StackGan model() {
        StackGanSettings settings = TinyModel.settings();
        return StackGan.builder()
                .textEncoder(new HashEncoder())
                .stage1(settings.stage1().withImageSize(64).withGeneratorChannels(32))
                .stage2(settings.refinements().get(0).withImageSize(256).withGeneratorChannels(16))
                .build();
    }

    /** Two workers see as many images in half of the iterations. */
    @Test
    void losses_and_distance_of_one_machine_and_of_two_workers_against_images_seen() {
        Map<Long, String> rows = new TreeMap<>();
        long begin = System.nanoTime();
        try (StackGan alone = TinyModel.untrained()) {
            alone.train(shapes(), plan("one", 800, 200), new Means(1, rows));
        }
        double one = (System.nanoTime() - begin) / 1e9;
        distances("one", 1, rows);
        SparkSession session = TestSpark.executors(2);
        try {
            begin = System.nanoTime();
            SparkTraining.of(
                            TinyModel.settings(),
                            PerExecutor.of(HashEncoder::new),
                            ImageShards.of(PerExecutor.of(ClusterMeasurement::shapes), 2))
                    .withSteps(25)
                    .train(session, plan("two", 400, 25), new Means(2, rows));
        } finally {
            session.stop();
        }
        double two = (System.nanoTime() - begin) / 1e9;
        distances("two", 2, rows);
        rows.values().forEach(row -> print("%s", row));
        print("one machine %.0f s, two workers %.0f s, load %.1f", one, two, load());
    }

    private static CaptionedImages shapes() {
        return SyntheticShapes.of(8, 400);
    }

    private TrainingPlan plan(String name, long iterations, long interval) {
        StagePlan stage = StagePlan.recommended(iterations, 16);
        return TrainingPlan.recommended()
                .withStages(List.of(stage.withGradientPenalty(Optional.empty()), stage.withMaxIterations(0)))
                .withEmaDecay(0.99)
                .withSampleCount(2)
                .withCheckpoints(
                        CheckpointPolicy.in(folder.resolve(name)).withKeep(1000).withEveryIterations(interval));
    }

    /** Prints losses of every 200 iterations of one machine. */
    private record Means(int workers, Map<Long, String> rows) implements TrainingListener {
        @Override
        public void onIteration(Iteration iteration) {
            if (iteration.iteration() * workers % 200 == 0) {
                long seen = iteration.iteration() * workers * 16;
                rows.put(
                        2 * seen + workers,
                        String.format(
                                Locale.ROOT,
                                "%d worker, %d images seen: %s",
                                workers,
                                seen,
                                iteration.losses().values()));
            }
        }
    }

    private void distances(String name, int workers, Map<Long, String> rows) {
        CaptionedImages real = shapes();
        for (Path checkpoint : Checkpoints.in(folder.resolve(name))) {
            String file = checkpoint.getFileName().toString();
            long iteration = Long.parseLong(file.substring(file.length() - 21, file.length() - 12));
            if (iteration * workers % 200 == 0) {
                try (StackGan gan = StackGan.load(checkpoint, Device.cpu(), new HashEncoder())) {
                    rows.merge(
                            2 * iteration * workers * 16 + workers,
                            String.format(Locale.ROOT, "; distance %.4f", distance(gan, real)),
                            String::concat);
                }
            }
        }
    }

    private static double distance(StackGan gan, CaptionedImages real) {
        List<String> texts = IntStream.range(0, real.size())
                .mapToObj(i -> real.captions(i).get(0))
                .toList();
        List<BufferedImage> generated = gan.generate(GenerationRequest.of(texts).withSeedStep(1)).stream()
                .map(GeneratedImage::image)
                .map(image -> (BufferedImage) image.getWrappedImage())
                .toList();
        List<BufferedImage> theirs =
                IntStream.range(0, real.size()).mapToObj(i -> real.image(i, 16)).toList();
        return FrechetDistance.between(features(generated), features(theirs));
    }

    private static FeatureMatrix features(List<BufferedImage> images) {
        return FeatureMatrix.of(new ColourFeatures().extract(images).features());
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}

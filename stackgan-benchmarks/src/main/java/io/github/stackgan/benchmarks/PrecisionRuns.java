package io.github.stackgan.benchmarks;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.StackGan;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.core.engine.PyTorchEngine;
import io.github.stackgan.core.report.SampleGridListener;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import io.github.stackgan.datasets.cache.CachedImages;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.Precision;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import io.github.stackgan.settings.TrainingPlan.Fakes;
import io.github.stackgan.settings.TrainingPlan.WrongPairs;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Trains Stage-I on the synthetic birds in 32 and in 16 bits from the same seeds:
 * {@code PrecisionRuns FOLDER [ITERATIONS]}. Prints the mean losses of the last quarter and the part of the time that
 * was spent waiting for data, and writes a grid of samples for each run.
 */
public final class PrecisionRuns {
    private static final int SEEDS = 3;
    private static final int BIRDS = 1000;
    private static final long CACHE = 1L << 30;

    private PrecisionRuns() {}

    /**
     * Trains.
     *
     * @param args the folder for the grids, and how many iterations (default 600)
     */
    public static void main(String[] args) {
        PyTorchEngine.stayOffline();
        Path folder = Path.of(args[0]);
        long iterations = args.length > 1 ? Long.parseLong(args[1]) : 600;
        System.out.println("| seed | precision | D | G | KL | ms an iteration | waiting for data |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        for (int seed = 1; seed <= SEEDS; seed++) {
            CaptionedImages birds = CachedImages.inMemory(SyntheticBirds.train(seed, BIRDS), CACHE);
            for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
                Means means = new Means(iterations * 3 / 4);
                SampleGridListener grids = SampleGridListener.in(folder.resolve(seed + "-" + precision));
                train(birds, seed, precision, iterations, means, grids);
                System.out.println(means.row(seed, precision));
            }
        }
    }

    private static void train(
            CaptionedImages birds, int seed, Precision precision, long iterations, TrainingListener... listeners) {
        Conditioning conditioning = Conditioning.paper().withSize(32).withKlWeight(0.02);
        StagePlan stage = StagePlan.paper()
                .withBatchSize(16)
                .withLearningRate(4e-4)
                .withDiscriminatorLearningRate(1e-4)
                .withEpochs(1_000_000)
                .withHalveEveryEpochs(1_000_000)
                .withMaxIterations(iterations);
        TrainingPlan plan = TrainingPlan.paper()
                .withStages(List.of(stage))
                .withWrongPairs(WrongPairs.SHIFTED_BATCH)
                .withFakes(Fakes.SHARED)
                .withPrecision(precision)
                .withSampleEvery(iterations);
        try (StackGan gan = StackGan.builder()
                .textEncoder(CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 64, 1))
                .stage1(Stage1.paper()
                        .withGeneratorChannels(32)
                        .withDiscriminatorChannels(32)
                        .withConditioning(conditioning))
                .seed(seed)
                .build()) {
            gan.train(birds, plan, listeners);
        }
    }

    /** Means over the iterations after {@code from}. */
    private static final class Means implements TrainingListener {
        private final long from;
        private double discriminator;
        private double generator;
        private double kl;
        private double seconds;
        private double waiting;
        private int count;

        Means(long from) {
            this.from = from;
        }

        @Override
        public void onIteration(Iteration iteration) {
            if (iteration.iteration() > from) {
                discriminator += iteration.losses().get("discriminator");
                generator += iteration.losses().get("generator");
                kl += iteration.losses().get("kl");
                seconds += iteration.time().toNanos() / 1e9;
                waiting += iteration.waiting().toNanos() / 1e9;
                count++;
            }
        }

        String row(int seed, Precision precision) {
            return String.format(
                    Locale.ROOT,
                    "| %d | %s | %.3f | %.3f | %.3f | %.0f | %.2f%% |",
                    seed,
                    precision,
                    discriminator / count,
                    generator / count,
                    kl / count,
                    1000 * seconds / count,
                    100 * waiting / seconds);
        }
    }
}

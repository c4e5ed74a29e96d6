package io.github.stackgan.cli.experiment;

import com.google.common.hash.Hashing;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.StackGan;
import io.github.stackgan.StackGanException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.cli.arguments.TextFile;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.report.ProgressPrinter;
import io.github.stackgan.metrics.evaluation.Evaluation;
import io.github.stackgan.metrics.evaluation.EvaluationReport;
import io.github.stackgan.metrics.features.AttributeClassifier;
import io.github.stackgan.metrics.features.ImageFeatures;
import io.github.stackgan.metrics.scores.FeatureStatistics;
import io.github.stackgan.metrics.scores.FrechetDistance;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Scores methods, all alike. What is scored is kept, beside what another judge found of it.
 *
 * @param features the network that scores; stays open
 * @param held the real images that methods are compared with
 * @param plan how many images of each method, in how many splits
 */
record ExperimentJudge(ImageFeatures features, CaptionedImages held, Experiment.Judging plan) {
    /** So many letters of a hash tell judges apart. */
    private static final int SHORT = 8;

    /** Two halves of real images are compared, and one image has no covariance. */
    private static final int LEAST = 4;

    /** Before anything is trained for it. */
    static void requireEnough(CaptionedImages held) {
        if (held.size() < LEAST) {
            throw new IllegalArgumentException("Methods are scored by " + held.size() + " images of "
                    + Quoted.bare(held.name()) + ", but at least " + LEAST + " are needed; take more, by birds.test"
                    + " of the experiment's file or by --held-out-classes, or give --unjudged");
        }
    }

    /** Of the network, the images compared with and their number. */
    private String name() {
        return digest(features.fingerprint() + " " + held.fingerprint() + " " + plan);
    }

    static String digest(String text) {
        return Hashing.sha256()
                .hashString(text, StandardCharsets.UTF_8)
                .toString()
                .substring(0, SHORT);
    }

    /**
     * What it finds, or found before.
     *
     * @param model opens the model
     * @param folder where the method's results are
     */
    EvaluationReport judged(Supplier<StackGan> model, Path folder) {
        Path scores = folder.resolve("scores-" + name());
        Path file = scores.resolve("report.json");
        if (Files.exists(file)) {
            return EvaluationReport.load(file);
        }
        try (StackGan gan = model.get()) {
            Evaluation evaluation = Evaluation.of(gan)
                    .on(held)
                    .with(features)
                    .samples(plan.samples())
                    .splits(plan.splits())
                    .seed(1)
                    .in(scores)
                    .reporting(ProgressPrinter.toStderr());
            if (features instanceof AttributeClassifier classifier) {
                evaluation.attributesBy(classifier);
            }
            EvaluationReport report = evaluation.run();
            report.save(file);
            return report;
        }
    }

    /** How many images are in each half of the floor: as many as are generated, where there are so many. */
    int half() {
        return Math.min(plan.samples(), held.size() / 2);
    }

    /**
     * The Frechet distance between two halves of the real images.
     *
     * @param side of the images, in pixels
     * @param work where it is kept
     */
    double floor(int side, Path work) {
        Path file = work.resolve("floor-" + side + "-" + name() + ".txt");
        try {
            if (Files.notExists(file)) {
                FeatureStatistics first = statistics(0, half(), side);
                TextFile.write(
                        file, String.valueOf(FrechetDistance.between(first, statistics(half(), 2 * half(), side))));
            }
            return Double.parseDouble(Files.readString(file));
        } catch (IOException | NumberFormatException e) {
            throw new StackGanException("The floor " + file + " cannot be used; delete it: " + e, e);
        }
    }

    /** Of a range of the real images in an order of chance, as datasets may be sorted by class. */
    private FeatureStatistics statistics(int from, int to, int side) {
        FeatureStatistics statistics = FeatureStatistics.ofWidth(features.width());
        int[] order = RandomStream.of(1, "halves", 0).permutation(held.size());
        for (int i = from; i < to; i++) {
            List<BufferedImage> one = List.of(held.image(order[i], side));
            statistics.add(features.extract(one).features()[0]);
        }
        return statistics;
    }
}

package io.github.stackgan.cli.experiment;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.StackGan;
import io.github.stackgan.StackGanBuilder;
import io.github.stackgan.StackGanException;
import io.github.stackgan.cli.progress.ProgressPrinter;
import io.github.stackgan.cli.train.Encoders;
import io.github.stackgan.core.embeddings.EmbeddingCache;
import io.github.stackgan.core.report.LossLog;
import io.github.stackgan.core.report.ProgressBarListener;
import io.github.stackgan.core.report.SampleGridListener;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.training.ImageEncoderTraining;
import io.github.stackgan.core.text.training.TextEncoderPlan;
import io.github.stackgan.core.text.training.TextEncoderTraining;
import io.github.stackgan.metrics.evaluation.Evaluation;
import io.github.stackgan.metrics.evaluation.EvaluationReport;
import io.github.stackgan.metrics.features.AttributeClassifier;
import io.github.stackgan.metrics.features.ImageFeatures;
import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.Similarity;
import io.github.stackgan.settings.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Trains and scores every method from every seed. What is finished is kept in the working folder and not done again:
 * encoders, models, reports; a training that was stopped goes on at its last checkpoint.
 */
final class ExperimentRuns {
    private static final String IDENTITY = "method.json";
    private static final int EVERY = 250;

    private final Experiment experiment;
    private final CaptionedImages training;
    private final CaptionedImages held;
    private final Optional<ImageFeatures> features;
    private final Path work;

    /** What came of a method and a seed; the report is absent where no network could score. */
    record Run(Experiment.Method method, long seed, Path folder, Optional<EvaluationReport> report) {
        Path model() {
            return folder.resolve("model.safetensors");
        }

        Path losses() {
            return folder.resolve("losses.jsonl");
        }
    }

    /**
     * Prepares.
     *
     * @param experiment what is compared
     * @param training what all methods learn from
     * @param held the real images that they are compared with
     * @param features the network that scores them, or empty for none
     * @param work where everything is kept
     */
    ExperimentRuns(
            Experiment experiment,
            CaptionedImages training,
            CaptionedImages held,
            Optional<ImageFeatures> features,
            Path work) {
        this.experiment = experiment;
        this.training = training;
        this.held = held;
        this.features = features;
        this.work = work;
    }

    List<Run> run() {
        Path encoder = textEncoder();
        Optional<Similarity> similarity = similarity(encoder);
        List<Run> runs = new ArrayList<>();
        int all = experiment.file().seeds().size() * experiment.methods().size();
        for (long seed : experiment.file().seeds()) {
            for (Experiment.Method method : experiment.methods()) {
                Path folder = folder(method.slug(), seed);
                System.err.printf(
                        Locale.ROOT, "%nRun %d of %d: %s, seed %d%n", runs.size() + 1, all, method.name(), seed);
                claim(folder, method, similarity);
                Run run = new Run(method, seed, folder, Optional.empty());
                if (Files.notExists(run.model())) {
                    train(run, encoder, similarity);
                }
                runs.add(new Run(method, seed, folder, judged(run)));
            }
        }
        return runs;
    }

    private Path folder(String slug, long seed) {
        return work.resolve(slug).resolve("seed-" + seed);
    }

    private Path textEncoder() {
        Path file = work.resolve("text-encoder.safetensors");
        if (Files.notExists(file)) {
            create(work);
            Experiment.Encoder plan = experiment.file().textEncoder();
            TextEncoderTraining.train(
                            training,
                            CharCnnRnn.Variant.BIRDS_CVPR,
                            plan.embeddingSize(),
                            Encoders.plan(plan.iterations()),
                            ProgressPrinter.toStderr())
                    .save(file);
        }
        return file;
    }

    private Optional<Similarity> similarity(Path encoder) {
        return Optional.ofNullable(experiment.file().imageEncoder()).map(plan -> {
            Path file = work.resolve("image-encoder.safetensors");
            if (Files.notExists(file)) {
                TextEncoderPlan training = Encoders.plan(plan.iterations());
                try (CharCnnRnn text = CharCnnRnn.load(encoder)) {
                    ImageEncoderTraining.train(text, this.training, training, file, ProgressPrinter.toStderr());
                }
            }
            return Similarity.by(file).withWeight(plan.weight());
        });
    }

    /**
     * A folder keeps one method's results; those of a method that has changed since are not mixed with its new ones.
     */
    private void claim(Path folder, Experiment.Method method, Optional<Similarity> similarity) {
        String wanted = method.identity() + " on " + training.fingerprint() + ", "
                + experiment.file().textEncoder()
                + similarity.map(s -> ", " + experiment.file().imageEncoder()).orElse("");
        Path file = folder.resolve(IDENTITY);
        try {
            create(folder);
            if (Files.notExists(file)) {
                Files.writeString(file, wanted);
            }
            if (!Files.readString(file).equals(wanted)) {
                throw new StackGanException(folder + " holds results of \"" + method.name()
                        + "\" with other settings, encoders or images; delete the folder, or choose another --work");
            }
        } catch (IOException e) {
            throw new StackGanException(folder + " cannot be used: " + e, e);
        }
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StackGanException("The folder " + folder + " cannot be made: " + e, e);
        }
    }

    private void train(Run run, Path encoder, Optional<Similarity> similarity) {
        Experiment.Method method = run.method();
        Path checkpoints = run.folder().resolve("checkpoints");
        StackGanBuilder builder = StackGan.builder()
                .textEncoder(EmbeddingCache.open(
                        work.resolve("embeddings.safetensors"),
                        training,
                        CharCnnRnn.load(encoder),
                        ProgressPrinter.toStderr()))
                .stage1(method.stage1())
                .seed(run.seed());
        method.refinements().forEach(builder::stage);
        method.from()
                .ifPresent(from -> builder.startFrom(
                        folder(method(from).slug(), run.seed()).resolve("model.safetensors")));
        TrainingPlan plan = method.plan()
                .withSimilarity(similarity)
                .withCheckpoints(CheckpointPolicy.in(checkpoints).withEveryIterations(EVERY));
        try (StackGan gan = builder.build()) {
            gan.train(
                    training,
                    plan,
                    ProgressBarListener.toStderr(),
                    LossLog.to(run.losses()),
                    SampleGridListener.in(run.folder().resolve("samples")));
            gan.save(run.model());
        }
        delete(checkpoints);
    }

    private Experiment.Method method(String name) {
        return experiment.methods().stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("The checkpoints in " + folder + " are no longer needed, but cannot be deleted: " + e);
        }
    }

    private Optional<EvaluationReport> judged(Run run) {
        Path file = run.folder().resolve("report.json");
        if (features.isEmpty()) {
            return Optional.empty();
        }
        if (Files.exists(file)) {
            return Optional.of(EvaluationReport.load(file));
        }
        try (StackGan gan = StackGan.load(run.model())) {
            Evaluation evaluation = Evaluation.of(gan)
                    .on(held)
                    .with(features.get())
                    .samples(experiment.file().evaluation().samples())
                    .splits(experiment.file().evaluation().splits())
                    .seed(1)
                    .in(run.folder().resolve("evaluation"));
            if (features.get() instanceof AttributeClassifier classifier) {
                evaluation.attributesBy(classifier);
            }
            EvaluationReport report = evaluation.run();
            report.save(file);
            return Optional.of(report);
        }
    }
}

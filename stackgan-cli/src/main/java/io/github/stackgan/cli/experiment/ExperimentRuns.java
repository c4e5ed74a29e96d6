package io.github.stackgan.cli.experiment;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.StackGan;
import io.github.stackgan.StackGanBuilder;
import io.github.stackgan.StackGanException;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.cli.arguments.TextFile;
import io.github.stackgan.cli.settings.TextEncoderKind;
import io.github.stackgan.cli.settings.TrainSettings.TextEncoderSettings;
import io.github.stackgan.cli.train.Encoders;
import io.github.stackgan.core.embeddings.EmbeddingCache;
import io.github.stackgan.core.report.LossLog;
import io.github.stackgan.core.report.ProgressBarListener;
import io.github.stackgan.core.report.ProgressPrinter;
import io.github.stackgan.core.report.SampleGridListener;
import io.github.stackgan.core.text.training.StatedCaptions;
import io.github.stackgan.metrics.evaluation.EvaluationReport;
import io.github.stackgan.metrics.features.AttributeClassifier;
import io.github.stackgan.metrics.scores.Attribute;
import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Trains and scores every method from every seed. What is finished is kept in the working folder and not done again:
 * encoders, models, reports; a training that was stopped goes on at its last checkpoint.
 */
final class ExperimentRuns {
    private static final String IDENTITY = "method.json";
    private static final String MODEL = "model.safetensors";
    private static final int EVERY = 250;

    /** With a budget, which ends at a checkpoint. */
    private static final int OFTEN = 100;

    private static final String BUDGET = "cpu.txt";

    private final Experiment experiment;
    private final CaptionedImages training;
    private final Optional<StatedCaptions> stated;
    private final Optional<ExperimentJudge> judge;
    private final Path work;

    /** What came of a method and a seed; the report is absent, and the floor 0, where no network could score. */
    record Run(
            Experiment.Method method,
            long seed,
            Path folder,
            Path grid,
            Optional<EvaluationReport> report,
            double floor) {
        Path model() {
            return folder.resolve(MODEL);
        }

        /** What its training used of a budget, if it had one. */
        CpuBudget.Spent spent() {
            return CpuBudget.Spent.read(folder.resolve(BUDGET));
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
     * @param stated the same images' captions, if it is known what they state
     * @param judge who scores them, or empty for none
     * @param work where everything is kept
     */
    ExperimentRuns(
            Experiment experiment,
            CaptionedImages training,
            Optional<StatedCaptions> stated,
            Optional<ExperimentJudge> judge,
            Path work) {
        this.experiment = experiment;
        this.training = training;
        this.stated = stated;
        this.judge = judge;
        this.work = work;
    }

    /**
     * Does what is left to do.
     *
     * @param finished hears of all runs so far, whenever one more is done
     */
    List<Run> run(Consumer<List<Run>> finished) {
        if (experiment.file().cpuMinutes() != null) {
            readAll();
        }
        experiment.methods().forEach(this::requireOrigin);
        List<Run> runs = new ArrayList<>();
        int all = experiment.file().seeds().size() * experiment.methods().size();
        for (long seed : experiment.file().seeds()) {
            for (Experiment.Method method : experiment.methods()) {
                Path folder = folder(method, seed);
                System.err.printf(
                        Locale.ROOT, "%nRun %d of %d: %s, seed %d%n", runs.size() + 1, all, method.name(), seed);
                claim(method, folder);
                Path grid = folder.resolve("grid-"
                        + ExperimentJudge.digest(
                                String.valueOf(experiment.file().figures())) + ".png");
                Run run = new Run(method, seed, folder, grid, Optional.empty(), 0);
                if (Files.notExists(run.model())) {
                    train(run);
                }
                runs.add(new Run(method, seed, folder, grid, report(run), floor(method)));
                draw(run);
                finished.accept(List.copyOf(runs));
            }
        }
        return runs;
    }

    private void draw(Run run) {
        Experiment.Figures figures = experiment.file().figures();
        if (figures != null && figures.chosen().isEmpty() && Files.notExists(run.grid())) {
            try (StackGan gan = open(run)) {
                ExperimentFigures.grid(gan, training, figures.sentences(), run.grid());
            }
        }
    }

    private Path folder(Experiment.Method method, long seed) {
        return work.resolve(method.slug()).resolve("seed-" + seed);
    }

    private Optional<EvaluationReport> report(Run run) {
        return judge.map(j -> j.judged(() -> open(run), run.folder()));
    }

    private double floor(Experiment.Method method) {
        return judge.map(j -> j.floor(method.imageSize(), work)).orElse(0.0);
    }

    /** Before anything is trained. */
    private void requireOrigin(Experiment.Method method) {
        method.from().filter(from -> !experiment.methods().contains(from)).ifPresent(from -> {
            for (long seed : experiment.file().seeds()) {
                Path folder = folder(from, seed);
                if (Files.notExists(folder.resolve(MODEL))) {
                    throw new IllegalArgumentException("\"" + method.name() + "\" starts from \"" + from.name()
                            + "\", which is not asked for, and not in " + work + " from seed " + seed
                            + "; name it by --methods, too");
                }
                requireSame(from, folder);
            }
        });
    }

    /**
     * Images that are drawn or decoded when they are first asked for would cost the first method more than the others.
     */
    private void readAll() {
        experiment.methods().stream()
                .mapToInt(m -> m.plan().crop().sideBefore(m.imageSize()))
                .distinct()
                .forEach(side -> IntStream.range(0, training.size()).forEach(i -> training.image(i, side)));
    }

    /** The text encoder of all methods, to be closed. */
    private TextEncoder textEncoder() {
        Experiment.Encoder plan = experiment.file().textEncoder();
        if (plan.learns()) {
            return new Encoders(training, stated, Optional.empty(), work)
                    .text(
                            Optional.empty(),
                            new TextEncoderSettings(
                                    TextEncoderKind.CHAR_CNN_RNN, plan.embeddingSize(), plan.iterations(), true));
        }
        return training.name().startsWith("synthetic-birds")
                ? ProjectedText.ofAttributes(birdAttributes(), plan.embeddingSize())
                : ProjectedText.ofWords(training, plan.embeddingSize());
    }

    private static List<Attribute> birdAttributes() {
        try (AttributeClassifier classifier = AttributeClassifier.ofSyntheticBirdsInDetail()) {
            return classifier.attributes();
        }
    }

    /** Reads a run's model, with the text encoder that it was trained with. */
    StackGan open(Run run) {
        return experiment.file().textEncoder().learns()
                ? StackGan.load(run.model())
                : StackGan.load(run.model(), textEncoder());
    }

    /** All that decides a method's results, but for the seed. */
    private String identity(Experiment.Method method) {
        return method.identity() + " on " + training.fingerprint() + ", "
                + experiment.file().textEncoder()
                + (experiment.file().cpuMinutes() == null
                        ? ""
                        : ", " + experiment.file().cpuMinutes() + " minutes");
    }

    /** A folder belongs to one identity; results of what has changed since are not mixed with new ones. */
    private void claim(Experiment.Method method, Path folder) {
        if (Files.notExists(folder.resolve(IDENTITY))) {
            TextFile.write(folder.resolve(IDENTITY), identity(method));
        }
        requireSame(method, folder);
    }

    private void requireSame(Experiment.Method method, Path folder) {
        try {
            if (!Files.readString(folder.resolve(IDENTITY)).equals(identity(method))) {
                throw new StackGanException(folder + " holds results of \"" + method.name()
                        + "\" with other settings, encoders, images or minutes; delete the folder, or choose another"
                        + " --work");
            }
        } catch (IOException e) {
            throw new StackGanException(folder.resolve(IDENTITY) + " cannot be used: " + e, e);
        }
    }

    private void train(Run run) {
        Double minutes = experiment.file().cpuMinutes();
        if (minutes == null) {
            train(run, run.method().plan(), EVERY);
            return;
        }
        CpuBudget budget = CpuBudget.of(run.folder().resolve(BUDGET), 60 * minutes);
        try {
            if (!budget.exhausted()) {
                train(run, run.method().plan(), OFTEN, budget);
            }
        } catch (CpuBudget.Exhausted e) {
            System.err.println("The processor time is used; the last checkpoint becomes the model");
        }
        if (Files.notExists(run.model())) {
            List<StagePlan> ended = run.method().plan().stages().stream()
                    .map(stage -> stage.withMaxIterations(budget.spent().iterations()))
                    .toList();
            train(run, run.method().plan().withStages(ended), OFTEN);
        }
    }

    private void train(Run run, TrainingPlan given, int every, TrainingListener... budget) {
        Experiment.Method method = run.method();
        Path checkpoints = run.folder().resolve("checkpoints");
        StackGanBuilder builder = StackGan.builder()
                .textEncoder(EmbeddingCache.open(
                        work.resolve("embeddings.safetensors"), training, textEncoder(), ProgressPrinter.toStderr()))
                .stage1(method.stage1())
                .seed(run.seed());
        method.refinements().forEach(builder::stage);
        method.from()
                .ifPresent(from -> builder.startFrom(folder(from, run.seed()).resolve(MODEL)));
        TrainingPlan plan =
                given.withCheckpoints(CheckpointPolicy.in(checkpoints).withEveryIterations(every));
        List<TrainingListener> listeners = new ArrayList<>(List.of(
                ProgressBarListener.toStderr(),
                LossLog.to(run.losses()),
                SampleGridListener.in(run.folder().resolve("samples"))));
        listeners.addAll(List.of(budget));
        try (StackGan gan = builder.build()) {
            gan.train(training, plan, listeners.toArray(TrainingListener[]::new));
            gan.save(run.model());
        }
        delete(checkpoints);
    }

    private static void delete(Path folder) {
        try {
            MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
        } catch (IOException e) {
            System.err.println("The checkpoints in " + folder + " are no longer needed, but cannot be deleted: " + e);
        }
    }
}

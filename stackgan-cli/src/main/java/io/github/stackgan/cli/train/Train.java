package io.github.stackgan.cli.train;

import com.google.gson.JsonObject;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.StackGanBuilder;
import io.github.stackgan.StackGanException;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.cli.arguments.StopSignals;
import io.github.stackgan.cli.arguments.TextFile;
import io.github.stackgan.cli.dataset.DatasetOptions;
import io.github.stackgan.cli.settings.SettingsJson;
import io.github.stackgan.cli.settings.SettingsOptions;
import io.github.stackgan.cli.settings.TextEncoderKind;
import io.github.stackgan.cli.settings.TrainSettings;
import io.github.stackgan.cli.settings.TrainSettings.TextEncoderSettings;
import io.github.stackgan.core.embeddings.EmbeddingCache;
import io.github.stackgan.core.engine.FolderLock;
import io.github.stackgan.core.report.LossLog;
import io.github.stackgan.core.report.ProgressBarListener;
import io.github.stackgan.core.report.ProgressPrinter;
import io.github.stackgan.core.report.SampleGridListener;
import io.github.stackgan.core.report.TensorBoardListener;
import io.github.stackgan.core.train.DataCheck;
import io.github.stackgan.core.train.PlanCheck;
import io.github.stackgan.datasets.IndexedImages;
import io.github.stackgan.settings.Stage;
import io.github.stackgan.settings.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Trains a text encoder, then Stage-I, then Stage-II. Run again with the same options, it goes on where it was stopped.
 *
 * <p>The run's folder then holds its settings, checkpoints, sample grids, the losses as JSON lines and for
 * TensorBoard, the text encoder, and in the end {@code model.safetensors} (everything, 32 bits) and {@code
 * model-small.safetensors} (what generation needs, 16 bits).
 */
@Command(name = "train", description = "Trains a model.", mixinStandardHelpOptions = true)
public final class Train implements Callable<Integer> {
    /** In the run's folder: what preset, file and single options said when it began. */
    private static final String SETTINGS = "settings.json";

    @Mixin
    private DatasetOptions dataset = new DatasetOptions();

    @Mixin
    private SettingsOptions settingsOptions = new SettingsOptions();

    @Option(names = "--out", required = true, description = "The run's folder.")
    private Path out = Path.of("run");

    @Option(
            names = "--text-encoder",
            description = "The file of a text encoder, or of a model that has one. Default: one trained here first")
    private Optional<Path> textEncoder = Optional.empty();

    @Option(
            names = "--text-encoder-kind",
            description = "What is trained here, one of ${COMPLETION-CANDIDATES}: the paper's, or a pretrained language"
                    + " model's head, for few captions. Default: the settings'")
    private Optional<TextEncoderKind> textEncoderKind = Optional.empty();

    @Option(names = "--seed", description = "Decides first weights, noise and order. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(
            names = "--start-from",
            description = "A model whose stages the new one starts with, as far as their settings are the preset's."
                    + " A char-CNN-RNN that is trained here takes the place of its text encoder.")
    private Optional<Path> startFrom = Optional.empty();

    @Mixin
    private PlanOptions plan = new PlanOptions();

    @Option(
            names = "--embedding-cache",
            description = "A file for the captions' embeddings, to be shared by runs. Default: one in the run's folder")
    private Optional<Path> embeddingCache = Optional.empty();

    @Override
    public Integer call() {
        Optional<IndexedImages> files = dataset.files(out);
        TrainSettings settings = settingsOptions.settings(files.map(IndexedImages::size), out.resolve(SETTINGS));
        files.ifPresent(images -> lookAt(images, settings));
        CaptionedImages data = files.map(images -> dataset.keeping(images, sides(settings)))
                .orElseGet(() -> dataset.birds(seed, settings.birds()));
        System.out.printf(Locale.ROOT, "%d images of %s%n", data.size(), Quoted.bare(data.name()));
        TrainingPlan training = plan.plan(settings.plan(), settings.stages().size(), out);
        Encoders encoders = new Encoders(data, dataset.stated(seed), startFrom, out);
        requireFits(data, encoders, settings, training);
        int ended = StopSignals.heededBy(() -> {
            try (FolderLock lock = FolderLock.of(out)) {
                if (isNew()) {
                    Rehearsal.of(data, settings, training, out.resolve("rehearsal"))
                            .forEach(System.err::println);
                    // For whoever repeats the run, or goes on with it on another machine.
                    TextFile.write(out.resolve(SETTINGS), SettingsJson.pretty(whole(settings, training)) + "\n");
                }
                train(data, encoders, settings, training);
            }
        });
        if (ended != 0) {
            return ended;
        }
        System.out.println("Generate with it: generate --model " + out.resolve("model.safetensors") + " --text '...'");
        return 0;
    }

    private JsonObject whole(TrainSettings settings, TrainingPlan training) {
        return settings.with(text(settings.textEncoder()), training.withCheckpoints(Optional.empty()))
                .json();
    }

    /** What cannot be trained is refused now, not after the encoders have been. */
    private void requireFits(CaptionedImages data, Encoders encoders, TrainSettings settings, TrainingPlan training) {
        PlanCheck.requireFits(settings.stages(), training);
        DataCheck.requireFits(data, training, settings.stages().size());
        DataCheck.requireLocations(data, settings.stage1());
        requireFiles();
        if (textEncoder.isEmpty()) {
            encoders.requireFits(text(settings.textEncoder()));
        }
        embeddingCache.ifPresent(file -> EmbeddingCache.requireOf(file, data));
        if (isNew()) {
            new StartingStages(startFrom, textEncoder).requireFit(settings, training);
        }
        boolean charCnnRnn =
                textEncoder.isEmpty() && text(settings.textEncoder()).kind() == TextEncoderKind.CHAR_CNN_RNN;
        warn(EarlyWarnings.ofCaptions(data, charCnnRnn));
    }

    private void requireFiles() {
        textEncoder.ifPresent(Train::requireReadable);
        if (textEncoder.isPresent() && (textEncoderKind.isPresent() || settingsOptions.sets("textEncoder."))) {
            throw new IllegalArgumentException("--text-encoder-kind and --set textEncoder... say what is trained here,"
                    + " but --text-encoder has one that is trained already; leave one of them out");
        }
        // A run's folder is a model, too.
        startFrom.filter(file -> !Files.isDirectory(file)).ifPresent(Train::requireReadable);
    }

    /** A try that ended before its first checkpoint has nothing to go on with. */
    private boolean isNew() {
        try (Stream<Path> kept = Files.list(out.resolve("checkpoints"))) {
            return kept.noneMatch(file -> file.toString().endsWith(".safetensors"));
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            throw new StackGanException(Quoted.of(out) + " cannot be listed: " + e, e);
        }
    }

    private void train(CaptionedImages data, Encoders encoders, TrainSettings settings, TrainingPlan training) {
        TextEncoder encoder = encoders.text(textEncoder, text(settings.textEncoder()));
        StackGanBuilder builder = StackGan.builder()
                .textEncoder(remembering(data, encoder))
                .stage1(settings.stage1())
                .seed(seed);
        settings.refinements().forEach(builder::stage);
        startFrom.ifPresent(builder::startFrom);
        try (StackGan gan = builder.build()) {
            gan.train(
                    data,
                    training,
                    ProgressBarListener.toStderr(),
                    LossLog.to(out.resolve("losses.jsonl")),
                    TensorBoardListener.in(out.resolve("tensorboard")),
                    SampleGridListener.in(out.resolve("samples")));
            gan.save(out.resolve("model.safetensors"));
            gan.save(out.resolve("model-small.safetensors"), SaveOption.FLOAT16, SaveOption.GENERATORS_ONLY);
        }
    }

    private TextEncoderSettings text(TextEncoderSettings preset) {
        return textEncoderKind.map(preset::withKind).orElse(preset);
    }

    private static int[] sides(TrainSettings settings) {
        return settings.stages().stream()
                .mapToInt(stage -> settings.plan().crop().sideBefore(stage.imageSize()))
                .toArray();
    }

    private void lookAt(IndexedImages images, TrainSettings settings) {
        if (dataset.isFolder()) {
            warn(EarlyWarnings.ofFiles(images));
        }
        warn(EarlyWarnings.ofClasses(images));
        int[] sides = images.shorterSides();
        List<Stage> stages = settings.stages();
        for (int i = 0; i < stages.size(); i++) {
            warn(EarlyWarnings.ofSizes(sides, i + 1, stages.get(i).imageSize()));
        }
    }

    private static void warn(List<String> warnings) {
        warnings.forEach(warning -> System.err.println("Warning: " + Quoted.harmless(warning)));
    }

    private static void requireReadable(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException(Quoted.of(file) + " is not a file that can be read; check the path");
        }
    }

    private TextEncoder remembering(CaptionedImages data, TextEncoder encoder) {
        return embeddingCache
                .map(file -> (TextEncoder) EmbeddingCache.open(file, data, encoder, ProgressPrinter.toStderr()))
                .orElse(encoder);
    }
}

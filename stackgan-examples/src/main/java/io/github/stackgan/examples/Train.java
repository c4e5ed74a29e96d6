package io.github.stackgan.examples;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.CheckpointPolicy;
import io.github.stackgan.Precision;
import io.github.stackgan.SaveOption;
import io.github.stackgan.Similarity;
import io.github.stackgan.StackGan;
import io.github.stackgan.StagePlan;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.TrainingPlan;
import io.github.stackgan.core.report.LossLog;
import io.github.stackgan.core.report.ProgressBarListener;
import io.github.stackgan.core.report.SampleGridListener;
import io.github.stackgan.core.report.TensorBoardListener;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.EmbeddingCache;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Trains a text encoder, then Stage-I, then Stage-II. Run again with the same options, it goes on where it was stopped.
 *
 * <p>The run's folder then holds checkpoints, sample grids, the losses as JSON lines and for TensorBoard, the text encoder, and in
 * the end {@code model.safetensors} (everything, 32 bits) and {@code model-small.safetensors} (what drawing needs, 16 bits).
 */
@Command(name = "train", description = "Trains a model.", mixinStandardHelpOptions = true)
final class Train implements Callable<Integer> {
    @Mixin
    private DatasetOptions dataset = new DatasetOptions();

    @Option(names = "--preset", description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Preset preset = Preset.TINY;

    @Option(names = "--out", required = true, description = "The run's folder.")
    private Path out = Path.of("run");

    @Option(names = "--text-encoder", description = "A char-CNN-RNN file. Default: one trained here first")
    private Optional<Path> textEncoder = Optional.empty();

    @Option(names = "--seed", description = "Decides first weights, noise and order. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(
            names = "--iterations",
            split = ",",
            description = "At most so many iterations: one number for all stages, or one for each, as in 9000,6000.")
    private List<Long> iterations = List.of();

    @Option(names = "--text-iterations", description = "How long the text encoder trains. Default: the preset's")
    private Optional<Integer> textIterations = Optional.empty();

    @Option(names = "--batch-size", description = "Pictures in a batch, of every stage. Default: the preset's")
    private Optional<Integer> batchSize = Optional.empty();

    @Option(names = "--precision", description = "FLOAT32 or BFLOAT16. Default: the preset's")
    private Optional<Precision> precision = Optional.empty();

    @Option(
            names = "--checkpoint-every",
            description = "Iterations from one checkpoint to the next. Default: ${DEFAULT-VALUE}")
    private int checkpointEvery = 250;

    @Option(
            names = "--sample-every",
            description = "Iterations from one grid of samples to the next. Default: ${DEFAULT-VALUE}")
    private int sampleEvery = 250;

    @Option(
            names = "--embedding-cache",
            description = "A file for the captions' embeddings, to be shared by runs. Default: one in the run's folder")
    private Optional<Path> embeddingCache = Optional.empty();

    @Override
    public Integer call() {
        CaptionedImages data = dataset.open(
                out,
                seed,
                preset.birds(),
                trainedOn(preset.stage1().imageSize()),
                trainedOn(preset.stage2().imageSize()));
        System.out.printf("%d pictures of %s%n", data.size(), data.name());
        Encoders encoders = new Encoders(preset, data, out);
        CharCnnRnn encoder = encoders.text(textEncoder, textIterations.orElse(preset.textIterations()));
        TrainingPlan plan = plan(encoders.similarity(encoder));
        try (StackGan gan = StackGan.builder()
                .textEncoder(remembering(data, encoder))
                .stage1(preset.stage1())
                .stage2(preset.stage2())
                .seed(seed)
                .build()) {
            gan.train(
                    data,
                    plan,
                    ProgressBarListener.toStderr(),
                    LossLog.to(out.resolve("losses.jsonl")),
                    TensorBoardListener.in(out.resolve("tensorboard")),
                    SampleGridListener.in(out.resolve("samples")));
            gan.save(out.resolve("model.safetensors"));
            gan.save(out.resolve("model-small.safetensors"), SaveOption.FLOAT16, SaveOption.GENERATORS_ONLY);
        }
        System.out.println("Draw with it: generate --model " + out.resolve("model.safetensors") + " --text '...'");
        return 0;
    }

    /** Pictures are cut at random from ones that are 19/16 as wide: 76 for 64, 304 for 256. */
    private static int trainedOn(int side) {
        return side * 19 / 16;
    }

    private TextEncoder remembering(CaptionedImages data, TextEncoder encoder) {
        return embeddingCache
                .map(file -> (TextEncoder)
                        EmbeddingCache.open(file, data, encoder, TimeLeft.toStderr("Encoded", "captions")::finished))
                .orElse(encoder);
    }

    private TrainingPlan plan(Optional<Similarity> similarity) {
        TrainingPlan plan = preset.plan()
                .withSimilarity(similarity)
                .withSampleEvery(sampleEvery)
                .withCheckpoints(CheckpointPolicy.in(out.resolve("checkpoints")).withEveryIterations(checkpointEvery));
        List<StagePlan> stages = plan.stages();
        return plan.withPrecision(precision.orElse(plan.precision()))
                .withStages(IntStream.range(0, stages.size())
                        .mapToObj(i -> changed(stages.get(i), i))
                        .toList());
    }

    private StagePlan changed(StagePlan stage, int place) {
        StagePlan sized = batchSize.map(stage::withBatchSize).orElse(stage);
        return iterations.isEmpty()
                ? sized
                : sized.withMaxIterations(iterations.get(Math.min(place, iterations.size() - 1)));
    }
}

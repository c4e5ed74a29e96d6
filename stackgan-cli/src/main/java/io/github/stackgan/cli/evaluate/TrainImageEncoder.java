package io.github.stackgan.cli.evaluate;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.StackGan;
import io.github.stackgan.cli.arguments.ModelOption;
import io.github.stackgan.cli.arguments.NewFile;
import io.github.stackgan.cli.arguments.StopSignals;
import io.github.stackgan.cli.dataset.DatasetOptions;
import io.github.stackgan.cli.generate.Images;
import io.github.stackgan.core.report.ProgressPrinter;
import io.github.stackgan.core.text.training.TextEncoderPlan;
import io.github.stackgan.metrics.features.ImageEmbeddings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains what R-precision is computed with: an image encoder for a model's text encoder. */
@Command(
        name = "train-image-encoder",
        description = "Trains an image encoder for R-precision (evaluate --image-encoder).",
        mixinStandardHelpOptions = true)
public final class TrainImageEncoder implements Callable<Integer> {
    @Mixin
    private DatasetOptions dataset = new DatasetOptions();

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--birds", description = "Synthetic birds to learn from. Default: ${DEFAULT-VALUE}")
    private int birds = 4000;

    @Option(names = "--iterations", description = "Batches that it sees. Default: ${DEFAULT-VALUE}")
    private int iterations = 3000;

    @Option(names = "--batch-size", description = "Images in a batch. Default: ${DEFAULT-VALUE}")
    private int batchSize = 40;

    @Option(names = "--seed", description = "Decides first weights and order. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(names = "--out", description = "The file to write. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("image-encoder.safetensors");

    @Override
    public Integer call() throws IOException {
        CaptionedImages data = dataset.open(NewFile.folder(out), seed, birds, 64);
        Path checkpoint = checkpoint(out);
        TextEncoderPlan plan = TextEncoderPlan.standard()
                .withIterations(iterations)
                .withBatchSize(batchSize)
                .withCandidatesPerPair(20)
                .withSeed(seed)
                .withCheckpoint(checkpoint);
        try (StackGan gan = model.open()) {
            int ended =
                    StopSignals.heededBy(() -> ImageEmbeddings.train(gan, data, plan, out, ProgressPrinter.toStderr()));
            if (ended != 0) {
                return ended;
            }
        }
        Files.deleteIfExists(checkpoint);
        System.out.println("Judge with it: evaluate --image-encoder " + out);
        return 0;
    }

    /** Where a training that was stopped goes on. */
    static Path checkpoint(Path out) {
        return Images.beside(out, "-checkpoint", ".safetensors");
    }
}

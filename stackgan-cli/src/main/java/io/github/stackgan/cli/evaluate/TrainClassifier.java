package io.github.stackgan.cli.evaluate;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.cli.arguments.NewFile;
import io.github.stackgan.cli.dataset.DatasetOptions;
import io.github.stackgan.metrics.features.AttributeClassifier;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a classifier of a dataset's classes, whose features then score images of such things. */
@Command(
        name = "train-classifier",
        description =
                "Trains a classifier of a dataset's classes (evaluate --features CLASSES --weights FILE). Stopped,"
                        + " it begins anew.",
        mixinStandardHelpOptions = true)
public final class TrainClassifier implements Callable<Integer> {
    private static final int BIRDS = 4000;

    @Mixin
    private DatasetOptions dataset = new DatasetOptions();

    @Option(names = "--side", description = "Pixels that it sees: 64, 128 or 256. Default: ${DEFAULT-VALUE}")
    private int side = ClassFeatures.SIDE;

    @Option(names = "--epochs", description = "How often every image is seen. Default: ${DEFAULT-VALUE}")
    private int epochs = ClassFeatures.EPOCHS;

    @Option(names = "--out", description = "The file to write. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("classes.safetensors");

    @Override
    public Integer call() {
        CaptionedImages data = dataset.open(NewFile.folder(out), 1, BIRDS, side);
        try (AttributeClassifier classifier = ClassFeatures.train(data, side, epochs)) {
            classifier.save(out);
        }
        System.out.println("Score with it: evaluate --features CLASSES --weights " + out);
        return 0;
    }
}

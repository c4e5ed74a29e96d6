package io.github.stackgan.cli.train;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.StackGan;
import io.github.stackgan.cli.arguments.ModelOption;
import io.github.stackgan.cli.arguments.NewFile;
import io.github.stackgan.cli.dataset.DatasetOptions;
import io.github.stackgan.core.keypoints.LocationGenerator;
import io.github.stackgan.core.keypoints.LocationPlan;
import io.github.stackgan.core.report.ProgressPrinter;
import io.github.stackgan.settings.LocationSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains what completes key points for a text: a {@link LocationGenerator} of a model's text encoder and points. */
@Command(
        name = "train-key-points",
        description =
                "Trains what completes key points for a text (generate --complete FILE). Stopped, it begins anew.",
        mixinStandardHelpOptions = true)
public final class TrainKeyPoints implements Callable<Integer> {
    @Mixin
    private DatasetOptions dataset = new DatasetOptions();

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--birds", description = "Synthetic birds to learn from. Default: ${DEFAULT-VALUE}")
    private int birds = 4000;

    @Option(names = "--iterations", description = "Batches that it sees. Default: ${DEFAULT-VALUE}")
    private long iterations = 37_000;

    @Option(names = "--seed", description = "Decides first weights, noise and order. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(names = "--out", description = "The file to write. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("key-points.safetensors");

    @Override
    public Integer call() {
        Path folder = NewFile.folder(out);
        try (StackGan gan = model.open()) {
            LocationSettings settings = gan.settings()
                    .stage1()
                    .location()
                    .filter(told -> told.kind() == LocationSettings.Kind.KEY_POINTS)
                    .orElseThrow(() -> new IllegalArgumentException("The model is told no key points, so none are"
                            + " completed for it; give --model one whose first stage is told them, as"
                            + " Stage1.gawwnKeyPoints()"));
            CaptionedImages data = dataset.open(folder, seed, birds);
            LocationPlan plan = LocationPlan.of(iterations, seed);
            try (LocationGenerator points =
                    LocationGenerator.train(data, gan.textEncoder(), settings, plan, ProgressPrinter.toStderr())) {
                points.save(out);
            }
        }
        System.out.println("Complete points with it: generate --complete " + out + " --model ... --text '...'");
        return 0;
    }
}

package io.github.stackgan.cli.generate;

import io.github.stackgan.GeneratedImage;
import io.github.stackgan.StackGan;
import io.github.stackgan.cli.arguments.ModelOption;
import io.github.stackgan.cli.arguments.PngArgument;
import io.github.stackgan.core.report.ImageGrid;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Generates the way from one text to another with the noise held fixed, as the paper's figure 8. */
@Command(
        name = "interpolate",
        description = "Generates the way from one text to another.",
        mixinStandardHelpOptions = true)
public final class Interpolate implements Callable<Integer> {
    @Option(names = "--from", required = true, description = "The first text.")
    private String from = "";

    @Option(names = "--to", required = true, description = "The last text.")
    private String to = "";

    @Option(names = "--steps", description = "How many images. Default: ${DEFAULT-VALUE}")
    private int steps = 8;

    @Option(names = "--seed", description = "The noise. Default: ${DEFAULT-VALUE}")
    private long seed = 0;

    @Option(
            names = "--out",
            converter = PngArgument.class,
            description = "The PNG file to write. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("interpolation.png");

    @Mixin
    private ModelOption model = new ModelOption();

    @Override
    public Integer call() {
        try (StackGan gan = model.open()) {
            List<GeneratedImage> way = gan.interpolate(from, to, steps, seed);
            Images.printUnknown(way);
            ImageGrid.Row row = new ImageGrid.Row(
                    from + "  ->  " + to, way.stream().map(Images::last).toList());
            ImageGrid.writePng(ImageGrid.of(List.of(), List.of(row)).draw(160), out);
            System.out.println(out);
        }
        return 0;
    }
}

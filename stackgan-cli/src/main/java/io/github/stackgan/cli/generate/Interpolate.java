package io.github.stackgan.cli.generate;

import io.github.stackgan.GeneratedPicture;
import io.github.stackgan.StackGan;
import io.github.stackgan.cli.arguments.ModelOption;
import io.github.stackgan.core.report.PictureGrid;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws the way from one sentence to another with the noise held fixed, as the paper's figure 8. */
@Command(
        name = "interpolate",
        description = "Draws the way from one sentence to another.",
        mixinStandardHelpOptions = true)
public final class Interpolate implements Callable<Integer> {
    @Option(names = "--from", required = true, description = "The first sentence.")
    private String from = "";

    @Option(names = "--to", required = true, description = "The last sentence.")
    private String to = "";

    @Option(names = "--steps", description = "How many pictures. Default: ${DEFAULT-VALUE}")
    private int steps = 8;

    @Option(names = "--seed", description = "The noise. Default: ${DEFAULT-VALUE}")
    private long seed = 0;

    @Option(names = "--out", description = "The PNG file to write. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("interpolation.png");

    @Mixin
    private ModelOption model = new ModelOption();

    @Override
    public Integer call() {
        try (StackGan gan = model.open()) {
            List<GeneratedPicture> way = gan.interpolate(from, to, steps, seed);
            Pictures.printUnknown(way);
            PictureGrid.Row row = new PictureGrid.Row(
                    from + "  ->  " + to, way.stream().map(Pictures::last).toList());
            PictureGrid.writePng(PictureGrid.of(List.of(), List.of(row)).draw(160), out);
            System.out.println(out);
        }
        return 0;
    }
}

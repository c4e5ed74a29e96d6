package io.github.stackgan.cli.generate;

import ai.djl.modality.cv.Image;
import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.StackGan;
import io.github.stackgan.cli.arguments.ModelOption;
import io.github.stackgan.cli.arguments.PngArgument;
import io.github.stackgan.core.report.ImageGrid;
import io.github.stackgan.imaging.Resize;
import io.github.stackgan.settings.Precision;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Applies the top stage again to its own image, and says with a number whether that adds detail: each image's sharpness
 * beside that of the smaller one enlarged by bicubic interpolation, which adds none.
 */
@Command(
        name = "refine",
        description = "Applies the top stage again to its own image, and measures whether that adds detail.",
        mixinStandardHelpOptions = true)
public final class Refine implements Callable<Integer> {
    @Option(names = "--text", required = true, description = "A text.")
    private String text = "";

    @Option(names = "--times", description = "How often the top stage is applied again. Default: ${DEFAULT-VALUE}")
    private int times = 1;

    @Option(names = "--seed", description = "The noise. Default: ${DEFAULT-VALUE}")
    private long seed = 0;

    @Option(
            names = "--out",
            converter = PngArgument.class,
            description =
                    "The PNG file of the largest image; the others lie beside it, with their widths in their names."
                            + " Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("refined.png");

    @Option(names = "--precision", description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Precision precision = Precision.AUTO;

    @Mixin
    private ModelOption model = new ModelOption();

    @Override
    public Integer call() {
        GenerationRequest request = GenerationRequest.of(text)
                .withSeed(seed)
                .withPrecision(precision)
                .withTopStageRepeats(times);
        try (StackGan gan = model.open()) {
            GeneratedImage image = gan.generate(request).get(0);
            Images.printUnknown(List.of(image));
            System.out.println("width  sharpness  of the smaller one, enlarged  file");
            List<Image> stages = image.stages();
            for (int i = 0; i < stages.size(); i++) {
                Optional<BufferedImage> smaller = i == 0 ? Optional.empty() : Optional.of(pixels(stages.get(i - 1)));
                write(pixels(stages.get(i)), smaller, i == stages.size() - 1);
            }
        }
        return 0;
    }

    private static BufferedImage pixels(Image image) {
        return (BufferedImage) image.getWrappedImage();
    }

    private void write(BufferedImage image, Optional<BufferedImage> smaller, boolean last) {
        int side = image.getWidth();
        Path path = last ? out : Images.beside(out, "-" + side);
        ImageGrid.writePng(image, path);
        String enlarged = smaller.map(s -> number(Sharpness.of(Resize.bicubic(s, side, side))))
                .orElse("");
        System.out.printf(Locale.ROOT, "%5d  %9s  %28s  %s%n", side, number(Sharpness.of(image)), enlarged, path);
    }

    private static String number(double sharpness) {
        return String.format(Locale.ROOT, "%.2f", sharpness);
    }
}

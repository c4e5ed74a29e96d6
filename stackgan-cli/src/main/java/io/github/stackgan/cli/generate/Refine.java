package io.github.stackgan.cli.generate;

import ai.djl.modality.cv.Image;
import io.github.stackgan.GeneratedPicture;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.Precision;
import io.github.stackgan.StackGan;
import io.github.stackgan.cli.arguments.ModelOption;
import io.github.stackgan.core.report.PictureGrid;
import io.github.stackgan.imaging.Resize;
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
 * Applies the top stage again to its own picture, and says with a number whether that adds detail: each picture's sharpness beside that
 * of the smaller one enlarged by bicubic interpolation, which adds none.
 */
@Command(
        name = "refine",
        description = "Applies the top stage again to its own picture, and measures whether that adds detail.",
        mixinStandardHelpOptions = true)
public final class Refine implements Callable<Integer> {
    @Option(names = "--text", required = true, description = "A sentence.")
    private String text = "";

    @Option(names = "--times", description = "How often the top stage is applied again. Default: ${DEFAULT-VALUE}")
    private int times = 1;

    @Option(names = "--seed", description = "The noise. Default: ${DEFAULT-VALUE}")
    private long seed = 0;

    @Option(
            names = "--out",
            description =
                    "The PNG file of the largest picture; the others lie beside it, with their widths in their names."
                            + " Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("refined.png");

    @Option(names = "--precision", description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Precision precision = Precision.FLOAT32;

    @Mixin
    private ModelOption model = new ModelOption();

    @Override
    public Integer call() {
        GenerationRequest request = GenerationRequest.of(text)
                .withSeed(seed)
                .withPrecision(precision)
                .withRefinements(times);
        try (StackGan gan = model.open()) {
            GeneratedPicture picture = gan.generate(request).get(0);
            Pictures.printUnknown(List.of(picture));
            System.out.println("width  sharpness  of the smaller one, enlarged  file");
            List<Image> stages = picture.stages();
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

    private void write(BufferedImage picture, Optional<BufferedImage> smaller, boolean last) {
        int side = picture.getWidth();
        Path path = last ? out : Pictures.beside(out, "-" + side);
        PictureGrid.writePng(picture, path);
        String enlarged = smaller.map(s -> number(Sharpness.of(Resize.bicubic(s, side, side))))
                .orElse("");
        System.out.printf(Locale.ROOT, "%5d  %9s  %28s  %s%n", side, number(Sharpness.of(picture)), enlarged, path);
    }

    private static String number(double sharpness) {
        return String.format(Locale.ROOT, "%.2f", sharpness);
    }
}

package io.github.stackgan.examples;

import io.github.stackgan.GeneratedImage;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.report.ImageGrid;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;

/**
 * The way from one text to another with the noise held fixed, side by side: {@code InterpolateTexts FROM TO
 * FILE.png}.
 */
public final class InterpolateTexts {
    private static final int STEPS = 6;
    private static final int SEED = 1;
    private static final int SIDE = 128;

    private InterpolateTexts() {}

    /**
     * Generates.
     *
     * @param args the first text, the last, and the file to write
     */
    public static void main(String... args) {
        try (StackGan gan = StackGan.pretrained("birds")) {
            List<BufferedImage> way = gan.interpolate(args[0], args[1], STEPS, SEED).stream()
                    .map(GeneratedImage::image)
                    .map(image -> (BufferedImage) image.getWrappedImage())
                    .toList();
            ImageGrid grid = ImageGrid.of(List.of(), List.of(new ImageGrid.Row(args[0] + " -> " + args[1], way)));
            ImageGrid.writePng(grid.draw(SIDE), Path.of(args[2]));
        }
    }
}

package io.github.stackgan;

import ai.djl.modality.cv.Image;
import io.github.stackgan.imaging.Png;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * An image, how it came to be, and what it was before it was refined.
 *
 * @param text the text that it shows
 * @param seed the seed that generates it again
 * @param stages the image after every stage, Stage-I's first, then after every repeat of the top stage; RGB
 * @param unknown what the model does not know of the text
 * @since 0.1.0
 */
public record GeneratedImage(String text, long seed, List<Image> stages, UnknownText unknown) {
    /**
     * An image of a text of which everything is known.
     *
     * @param text the text that it shows
     * @param seed the seed that generates it again
     * @param stages the image after every stage
     */
    public GeneratedImage(String text, long seed, List<Image> stages) {
        this(text, seed, stages, UnknownText.none());
    }

    /** Copies the list. */
    public GeneratedImage {
        stages = List.copyOf(stages);
    }

    /**
     * The finished image.
     *
     * @return the last of the stages
     */
    public Image image() {
        return stages.get(stages.size() - 1);
    }

    /**
     * The finished image as a file's content.
     *
     * @return PNG
     */
    public byte[] png() {
        if (image().getWrappedImage() instanceof RenderedImage rendered) {
            return Png.of(rendered);
        }
        // Of another factory of DJL's, such as OpenCV's.
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            image().save(bytes, "png");
        } catch (IOException e) {
            throw new UncheckedIOException("An image cannot be written to memory as PNG", e);
        }
        return bytes.toByteArray();
    }
}

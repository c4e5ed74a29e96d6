package io.github.stackgan;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/**
 * Images with captions: what the networks learn from. Implementations are immutable and safe to
 * call from several threads at once.
 *
 * @since 0.1.0
 */
public interface CaptionedImages {
    /**
     * A short name for reports, such as {@code "synthetic-birds/train"}.
     *
     * @return the name
     */
    String name();

    /**
     * How many images there are.
     *
     * @return the number, at least 1
     */
    int size();

    /**
     * One image, whole, scaled to a square.
     *
     * @param index which image, in [0, {@link #size()})
     * @param side the wanted width and height in pixels
     * @return an opaque RGB image of exactly {@code side} x {@code side} pixels, of type {@link
     *     BufferedImage#TYPE_INT_RGB}
     * @throws DatasetException if the image cannot be read
     */
    BufferedImage image(int index, int side);

    /**
     * The captions of an image.
     *
     * @param index which image, in [0, {@link #size()})
     * @return at least one caption
     */
    List<String> captions(int index);

    /**
     * The class of an image: a species, a colour combination, a category. Images of one class look alike, so the
     * text of one is not a wrong text for another.
     *
     * @param index which image, in [0, {@link #size()})
     * @return the class, in [0, {@link #classCount()})
     */
    int classOf(int index);

    /**
     * How many classes there are.
     *
     * @return the number, at least 1; a dataset without classes gives every image its own
     */
    int classCount();

    /**
     * Where an image's subject stands, for stages that are told it.
     *
     * @param index which image, in [0, {@link #size()})
     * @return in fractions of what {@link #image} gives; empty if the dataset does not know, as by default
     */
    default Optional<Location.Box> box(int index) {
        return Optional.empty();
    }

    /**
     * Where the parts of an image's subject are, for stages that are told it.
     *
     * @param index which image, in [0, {@link #size()})
     * @return the parts that can be seen, in fractions of what {@link #image} gives; empty if the dataset does not
     *     know, as by default
     */
    default Optional<Location.KeyPoints> keyPoints(int index) {
        return Optional.empty();
    }

    /**
     * A hash of everything that decides the content, kept as provenance in what is trained on it.
     *
     * @return lower-case hexadecimal digits
     */
    String fingerprint();
}

package io.github.stackgan.metrics.evaluation;

import java.awt.image.BufferedImage;
import java.util.function.IntFunction;

/**
 * Images of any origin and any size.
 *
 * @param name for reports, such as the folder
 * @param fingerprint changes whenever the images do
 * @param size how many, at least 2
 * @param images image i, in [0, size)
 * @since 0.1.0
 */
public record ImageSet(String name, String fingerprint, int size, IntFunction<BufferedImage> images) {
    /** Refuses sets that no metric can be computed of. */
    public ImageSet {
        if (size < 2) {
            throw new IllegalArgumentException(
                    name + " has " + size + " images, but metrics compare sets of at least 2; add images");
        }
    }
}

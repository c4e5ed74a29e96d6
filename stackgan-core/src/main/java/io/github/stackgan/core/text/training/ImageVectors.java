package io.github.stackgan.core.text.training;

/**
 * What a dataset's images show, as one vector for each: features of a trained network, or known attributes. A text
 * encoder that learns against them needs no image, as Reed et al.'s, who took GoogLeNet's features, did.
 *
 * @since 0.1.0
 */
public interface ImageVectors {
    /**
     * The length of the vectors.
     *
     * @return at least 1
     */
    int width();

    /**
     * The vector of an image.
     *
     * @param image its number in the dataset, from 0
     * @return {@link #width()} finite numbers, best about 1 in size
     */
    float[] of(int image);
}

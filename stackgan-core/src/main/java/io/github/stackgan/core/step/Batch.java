package io.github.stackgan.core.step;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.gan.Locations;
import io.github.stackgan.core.gan.StackNoise;
import io.github.stackgan.core.random.RandomStream;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one step learns from. All arrays belong to one manager, and so does everything that the step computes.
 *
 * @param images real images (N, 3, S, S) in [-1, 1]
 * @param wrongImages real images that a text does not describe
 * @param locations where the subjects of {@code images} stand, and are to stand in generated ones
 * @param embeddings the text of {@code images} (N, T)
 * @param noise of the generated images that the discriminator is updated on
 * @param generatorNoise of those that the generator is updated on; the same object, if both are updated on the same
 *     images
 * @param random by its purpose, what terms of the losses draw in this iteration, as "faults"
 * @param hardNegatives texts (N, T) that differ from those of {@code images} in a word or two, if a term asks for them
 * @since 0.1.0
 */
public record Batch(
        NDArray images,
        WrongImages wrongImages,
        Locations locations,
        NDArray embeddings,
        StackNoise noise,
        StackNoise generatorNoise,
        Function<String, RandomStream> random,
        Optional<NDArray> hardNegatives) {
    /**
     * As the PyTorch release: image i with the text of image i + 1 is the wrong pair, both networks are updated on the
     * same images.
     *
     * @param images real images (N, 3, S, S) in [-1, 1]
     * @param embeddings their texts (N, T)
     * @param noise of the generated images
     * @return the batch, whose terms draw from a stream of seed 0
     */
    public static Batch shared(NDArray images, NDArray embeddings, StackNoise noise) {
        return new Batch(
                images,
                new WrongImages.OfNeighbours(),
                Locations.NONE,
                embeddings,
                noise,
                noise,
                purpose -> RandomStream.of(0, purpose, 0),
                Optional.empty());
    }

    /** The same with other images. */
    Batch showing(NDArray otherImages, WrongImages otherWrongImages) {
        return new Batch(
                otherImages, otherWrongImages, locations, embeddings, noise, generatorNoise, random, hardNegatives);
    }

    /**
     * Whether both networks are updated on the same generated images.
     *
     * @return whether there is one noise for both
     */
    public boolean sharesGeneratedImages() {
        return noise == generatorNoise;
    }
}

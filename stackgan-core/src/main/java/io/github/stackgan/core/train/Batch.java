package io.github.stackgan.core.train;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.nn.StackNoise;
import java.util.Optional;

/**
 * What one adversarial step learns from. All arrays hang from one manager, and so does everything that the step computes.
 *
 * @param images real pictures (N, 3, S, S) in [-1, 1]
 * @param wrongImages real pictures that the text does not describe (N, 3, S, S) in [-1, 1]; empty to pair picture i with text i +
 *     1 instead
 * @param embeddings the text of {@code images} (N, T)
 * @param noise the chance in the generated pictures
 * @param generatorNoise new chance for the generator's update; empty to use the same pictures for both updates
 * @param others what the similarity loss needs besides
 * @param coarse {@code images}, shrunk to what the stage reads and made noisy, which the reconstruction needs
 * @param moves what is added to {@code images} to find how steep the discriminator is (N, 3, S, S), which the gradient penalty needs, see {@link
 *     io.github.stackgan.core.loss.GradientPenalty#moves}
 * @since 0.1.0
 */
public record Batch(
        NDArray images,
        Optional<NDArray> wrongImages,
        NDArray embeddings,
        StackNoise noise,
        Optional<StackNoise> generatorNoise,
        Optional<Others> others,
        Optional<NDArray> coarse,
        Optional<NDArray> moves) {
    /**
     * What a similarity loss holds pictures against, and sees them through.
     *
     * @param text of other pictures (K, T)
     * @param grain noise (N, 3, 32, 32), see {@link io.github.stackgan.core.nn.JointEncoder#grain}
     */
    public record Others(NDArray text, NDArray grain) {}

    /**
     * A batch for the paper's losses.
     *
     * @param images real pictures
     * @param wrongImages real pictures that the text does not describe, or empty
     * @param embeddings the text of {@code images}
     * @param noise the chance in the generated pictures
     * @param generatorNoise new chance for the generator's update, or empty
     */
    public Batch(
            NDArray images,
            Optional<NDArray> wrongImages,
            NDArray embeddings,
            StackNoise noise,
            Optional<StackNoise> generatorNoise) {
        this(
                images,
                wrongImages,
                embeddings,
                noise,
                generatorNoise,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}

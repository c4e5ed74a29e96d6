package io.github.stackgan.core.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.text.training.TextEncoderTraining;
import java.util.List;

/**
 * Experimental: the part of a text encoder that learns, as {@link TextEncoderTraining} sees it, for those who write
 * text encoders of another kind. For one thread.
 *
 * @since 0.1.0
 */
public interface TextNetwork extends AutoCloseable {
    /**
     * The manager of the weights.
     *
     * @return a manager that lives as long as the network
     */
    NDManager manager();

    /**
     * What learns.
     *
     * @return the same weights every time
     */
    Parameters parameters();

    /**
     * E.
     *
     * @return the length of an embedding
     */
    int embeddingSize();

    /**
     * Encodes texts, so that gradients reach the weights.
     *
     * @param scratch what the result belongs to
     * @param sentences N, at least one
     * @return embeddings (N, E)
     */
    NDArray forward(NDManager scratch, List<String> sentences);

    /** Frees the weights. */
    @Override
    void close();

    /**
     * A hash of what it computes with beside the parameters that learn.
     *
     * @return lower-case hexadecimal digits; by default empty, for nothing
     */
    default String frozen() {
        return "";
    }
}

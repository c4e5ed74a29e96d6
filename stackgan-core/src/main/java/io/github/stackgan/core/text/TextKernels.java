package io.github.stackgan.core.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.core.text.CharCnnRnnNetwork.Layers;

/** How char-CNN-RNN is computed up to its projection, with gradients where the weights learn. */
interface TextKernels {
    /**
     * Reads texts.
     *
     * @param scratch what the result belongs to
     * @param texts the rows of their characters, as {@link Alphabet#rows} gives them
     * @param layers the weights
     * @return the mean of the recurrence's states, (N, C)
     */
    NDArray mean(NDManager scratch, int[][] texts, Layers layers);
}

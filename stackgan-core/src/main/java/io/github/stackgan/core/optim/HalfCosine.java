package io.github.stackgan.core.optim;

/**
 * A learning rate that falls to nothing along half a cosine.
 *
 * @param start the first iteration's
 * @param iterations after how many it would be 0
 * @since 0.1.0
 */
public record HalfCosine(double start, long iterations) {
    /**
     * The learning rate of an iteration.
     *
     * @param iteration 0 for the first, below {@link #iterations}
     * @return above 0, if the start is
     */
    public double rate(long iteration) {
        return start * 0.5 * (1 + Math.cos(Math.PI * iteration / iterations));
    }
}

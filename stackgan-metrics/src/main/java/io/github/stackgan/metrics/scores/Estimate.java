package io.github.stackgan.metrics.scores;

import java.util.Locale;

/**
 * A figure that was computed several times, from parts of the samples.
 *
 * @param mean of the parts' figures
 * @param deviation their population standard deviation; 0 for one part
 * @since 0.1.0
 */
public record Estimate(double mean, double deviation) {
    /**
     * The figures' mean and deviation.
     *
     * @param values at least one
     * @return the estimate
     */
    public static Estimate of(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / values.length;
        }
        return new Estimate(mean, Math.sqrt(variance));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4f +- %.4f", mean, deviation);
    }
}

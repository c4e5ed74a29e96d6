package io.github.stackgan.metrics.scores;

import io.github.stackgan.metrics.internal.numbers.FeatureChecks;
import io.github.stackgan.metrics.internal.numbers.Products;
import java.io.Serializable;
import java.util.stream.IntStream;

/**
 * Mean and covariance of features that come one by one: memory for D^2 numbers, however many images. Rows are taken
 * relative to the first one, so that a large common offset costs no digits. Statistics of parts, computed apart, merge.
 * For one thread.
 *
 * @since 0.1.0
 */
public final class FeatureStatistics implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int BUFFER = 64;
    private static final int GROUP = 8;

    private final int width;
    private final double[] origin;
    private final double[] sum;
    private final double[] products;
    private final double[] buffer;
    private int buffered;
    private long count;

    private FeatureStatistics(int width) {
        FeatureChecks.atLeast("width", width, 1, "");
        this.width = width;
        origin = new double[width];
        sum = new double[width];
        products = new double[Math.multiplyExact(width, width)];
        buffer = new double[BUFFER * width];
    }

    /**
     * Statistics of nothing yet.
     *
     * @param width D, the length of a row
     * @return the statistics
     */
    public static FeatureStatistics ofWidth(int width) {
        return new FeatureStatistics(width);
    }

    /**
     * Statistics of all rows of a matrix.
     *
     * @param features (N, D)
     * @return the statistics
     */
    public static FeatureStatistics of(FeatureMatrix features) {
        FeatureStatistics result = new FeatureStatistics(features.width());
        for (int i = 0; i < features.rows(); i++) {
            result.add(features.row(i));
        }
        return result;
    }

    /**
     * Adds an image.
     *
     * @param row its features (D)
     * @throws IllegalArgumentException if there are not D finite numbers
     */
    public void add(float... row) {
        double[] wide = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            wide[i] = row[i];
        }
        add(wide);
    }

    /**
     * Adds an image.
     *
     * @param row its features (D)
     * @throws IllegalArgumentException if there are not D finite numbers
     */
    public void add(double... row) {
        FeatureChecks.check(row, width, count);
        if (count == 0) {
            System.arraycopy(row, 0, origin, 0, width);
        }
        int place = buffered * width;
        for (int i = 0; i < width; i++) {
            buffer[place + i] = row[i] - origin[i];
            sum[i] += buffer[place + i];
        }
        count++;
        if (++buffered == BUFFER) {
            flush();
        }
    }

    /**
     * Adds all images of other statistics, as if they had been added one by one, but for rounding.
     *
     * @param other of the same network's features; its sums stay as they are
     * @throws IllegalArgumentException if the widths differ
     */
    public void merge(FeatureStatistics other) {
        FeatureChecks.sameWidth(width, other.width);
        other.flush();
        flush();
        if (count == 0) {
            System.arraycopy(other.origin, 0, origin, 0, width);
        }
        // The other rows are relative to another origin: y + d, whose products are y y' + y d' + d y' + d d'.
        double[] moved = new double[width];
        for (int i = 0; i < width; i++) {
            moved[i] = other.origin[i] - origin[i];
        }
        for (int i = 0; i < width; i++) {
            for (int j = i; j < width; j++) {
                products[i * width + j] += other.products[i * width + j]
                        + (other.sum[i] * moved[j] + moved[i] * other.sum[j])
                        + other.count * (moved[i] * moved[j]);
            }
        }
        for (int i = 0; i < width; i++) {
            sum[i] += other.sum[i] + other.count * moved[i];
        }
        count += other.count;
    }

    /** Adds the products of the buffered rows to the upper triangle; rows that were not filled count as 0. */
    private void flush() {
        if (buffered == 0) {
            return;
        }
        java.util.Arrays.fill(buffer, buffered * width, buffer.length, 0);
        IntStream.range(0, (width + BUFFER - 1) / BUFFER).parallel().forEach(tile -> {
            double[] factors = new double[GROUP];
            for (int i = tile * BUFFER; i < Math.min(width, (tile + 1) * BUFFER); i++) {
                for (int group = 0; group < buffered; group += GROUP) {
                    for (int r = 0; r < GROUP; r++) {
                        factors[r] = buffer[(group + r) * width + i];
                    }
                    Products.eight(factors, 0, buffer, group * width, width, i, width, products, i * width);
                }
            }
        });
        buffered = 0;
    }

    /**
     * How many images were added.
     *
     * @return N
     */
    public long count() {
        return count;
    }

    /**
     * The length of a row.
     *
     * @return D
     */
    public int width() {
        return width;
    }

    /**
     * The mean.
     *
     * @return (D)
     * @throws IllegalStateException if nothing was added
     */
    public double[] mean() {
        if (count == 0) {
            throw new IllegalStateException("No features have been added, so there is no mean");
        }
        double[] mean = new double[width];
        for (int i = 0; i < width; i++) {
            mean[i] = origin[i] + sum[i] / count;
        }
        return mean;
    }

    /**
     * The unbiased covariance, divided by N - 1.
     *
     * @return (D, D), row by row
     * @throws IllegalArgumentException if fewer than 2 images were added
     */
    public double[] covariance() {
        FeatureChecks.atLeast("The number of samples", count, 2, " for a covariance; add more images");
        flush();
        double[] result = new double[products.length];
        for (int i = 0; i < width; i++) {
            for (int j = i; j < width; j++) {
                double value = (products[i * width + j] - sum[i] * (sum[j] / count)) / (count - 1);
                result[i * width + j] = value;
                result[j * width + i] = value;
            }
        }
        return result;
    }

    /**
     * Whether the covariance cannot have full rank, because there are no more samples than dimensions. The Frechet
     * distance is then defined, but says more about the number of samples than about the images.
     *
     * @return true up to N = D
     */
    public boolean singular() {
        return count <= width;
    }
}

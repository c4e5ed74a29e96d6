package io.github.stackgan.metrics.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DistancesTest {
    @Test
    void the_mean_over_subsets_is_that_of_the_subsets_told() {
        FeatureMatrix a = FeatureMatrix.of(Clouds.normal(1, 20, 3, 0, 1));
        FeatureMatrix b = FeatureMatrix.of(Clouds.normal(2, 30, 3, 1, 1));
        double[] values = KernelDistance.subsets(20, 30, 4, 10, 7).stream()
                .mapToDouble(s -> KernelDistance.between(a.select(s.first()), b.select(s.second())))
                .toArray();
        assertThat(KernelDistance.overSubsets(a, b, 4, 10, 7)).isEqualTo(Estimate.of(values));
    }

    /** Two points in each set: S1 = diag(2, 0), S2 = diag(0, 8), product 0, so 1 + 2 + 8 with means one apart. */
    @Test
    void singular_covariances_are_a_case_like_any_other() {
        FeatureMatrix flat = FeatureMatrix.of(new float[][] {{1, 0}, {-1, 0}});
        FeatureMatrix upright = FeatureMatrix.of(new float[][] {{1, 2}, {1, -2}});
        assertThat(FrechetDistance.between(flat, upright)).isCloseTo(11, within(1e-12));
    }

    /** S1 = diag(2, 0), S2 = diag(8, 0): 0 + 2 + 8 - 2 sqrt(16). */
    @Test
    void singular_covariances_that_share_their_direction() {
        FeatureMatrix small = FeatureMatrix.of(new float[][] {{1, 0}, {-1, 0}});
        FeatureMatrix large = FeatureMatrix.of(new float[][] {{2, 0}, {-2, 0}});
        assertThat(FrechetDistance.between(small, large)).isCloseTo(2, within(1e-12));
    }

    @Test
    void images_that_are_all_the_same_have_a_distance_too() {
        FeatureMatrix here = FeatureMatrix.of(new float[][] {{1, 5}, {1, 5}});
        FeatureMatrix there = FeatureMatrix.of(new float[][] {{4, 1}, {4, 1}});
        assertThat(FrechetDistance.between(here, there)).isCloseTo(25, within(1e-12));
    }

    /**
     * Fifty samples in 200 dimensions, then doubled in place: S2 = 4 S1, so tr(S1 + 4 S1 - 2 * 2 S1) = tr S1, exactly.
     */
    @Test
    void fewer_samples_than_dimensions() {
        float[][] rows = Clouds.normal(1, 50, 200, 0, 1);
        float[][] doubled = new float[50][200];
        for (int i = 0; i < 50; i++) {
            for (int j = 0; j < 200; j++) {
                doubled[i][j] = 2 * rows[i][j];
            }
        }
        FeatureStatistics one = FeatureStatistics.of(FeatureMatrix.of(rows));
        FeatureStatistics two = FeatureStatistics.of(FeatureMatrix.of(doubled));
        double[] covariance = one.covariance();
        double expected = 0;
        for (int i = 0; i < 200; i++) {
            expected += covariance[i * 200 + i] + Math.pow(one.mean()[i], 2);
        }
        assertThat(one.singular()).isTrue();
        assertThat(FrechetDistance.between(one, two)).isCloseTo(expected, withinPercentage(1e-6));
    }

    /** Features around 1,000,000 that vary by 1 lose no digits to the offset: the variance of 0, 1, 2, 3 is 5/3. */
    @Test
    void a_large_common_offset_costs_no_digits() {
        FeatureStatistics statistics = FeatureStatistics.ofWidth(1);
        for (int i = 0; i < 4; i++) {
            statistics.add(1e6 + i);
        }
        assertThat(statistics.covariance()[0]).isCloseTo(5.0 / 3, within(1e-12));
        assertThat(statistics.mean()[0]).isEqualTo(1e6 + 1.5);
    }

    @Test
    void statistics_of_many_rows_equal_the_definition() {
        float[][] rows = Clouds.normal(5, 333, 17, 2, 3);
        FeatureStatistics statistics = FeatureStatistics.of(FeatureMatrix.of(rows));
        double[] mean = statistics.mean();
        double[] covariance = statistics.covariance();
        for (int i = 0; i < 17; i++) {
            for (int j = 0; j < 17; j++) {
                double sum = 0;
                for (float[] row : rows) {
                    sum += (row[i] - mean[i]) * (row[j] - mean[j]);
                }
                assertThat(covariance[i * 17 + j]).isCloseTo(sum / 332, within(1e-11));
            }
        }
    }

    /** What is moved by a half in each of many dimensions has the same covariance. */
    @Test
    void frechet_distance_of_what_is_moved_is_the_square_of_the_way() {
        int width = 768;
        FeatureStatistics a = FeatureStatistics.ofWidth(width);
        FeatureStatistics b = FeatureStatistics.ofWidth(width);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < width + 100; i++) {
            double[] row = random.doubles(width).toArray();
            a.add(row);
            b.add(Arrays.stream(row).map(value -> value + 0.5).toArray());
        }
        assertThat(FrechetDistance.between(a, b)).isCloseTo(0.25 * width, withinPercentage(0.01));
    }

    /** The mean of 200 estimates of equal distributions, by its own standard error: within five of them. */
    @Test
    void kernel_distance_is_unbiased_around_zero_for_equal_distributions() {
        double[] values = new double[200];
        for (int i = 0; i < values.length; i++) {
            values[i] = KernelDistance.between(
                    FeatureMatrix.of(Clouds.normal(2L * i + 1, 30, 6, 0, 1)),
                    FeatureMatrix.of(Clouds.normal(2L * i + 2, 30, 6, 0, 1)));
        }
        Estimate estimate = Estimate.of(values);
        assertThat(estimate.mean()).isCloseTo(0, within(5 * estimate.deviation() / Math.sqrt(200)));
        assertThat(java.util.Arrays.stream(values).filter(v -> v < 0).count()).isBetween(40L, 180L);
        double apart = KernelDistance.between(
                FeatureMatrix.of(Clouds.normal(1, 30, 6, 0, 1)), FeatureMatrix.of(Clouds.normal(2, 30, 6, 1, 1)));
        assertThat(apart).isGreaterThan(10 * estimate.deviation() / Math.sqrt(200));
    }

    /** More rows than one block holds, against fewer in one block: the blocks' sums are the whole. */
    @Test
    void kernel_distance_does_not_depend_on_blocks() {
        float[][] a = Clouds.normal(1, 1100, 3, 0, 1);
        float[][] b = Clouds.normal(2, 1030, 3, 1, 1);
        assertThat(KernelDistance.between(FeatureMatrix.of(a), FeatureMatrix.of(b)))
                .isCloseTo(slowly(a, b), within(1e-9));
    }

    private static double slowly(float[][] a, float[][] b) {
        return mean(a, a) + mean(b, b) - 2 * mean(a, b);
    }

    private static double mean(float[][] a, float[][] b) {
        double sum = 0;
        long count = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                if (a != b || i != j) {
                    double product = 0;
                    for (int d = 0; d < a[i].length; d++) {
                        product += (double) a[i][d] * b[j][d];
                    }
                    sum += Math.pow(product / a[i].length + 1, 3);
                    count++;
                }
            }
        }
        return sum / count;
    }

    /**
     * Real images at 0, 1, 2, 3 reach 2, 1, 1, 2 with k = 2; one generated is near, three are far and near each other.
     */
    @Test
    void precision_and_recall_by_hand() {
        FeatureMatrix real = FeatureMatrix.of(new float[][] {{0}, {1}, {2}, {3}});
        FeatureMatrix generated = FeatureMatrix.of(new float[][] {{4}, {100}, {101}, {102}});
        PrecisionRecall found = PrecisionRecall.of(real, generated, 2);
        assertThat(found.precision()).isEqualTo(0.25);
        assertThat(found.recall()).isEqualTo(1); // the generated 4 reaches 97 far
    }

    @Test
    void bad_input_is_named() {
        float[][] broken = Clouds.normal(1, 10, 3, 0, 1);
        broken[4][2] = Float.NaN;
        assertThatThrownBy(() -> FeatureMatrix.of(broken))
                .hasMessageContaining("Feature 2 of row 4 is NaN, but must be finite");
        assertThatThrownBy(() -> FeatureMatrix.of(new float[][] {{1, 2}, {1}}))
                .hasMessageContaining("Row 1 has 1 numbers, but must have 2");
        assertThatThrownBy(() -> FeatureStatistics.ofWidth(1).add(Double.POSITIVE_INFINITY))
                .hasMessageContaining("is Infinity");
        FeatureMatrix one = FeatureMatrix.of(new float[][] {{1, 2}});
        FeatureMatrix narrow = FeatureMatrix.of(new float[][] {{1}, {2}});
        FeatureMatrix two = FeatureMatrix.of(new float[][] {{1, 2}, {3, 4}});
        assertThatThrownBy(() -> FrechetDistance.between(one, two))
                .hasMessageContaining("number of samples is 1, but must be at least 2 for a covariance");
        assertThatThrownBy(() -> FrechetDistance.between(two, narrow))
                .hasMessageContaining("first features have 2 numbers each, the second 1");
        assertThatThrownBy(() -> KernelDistance.between(two, narrow)).hasMessageContaining("same network");
        assertThatThrownBy(() -> KernelDistance.overSubsets(two, two, 5, 3, 0))
                .hasMessageContaining("is 2, but must be at least 3, the size of a subset");
        assertThatThrownBy(() -> PrecisionRecall.of(two, narrow, 1)).hasMessageContaining("same network");
        assertThatThrownBy(() -> PrecisionRecall.of(two, two, 3))
                .hasMessageContaining("number of real images is 2, but must be at least 4");
    }
}

package io.github.stackgan.metrics.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stackgan.metrics.internal.numbers.Products;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MetricProperties {
    @Property(tries = 100)
    void inception_score_lies_between_one_and_the_number_of_classes(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 12) int classes,
            @ForAll @IntRange(min = 1, max = 5) int splits,
            @ForAll @IntRange(min = 5, max = 60) int images) {
        InceptionScore score = InceptionScore.shuffled(images, classes, splits, seed);
        for (float[] logits : Clouds.normal(seed, images, classes, 0, 20)) {
            score.addLogits(logits);
        }
        assertThat(score.score().mean()).isBetween(1 - 1e-12, classes + 1e-9);
    }

    @Property(tries = 50)
    void frechet_distance_of_a_set_to_itself_is_zero(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 20) int width,
            @ForAll @IntRange(min = 2, max = 60) int rows) {
        FeatureMatrix set = FeatureMatrix.of(Clouds.normal(seed, rows, width, 3, 2));
        // A zero eigenvalue is found to about 1e-16 of the largest squared, so its root to 1e-8 of it.
        assertThat(FrechetDistance.between(set, set)).isCloseTo(0, within(1e-6 * width));
    }

    @Property(tries = 50)
    void frechet_distance_is_symmetric_and_does_not_change_when_both_are_rotated(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int width,
            @ForAll @IntRange(min = 2, max = 60) int rows) {
        float[][] a = Clouds.normal(seed, rows, width, 0, 1);
        float[][] b = Clouds.normal(~seed, rows + 3, width, 1, 2);
        double distance = FrechetDistance.between(FeatureMatrix.of(a), FeatureMatrix.of(b));
        assertThat(FrechetDistance.between(FeatureMatrix.of(b), FeatureMatrix.of(a)))
                .isCloseTo(distance, within(1e-5 * distance));
        double turned = FrechetDistance.between(
                FeatureMatrix.of(Clouds.rotated(a, seed)), FeatureMatrix.of(Clouds.rotated(b, seed)));
        assertThat(turned).isCloseTo(distance, within(1e-5 * distance));
    }

    /** Far from 0, where sums about it would lose digits; parts may be empty, and smaller than a buffer or larger. */
    @Property(tries = 50)
    void statistics_of_parts_merge_to_those_of_all(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int width,
            @ForAll @IntRange(min = 2, max = 200) int rows,
            @ForAll @IntRange(min = 0, max = 200) int cut) {
        float[][] features = Clouds.normal(seed, rows, width, 1000, 1);
        FeatureStatistics all = FeatureStatistics.ofWidth(width);
        FeatureStatistics first = FeatureStatistics.ofWidth(width);
        FeatureStatistics second = FeatureStatistics.ofWidth(width);
        for (int i = 0; i < rows; i++) {
            all.add(features[i]);
            (i < cut ? first : second).add(features[i]);
        }
        first.merge(second);
        assertThat(first.count()).isEqualTo(rows);
        assertThat(first.mean()).containsExactly(all.mean(), within(1e-10));
        assertThat(first.covariance()).containsExactly(all.covariance(), within(1e-10));
    }

    @Property(tries = 30)
    void precision_and_recall_of_a_set_with_itself_are_one(
            @ForAll long seed, @ForAll @IntRange(min = 4, max = 80) int rows) {
        FeatureMatrix set = FeatureMatrix.of(Clouds.normal(seed, rows, 5, 0, 1));
        assertThat(PrecisionRecall.of(set, set, 3)).isEqualTo(new PrecisionRecall(1, 1));
    }

    @Property(tries = 30)
    void products_are_what_three_loops_give(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int m,
            @ForAll @IntRange(min = 1, max = 40) int k,
            @ForAll @IntRange(min = 1, max = 600) int n) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] a = random.doubles((long) m * k).toArray();
        double[] b = random.doubles((long) k * n).toArray();
        double[] found = Products.multiply(a, b, m, k, n);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int d = 0; d < k; d++) {
                    sum += a[i * k + d] * b[d * n + j];
                }
                assertThat(found[i * n + j]).isCloseTo(sum, within(1e-12 * k));
            }
        }
    }
}

package io.github.stackgan.metrics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.metrics.scores.Estimate;
import io.github.stackgan.metrics.scores.FeatureStatistics;
import io.github.stackgan.metrics.scores.KernelDistance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ComparisonFiguresTest {
    private final ComparisonFigures comparison = new ComparisonFigures(new LinkedHashMap<>(), new ArrayList<>());

    @Test
    void an_inception_score_of_less_than_three_images_of_a_class_in_a_split_has_a_note() {
        comparison.inceptionScore(new Estimate(3, 0.5), 120, 10, 4);
        assertThat(comparison.notes()).isEmpty();
        comparison.inceptionScore(new Estimate(2, 0.25), 119, 10, 4);
        assertThat(comparison.notes()).hasSize(1).first().asString().contains("119 images in 10 splits", "4 classes");
        assertThat(comparison.figures())
                .containsEntry("inceptionScore.mean", 2.0)
                .containsEntry("inceptionScore.deviation", 0.25);
    }

    @Test
    void a_distance_of_few_images_for_its_features_has_a_note() {
        comparison.frechetDistance(statistics(20), statistics(20));
        assertThat(comparison.notes()).isEmpty();
        comparison.frechetDistance(statistics(20), statistics(19));
        assertThat(comparison.notes()).hasSize(1).last().asString().contains("19 images is rough");
        comparison.frechetDistance(statistics(4), statistics(20));
        assertThat(comparison.notes()).hasSize(2).last().asString().contains("4 images is singular");
    }

    private static FeatureStatistics statistics(int images) {
        FeatureStatistics statistics = FeatureStatistics.ofWidth(4);
        SplittableRandom random = new SplittableRandom(images);
        for (int i = 0; i < images; i++) {
            float[] features = new float[4];
            for (int f = 0; f < features.length; f++) {
                features[f] = (float) random.nextDouble();
            }
            statistics.add(features);
        }
        return statistics;
    }

    @Test
    void a_kernel_distance_of_subsets_that_are_the_whole_set_has_no_deviation() {
        List<Integer> sizes = new ArrayList<>();
        for (int smaller : new int[] {7, KernelDistance.SUBSET_SIZE, KernelDistance.SUBSET_SIZE + 1}) {
            comparison.kernelDistance(smaller, size -> {
                sizes.add(size);
                return new Estimate(smaller, 0.5);
            });
            assertThat(comparison.figures()).containsEntry("kernelDistance.mean", (double) smaller);
            assertThat(comparison.figures().containsKey("kernelDistance.deviation"))
                    .isEqualTo(smaller > KernelDistance.SUBSET_SIZE);
        }
        assertThat(sizes).containsExactly(7, KernelDistance.SUBSET_SIZE, KernelDistance.SUBSET_SIZE);
    }
}

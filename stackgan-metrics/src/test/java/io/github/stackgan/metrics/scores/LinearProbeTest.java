package io.github.stackgan.metrics.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LinearProbeTest {
    private static final int CLASSES = 3;

    /** A label, hidden faintly among strong features that say nothing. */
    private static float[][] rows(int[] labels, SplittableRandom random, float strength) {
        float[][] rows = new float[labels.length][8];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < 8; j++) {
                rows[i][j] = (float) (random.nextDouble() - 0.5) * (j < CLASSES ? 0.1f * strength : 20);
            }
            rows[i][labels[i]] += strength;
        }
        return rows;
    }

    private static int[] labels(int count, SplittableRandom random) {
        return random.ints(count, 0, CLASSES).toArray();
    }

    @Property(tries = 20)
    void what_a_line_can_part_is_read_without_error(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] labels = labels(300, random);
        int[] others = labels(300, random);
        LinearProbe probe = LinearProbe.fit(rows(labels, random, 1), labels, CLASSES);
        assertThat(probe.read(rows(others, random, 1))).isEqualTo(others);
    }

    /** Of 2000 guesses among three a share beyond 0.333 +- 0.055 is more than five deviations off. */
    @Test
    void labels_that_are_not_in_the_features_are_guessed() {
        SplittableRandom random = new SplittableRandom(7);
        float[][] features = rows(new int[2000], random, 0);
        int[] labels = labels(2000, random);
        float[][] others = rows(new int[2000], random, 0);
        int[] truth = labels(2000, random);
        int[] read = LinearProbe.fit(features, labels, CLASSES).read(others);
        int right = 0;
        for (int i = 0; i < truth.length; i++) {
            right += truth[i] == read[i] ? 1 : 0;
        }
        assertThat(right / 2000.0).isBetween(1 / 3.0 - 0.055, 1 / 3.0 + 0.055);
    }

    @Property(tries = 10)
    void neither_shift_nor_scale_of_the_features_matters(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] labels = labels(200, random);
        float[][] features = rows(labels, random, 1);
        float[][] moved = new float[features.length][8];
        for (int i = 0; i < moved.length; i++) {
            for (int j = 0; j < 8; j++) {
                moved[i][j] = 4 * features[i][j] + 3;
            }
        }
        assertThat(LinearProbe.fit(moved, labels, CLASSES).read(moved))
                .isEqualTo(LinearProbe.fit(features, labels, CLASSES).read(features));
    }

    @Test
    void wrong_rows_are_refused() {
        float[][] two = {{1, 2}, {2, 1}};
        assertThatThrownBy(() -> LinearProbe.fit(two, new int[] {0}, 2))
                .hasMessage("There are 2 rows of features and 1 labels, but both must be the same and at least 1");
        assertThatThrownBy(() -> LinearProbe.fit(two, new int[] {0, 2}, 2))
                .hasMessageContaining("Label 2 of 2 classes");
        assertThatThrownBy(() -> LinearProbe.fit(two, new int[] {0, 1}, 2).read(new float[][] {{1}}))
                .hasMessage("Features have 1 numbers, but the probe learned from rows of 2");
        assertThatThrownBy(() -> LinearProbe.fit(new float[][] {{1, 2}, {Float.NaN, 1}}, new int[] {0, 1}, 2))
                .hasMessageContaining("Feature 0 of row 1 is NaN");
        assertThatThrownBy(() -> LinearProbe.fit(new float[][] {{1, 2}, {1, 2, 3}}, new int[] {0, 1}, 2))
                .hasMessageContaining("Row 1 has 3 numbers, but must have 2");
        float[][] infinite = {{1, 2}, {1, Float.POSITIVE_INFINITY}};
        assertThatThrownBy(() -> LinearProbe.fit(two, new int[] {0, 1}, 2).read(infinite))
                .hasMessageContaining("Feature 1 of row 1 is Infinity");
    }
}

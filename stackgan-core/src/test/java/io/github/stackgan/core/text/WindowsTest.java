package io.github.stackgan.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WindowsTest {
    @Test
    void what_is_seen_again_keeps_its_number() {
        Windows windows = Windows.over(new int[][] {{7, 8, 7, 8, 9}, {8, 7, 8, 8, 8}}, 2, 1);
        assertThat(windows.contents()).isDeepEqualTo(new int[][] {{7, 8}, {8, 7}, {8, 9}, {8, 8}});
        assertThat(windows.rows()).isDeepEqualTo(new int[][] {{0, 1, 0, 2}, {1, 0, 3, 3}});
    }

    @Property(tries = 200)
    void every_place_has_the_number_of_what_is_seen_there_and_no_content_stands_twice(
            @ForAll @Size(min = 1, max = 5) List<@Size(min = 4, max = 12) List<@IntRange(max = 2) Integer>> numbers,
            @ForAll @IntRange(min = 1, max = 4) int size,
            @ForAll @IntRange(min = 1, max = 3) int step) {
        int[][] rows = numbers.stream()
                .map(row -> row.stream().mapToInt(n -> n).toArray())
                .toArray(int[][]::new);
        Windows windows = Windows.over(rows, size, step);
        for (int i = 0; i < rows.length; i++) {
            int[] seen = windows.rows()[i];
            assertThat(seen).hasSize((rows[i].length - size) / step + 1);
            for (int place = 0; place < seen.length; place++) {
                assertThat(windows.contents()[seen[place]])
                        .containsExactly(Arrays.copyOfRange(rows[i], place * step, place * step + size));
            }
        }
        assertThat(Arrays.stream(windows.contents()).map(Arrays::toString)).doesNotHaveDuplicates();
    }
}

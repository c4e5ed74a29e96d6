package io.github.stackgan.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HalfCosineTest {
    @Test
    void it_starts_at_the_start_is_half_of_it_in_the_middle_and_ends_at_nothing() {
        HalfCosine falling = new HalfCosine(0.02, 8);
        assertThat(falling.rate(0)).isEqualTo(0.02);
        assertThat(falling.rate(4)).isEqualTo(0.01, within(1e-17));
        assertThat(falling.rate(8)).isEqualTo(0);
        for (long i = 0; i < 8; i++) {
            assertThat(falling.rate(i)).isGreaterThan(falling.rate(i + 1));
            // Half a cosine is the same upside down.
            assertThat(falling.rate(i) + falling.rate(8 - i)).isEqualTo(0.02, within(1e-17));
        }
    }
}

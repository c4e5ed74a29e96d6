package io.github.stackgan.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stackgan.imaging.Resize;
import java.awt.image.BufferedImage;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

class SharpnessTest {
    private static BufferedImage grey(int side, IntBinaryOperator level) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                image.setRGB(x, y, 0x010101 * level.applyAsInt(x, y));
            }
        }
        return image;
    }

    @Test
    void flat_colour_and_even_slopes_have_none() {
        assertThat(Sharpness.of(grey(8, (x, y) -> 77))).isZero();
        assertThat(Sharpness.of(grey(8, (x, y) -> 9 * x + 5 * y))).isCloseTo(0, within(1e-9));
    }

    /** Every pixel differs by 10 from each of its four neighbours. */
    @Test
    void a_chessboard_has_four_times_its_step_and_loses_it_when_enlarged() {
        BufferedImage board = grey(8, (x, y) -> 100 + (x + y) % 2 * 10);
        assertThat(Sharpness.of(board)).isCloseTo(40, within(1e-9));
        assertThat(Sharpness.of(Resize.bicubic(board, 32, 32))).isLessThan(10);
    }
}

package io.github.stackgan.metrics.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResizingTest {
    /** Java's own conversion would make 168 of a grey of 100. */
    @ParameterizedTest
    @EnumSource(Resizing.class)
    void greys_are_as_bright_as_they_are_stored(Resizing resizing) {
        BufferedImage grey = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 16; i++) {
            grey.getRaster().setSample(i % 4, i / 4, 0, 100);
        }
        assertThat(resizing.planes(grey, 2)).hasSize(12).containsOnly(100);
    }

    /** Enlarged by a cubic, which overshoots at an edge. */
    @ParameterizedTest
    @EnumSource(Resizing.class)
    void an_edge_stays_between_black_and_white(Resizing resizing) {
        BufferedImage edge = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 4; y++) {
            edge.setRGB(2, y, 0xffffff);
            edge.setRGB(3, y, 0xffffff);
        }
        float[] planes = resizing.planes(edge, 16);
        float least = 255;
        float most = 0;
        for (float value : planes) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        assertThat(least).isZero();
        assertThat(most).isEqualTo(255);
    }
}

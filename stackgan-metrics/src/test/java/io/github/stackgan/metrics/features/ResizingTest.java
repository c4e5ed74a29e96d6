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
}

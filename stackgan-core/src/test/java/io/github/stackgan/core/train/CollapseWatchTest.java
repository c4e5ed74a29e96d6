package io.github.stackgan.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.Losses;
import io.github.stackgan.TrainingListener.Sample;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollapseWatchTest {
    private final CollapseWatch watch = new CollapseWatch();

    private static Sample sample(String caption, Color colour) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(colour);
        g.fillRect(0, 0, 8, 8);
        g.dispose();
        return new Sample(caption, image, List.of(image));
    }

    @Test
    void a_discriminator_that_has_won_for_long_is_told_once() {
        Losses won = Losses.none().with("discriminator", 0.001f);
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            watch.losses(won).ifPresent(warnings::add);
        }
        assertThat(warnings).hasSize(1).first().asString().contains("below 0.02 for 500 iterations");
    }

    @Test
    void samples_that_are_all_alike_are_told_once_until_they_differ() {
        List<Sample> alike = List.of(sample("a", Color.RED), sample("b", Color.RED));
        List<Sample> different = List.of(sample("a", Color.RED), sample("b", Color.BLUE));
        assertThat(watch.samples(100, alike)).isEmpty();
        assertThat(watch.samples(600, alike)).get().asString().contains("All 2 samples look alike");
        assertThat(watch.samples(700, alike)).isEmpty();
        assertThat(watch.samples(800, different)).isEmpty();
        assertThat(watch.samples(900, alike)).isPresent();
        List<Sample> aroundTheFirst = List.of(
                sample("a", new Color(0, 0, 0)), sample("b", new Color(1, 1, 2)), sample("c", new Color(2, 0, 0)));
        assertThat(watch.samples(1000, aroundTheFirst)).as("told already").isEmpty();
        List<Sample> apart = List.of(
                sample("a", new Color(1, 1, 1)), sample("b", new Color(2, 2, 3)), sample("c", new Color(0, 0, 0)));
        assertThat(watch.samples(1100, apart)).as("2.33 levels apart").isEmpty();
        assertThat(watch.samples(1200, alike)).isPresent();
    }
}

package io.github.stackgan.metrics.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.datasets.birds.SyntheticBirds;
import io.github.stackgan.imaging.Resize;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetailFeaturesTest {
    private static final int BIRDS = 40;

    @Test
    void they_see_the_detail_that_shrinking_hides() {
        SyntheticBirds birds = SyntheticBirds.test(5, BIRDS);
        List<BufferedImage> sharp = new ArrayList<>();
        List<BufferedImage> blurred = new ArrayList<>();
        for (int i = 0; i < BIRDS; i++) {
            sharp.add(birds.image(i, 256));
            blurred.add(Resize.bicubic(birds.image(i, 64), 256, 256));
        }
        try (AttributeClassifier whole = AttributeClassifier.ofSyntheticBirds();
                DetailFeatures detail = DetailFeatures.of(AttributeClassifier.ofSyntheticBirds(), 64)) {
            double hidden = seenOfBlur(whole, sharp, blurred);
            double seen = seenOfBlur(detail, sharp, blurred);
            assertThat(seen).isGreaterThan(5 * hidden);
        }
    }

    /** How far blur moves an image's features, as a part of how far another bird's are. */
    private static double seenOfBlur(ImageFeatures features, List<BufferedImage> sharp, List<BufferedImage> blurred) {
        float[][] from = features.extract(sharp).features();
        float[][] to = features.extract(blurred).features();
        double moved = 0;
        double apart = 0;
        for (int i = 0; i < BIRDS; i++) {
            moved += squaredDistance(from[i], to[i]);
            apart += squaredDistance(from[i], from[(i + 1) % BIRDS]);
        }
        return moved / apart;
    }

    private static double squaredDistance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    @Test
    void they_are_the_networks_own_of_the_middle() {
        BufferedImage bird = SyntheticBirds.test(5, 1).image(0, 256);
        try (AttributeClassifier whole = AttributeClassifier.ofSyntheticBirds();
                DetailFeatures detail = DetailFeatures.of(AttributeClassifier.ofSyntheticBirds(), 100)) {
            ImageFeatures.Batch middle = detail.extract(List.of(bird));
            assertThat(middle.features()[0])
                    .isEqualTo(whole.extract(List.of(bird.getSubimage(78, 78, 100, 100)))
                            .features()[0])
                    .hasSize(detail.width());
            assertThat(middle.logits()[0]).isEmpty();
            assertThat(detail.classCount()).isZero();
            assertThat(detail.fingerprint()).isEqualTo(whole.fingerprint());
            assertThat(detail.resizing()).startsWith("the middle 100 x 100 pixels, then ");
        }
    }

    @Test
    void what_is_too_small_is_refused() {
        try (DetailFeatures detail = DetailFeatures.of(AttributeClassifier.ofSyntheticBirds(), 64)) {
            assertThatThrownBy(() -> detail.extract(List.of(new BufferedImage(64, 63, BufferedImage.TYPE_INT_RGB))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("64 x 63 pixels")
                    .hasMessageContaining("has 64 on a side");
            assertThatThrownBy(() -> DetailFeatures.of(detail, 0)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}

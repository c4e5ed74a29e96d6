package io.github.stackgan.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.datasets.SyntheticBirds;
import io.github.stackgan.imaging.Resize;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetailFeaturesTest {
    private static final int BIRDS = 160;

    @Test
    void they_see_the_detail_that_shrinking_hides() {
        SyntheticBirds birds = SyntheticBirds.test(5, 2 * BIRDS);
        List<BufferedImage> sharp = new ArrayList<>();
        List<BufferedImage> otherSharp = new ArrayList<>();
        List<BufferedImage> blurred = new ArrayList<>();
        for (int i = 0; i < BIRDS; i++) {
            sharp.add(birds.image(i, 256));
            otherSharp.add(birds.image(BIRDS + i, 256));
            blurred.add(Resize.bicubic(birds.image(BIRDS + i, 64), 256, 256));
        }
        try (AttributeClassifier whole = AttributeClassifier.ofDrawnBirds();
                DetailFeatures detail = DetailFeatures.of(AttributeClassifier.ofDrawnBirds(), 64)) {
            double unseen = distance(whole, sharp, blurred) / distance(whole, sharp, otherSharp);
            double seen = distance(detail, sharp, blurred) / distance(detail, sharp, otherSharp);
            assertThat(unseen).isBetween(0.5, 1.5);
            assertThat(seen).isGreaterThan(3);
        }
    }

    private static double distance(ImageFeatures features, List<BufferedImage> a, List<BufferedImage> b) {
        return FrechetDistance.between(
                FeatureMatrix.of(features.extract(a).features()),
                FeatureMatrix.of(features.extract(b).features()));
    }

    @Test
    void they_are_the_networks_own_of_the_middle() {
        BufferedImage bird = SyntheticBirds.test(5, 1).image(0, 256);
        try (AttributeClassifier whole = AttributeClassifier.ofDrawnBirds();
                DetailFeatures detail = DetailFeatures.of(AttributeClassifier.ofDrawnBirds(), 100)) {
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
        try (DetailFeatures detail = DetailFeatures.of(AttributeClassifier.ofDrawnBirds(), 64)) {
            assertThatThrownBy(() -> detail.extract(List.of(new BufferedImage(64, 63, BufferedImage.TYPE_INT_RGB))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("64 x 63 pixels")
                    .hasMessageContaining("has 64 on a side");
            assertThatThrownBy(() -> DetailFeatures.of(detail, 0)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}

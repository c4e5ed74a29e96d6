package io.github.stackgan.metrics.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.metrics.features.InceptionV3.Variant;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InceptionFineTuningTest {
    @TempDir
    private Path folder;

    /** Of one even image only, every batch is the same: steps that are small enough lower its loss. */
    @Test
    void it_learns_a_datasets_classes_and_the_file_is_a_feature_network() {
        Path published = folder.resolve("published.safetensors");
        try (InceptionV3 network = InceptionV3.untrained(Variant.FID, 5, 3)) {
            network.parameters().save(published, Map.of());
        }
        Path tuned = folder.resolve("tuned.safetensors");
        List<Float> losses = new ArrayList<>();
        InceptionFineTuning.train(
                published,
                Variant.FID,
                new Shade(),
                new InceptionPlan(4, 2, 1e-5, 1),
                tuned,
                progress -> losses.add(progress.figures().get("loss")));
        assertThat(losses)
                .hasSize(4)
                .isSortedAccordingTo(Comparator.reverseOrder())
                .doesNotHaveDuplicates();
        try (InceptionFeatures features = InceptionFeatures.fid(tuned)) {
            assertThat(features.classCount()).isEqualTo(2);
        }
    }

    @Test
    void bad_input_is_named() {
        assertThatThrownBy(() -> new InceptionPlan(0, 4, 1e-4, 1)).hasMessageContaining("iterations is 0");
        assertThatThrownBy(() -> new InceptionPlan(1, 4, 1.5, 1)).hasMessageContaining("learningRate is 1.5");
    }

    /** One image of two classes. */
    private static final class Shade implements CaptionedImages {
        @Override
        public String name() {
            return "shades";
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public BufferedImage image(int index, int side) {
            BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < side * side; i++) {
                image.setRGB(i % side, i / side, 0x969696);
            }
            return image;
        }

        @Override
        public List<String> captions(int index) {
            return List.of("a shade");
        }

        @Override
        public int classOf(int index) {
            return 0;
        }

        @Override
        public int classCount() {
            return 2;
        }

        @Override
        public String fingerprint() {
            return "shades";
        }
    }
}

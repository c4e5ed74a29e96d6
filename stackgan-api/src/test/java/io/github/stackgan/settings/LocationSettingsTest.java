package io.github.stackgan.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LocationSettingsTest {
    @Test
    void stages_that_are_told_nothing_have_no_location() {
        assertThat(List.of(
                        Stage1.paper(),
                        Stage1.recommended(),
                        Stage1.tensorflow(),
                        Stage1.ganIntCls(),
                        Stage1.pytorchCoco()))
                .allSatisfy(stage -> assertThat(stage.location()).isEmpty());
    }

    @Test
    void presets_are_of_128_pixels_and_128_channels() {
        for (Stage1 stage : List.of(Stage1.gawwnBox(), Stage1.gawwnKeyPoints())) {
            assertThat(stage.imageSize()).isEqualTo(128);
            assertThat(stage.generatorChannels()).isEqualTo(128);
            assertThat(stage.discriminatorChannels()).isEqualTo(128);
            assertThat(stage.discriminatorTextSize()).isEqualTo(128);
            assertThat(stage.noiseSize()).isEqualTo(100);
        }
        assertThat(Stage1.gawwnKeyPoints().location().orElseThrow().keyPoints()).hasSize(15);
    }

    @Test
    void settings_that_have_no_effect_with_a_location_are_refused() {
        Stage1 box = Stage1.gawwnBox();
        assertThatThrownBy(() -> box.withImageSize(64)).hasMessageContainingAll("imageSize is 64", "128");
        assertThatThrownBy(() -> box.withGeneratorChannels(6)).hasMessageContainingAll("generatorChannels", "4");
        assertThatThrownBy(() -> box.withBody(Stage.Body.BOTTLENECK)).hasMessageContaining("stage1.body");
        assertThatThrownBy(() -> box.withHeads(Stage.Heads.CONDITIONAL_AND_UNCONDITIONAL))
                .hasMessageContaining("stage1.heads");
        assertThatThrownBy(() -> box.withConditioning(Conditioning.paper()))
                .hasMessageContaining("stage1.conditioning.noise");
    }

    @Test
    void names_of_points_are_different_and_for_points_alone() {
        assertThatThrownBy(() -> LocationSettings.birdParts().withKeyPoints("beak", "beak"))
                .hasMessageContaining("\"beak\" twice");
        assertThatThrownBy(() -> LocationSettings.birdParts().withKeyPoints(" "))
                .hasMessageContaining("not empty");
        assertThatThrownBy(() -> LocationSettings.birdParts().withKeyPoints()).hasMessageContaining("from 1 to 256");
        assertThatThrownBy(() -> LocationSettings.box().withKeyPoints("beak")).hasMessageContaining("from 0 to 0");
    }
}

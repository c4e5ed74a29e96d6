package io.github.stackgan.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StackGanSettingsTest {
    private final Stage1 first = Stage1.paper();
    private final Stage2 second = Stage2.paper();
    private final StackGanSettings settings = StackGanSettings.of(1024, first, List.of(second));

    @Test
    void stages_are_in_common_from_the_lowest_up_to_the_first_other_network() {
        Stage2 wider = second.withGeneratorChannels(second.generatorChannels() * 2);
        Stage1 widerFirst = first.withGeneratorChannels(first.generatorChannels() * 2);
        assertThat(settings.stagesInCommon(settings)).isEqualTo(2);
        assertThat(settings.stagesInCommon(StackGanSettings.of(1024, first, List.of())))
                .isEqualTo(1);
        assertThat(settings.stagesInCommon(StackGanSettings.of(1024, first, List.of(wider))))
                .isEqualTo(1);
        assertThat(settings.stagesInCommon(StackGanSettings.of(1024, widerFirst, List.of(second))))
                .isZero();
        assertThat(settings.stagesInCommon(StackGanSettings.of(512, first, List.of(second))))
                .isZero();
    }

    @Test
    void what_belongs_to_the_loss_alone_may_differ() {
        Stage1 other = first.withConditioning(
                first.conditioning().withKlWeight(first.conditioning().klWeight() + 1));
        assertThat(settings.stagesInCommon(StackGanSettings.of(1024, other, List.of(second))))
                .isEqualTo(2);
        Stage1 narrower = first.withConditioning(
                first.conditioning().withSize(first.conditioning().size() / 2));
        assertThat(settings.stagesInCommon(StackGanSettings.of(1024, narrower, List.of(second))))
                .isZero();
    }
}

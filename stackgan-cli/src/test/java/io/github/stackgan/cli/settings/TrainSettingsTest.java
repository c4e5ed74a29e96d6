package io.github.stackgan.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.settings.GradientPenalty;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TrainSettingsTest {
    private static final TrainSettings TINY = Preset.TINY.settings(300);

    @TempDir
    private Path folder;

    private Path file(String json) throws IOException {
        return Files.writeString(folder.resolve("own.json"), json);
    }

    /** Over other settings of as many stages: what a file leaves out stays, a stage too. */
    @ParameterizedTest
    @EnumSource
    void what_is_printed_is_read_again(Preset preset) throws IOException {
        String printed = SettingsJson.pretty(preset.settings(300).json());
        int refinements = preset.settings(300).refinements().size();
        TrainSettings below = new TrainSettings(
                TINY.birds(),
                TINY.textEncoder(),
                TINY.stage1(),
                TINY.refinements().subList(0, refinements),
                TINY.plan());
        assertThat(below.with(file(printed)).json())
                .isEqualTo(preset.settings(300).json());
    }

    @Test
    void a_file_needs_to_say_only_what_differs() throws IOException {
        TrainSettings changed = TINY.with(file("{\"stage1\": {\"conditioning\": {\"klWeight\": 0.25}}}"));
        assertThat(changed.stage1().conditioning().klWeight()).isEqualTo(0.25);
        assertThat(changed.stage1().generatorChannels()).isEqualTo(TINY.stage1().generatorChannels());
        assertThat(changed.plan()).isEqualTo(TINY.plan());
    }

    @Test
    void a_name_that_is_none_of_an_enumerations_is_told_with_its_setting() {
        assertThatThrownBy(() -> TINY.with(List.of("stage1.heads=NOBODY")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--set stage1.heads=NOBODY: stage1: heads has a value that is none of its own");
    }

    @Test
    void single_settings_are_changed_by_their_path() {
        TrainSettings changed = TINY.with(List.of(
                "textEncoder.kind=SENTENCES",
                "stage1.conditioning.klWeight=0.5",
                "plan.emaDecay=0.99",
                "plan.stages[1].batchSize=4",
                "plan.stages[0].discriminatorLearningRate=1e-4"));
        assertThat(changed.textEncoder().kind()).isEqualTo(TextEncoderKind.SENTENCES);
        assertThat(changed.stage1().conditioning().klWeight()).isEqualTo(0.5);
        assertThat(changed.plan().emaDecay()).hasValue(0.99);
        assertThat(changed.plan().stage(2).batchSize()).isEqualTo(4);
        assertThat(changed.plan().stage(1).batchSize()).isEqualTo(16);
        assertThat(changed.plan().stage(1).discriminatorLearningRate()).hasValue(1e-4);
    }

    @Test
    void what_is_not_there_yet_is_made_and_null_takes_away() {
        TrainSettings penalized = TINY.with(List.of(
                "stage1.discriminatorNormalization=NONE",
                "plan.stages[0].gradientPenalty.kind=R1",
                "plan.stages[0].gradientPenalty.weight=2"));
        assertThat(penalized.plan().stage(1).gradientPenalty()).contains(GradientPenalty.r1(2));
        TrainSettings again = penalized.with(List.of("plan.stages[0].gradientPenalty=null", "stage2=null"));
        assertThat(again.plan().stage(1).gradientPenalty()).isEmpty();
        assertThat(again.refinements()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "klWeight; must be a path of names and a value",
                "stage1..x=1; must be a path of names and a value",
                "stage1.klWait=1; \"klWait\" is not known; there are",
                "stage5.imageSize=512; \"stage5\" is not known",
                "plan.stages[7].batchSize=2; have no such place",
                "plan.stages.batchSize=2; have no such place",
                "stage1.imageSize=65; stage1.imageSize is 65, but must be a power of two",
                "stage1.imageSize=big; stage1.imageSize=big",
                "plan=null; --set plan=null",
                "textEncoder.kind=null; textEncoder.kind is missing",
                "textEncoder.embeddingSize=0; textEncoder.embeddingSize is 0"
            })
    void what_cannot_be_set_is_told(String assignment, String message) {
        assertThatThrownBy(() -> TINY.with(List.of(assignment)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_file_that_is_wrong_is_named() throws IOException {
        assertThatThrownBy(() -> TINY.with(file("[]")))
                .hasMessageContaining("own.json")
                .hasMessageContaining("is not an object");
        assertThatThrownBy(() -> TINY.with(file("{\"stage1\": {\"imageSizes\": 64}}")))
                .hasMessageContaining("own.json")
                .hasMessageContaining("\"imageSizes\" is not known");
        assertThatThrownBy(() -> TINY.with(folder.resolve("absent.json")))
                .hasMessageContaining("absent.json")
                .hasMessageContaining("cannot be read");
    }

    @Test
    void null_in_a_file_takes_away() throws IOException {
        TrainSettings recommended = Preset.RECOMMENDED.settings(300);
        assertThat(recommended.plan().emaDecay()).isPresent();
        TrainSettings changed = recommended.with(file("{\"plan\": {\"emaDecay\": null}, \"stage2\": null}"));
        assertThat(changed.plan().emaDecay()).isEmpty();
        assertThat(changed.refinements()).isEmpty();
        assertThat(TINY.with(file("{\"plan\": {\"emaDecay\": null}}")))
                .isEqualTo(TINY.with(List.of("plan.emaDecay=null")));
        assertThatThrownBy(() -> TINY.with(file("{\"plan\": {\"emaDecy\": null}}")))
                .hasMessageContaining("\"emaDecy\" is not known");
        assertThatThrownBy(() -> TINY.with(List.of("plan.emaDecy=null"))).hasMessageContaining("is not known");
    }

    @Test
    void files_of_windows_are_read_or_told_how_to_be_saved() throws IOException {
        Path file = file("\uFEFF{\"birds\": 7}");
        assertThat(TINY.with(file).birds()).isEqualTo(7);
        Files.writeString(file, "{\"birds\": 7}\u00e9", StandardCharsets.UTF_16LE);
        assertThatThrownBy(() -> TINY.with(file))
                .hasMessageContaining("own.json")
                .hasMessageContaining("UTF-8");
    }

    @Test
    void a_stage_without_the_one_below_it_is_refused() {
        assertThatThrownBy(() -> TINY.with(List.of("stage2=null", "stage3.imageSize=128")))
                .hasMessageContaining("there is a stage3, but no stage2");
    }
}

package io.github.stackgan.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SettingsOptionsTest {
    private static final int IMAGES = 300;

    @TempDir
    private Path folder;

    @Command
    private static final class Holder {
        @Mixin
        private SettingsOptions options = new SettingsOptions();
    }

    /** What a run goes on with that began with some settings. */
    private TrainSettings goingOn(TrainSettings begun, String... arguments) throws IOException {
        Path file = Files.writeString(folder.resolve("settings.json"), SettingsJson.pretty(begun.json()));
        return options(arguments).settings(Optional.of(IMAGES), file);
    }

    private static SettingsOptions options(String... arguments) {
        Holder holder = new Holder();
        new CommandLine(holder).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return holder.options;
    }

    @Test
    void a_run_keeps_its_sizes_on_a_machine_of_more_or_fewer_cores() throws IOException {
        for (int cores : new int[] {2, 16}) {
            TrainSettings begun = OwnImages.settings(IMAGES, cores);
            assertThat(goingOn(begun, "--preset", "own")).isEqualTo(begun);
            List<String> channels = List.of("stage2.generatorChannels=16");
            assertThat(goingOn(begun.with(channels), "--preset", "own", "--set", channels.get(0)))
                    .isEqualTo(begun.with(channels));
        }
    }

    @Test
    void what_is_asked_for_anew_is_not_hidden() throws IOException {
        TrainSettings here = OwnImages.settings(IMAGES);
        assertThat(options("--preset", "own").settings(Optional.of(IMAGES), folder.resolve("absent.json")))
                .isEqualTo(here);
        List<String> channels = List.of("stage2.generatorChannels=16");
        assertThat(goingOn(OwnImages.settings(IMAGES, 2).with(channels), "--preset", "own"))
                .isEqualTo(here);
        assertThat(goingOn(OwnImages.settings(IMAGES, 2), "--preset", "recommended"))
                .isEqualTo(Preset.RECOMMENDED.settings(IMAGES));
    }
}

package io.github.stackgan.cli.settings;

import io.github.stackgan.cli.faults.MutatedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainSettingsFuzzTest {
    @TempDir
    private Path folder;

    @Test
    void mutated_settings_are_read_or_refused_with_a_message() {
        TrainSettings tiny = Preset.TINY.settings(300);
        MutatedJson.to(json -> tiny.with(file(json)), tiny.json().toString(), IllegalArgumentException.class);
    }

    private Path file(String json) {
        try {
            return Files.writeString(folder.resolve("own.json"), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.github.stackgan.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.TextEncoder;
import io.github.stackgan.cli.settings.Preset;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.TextEncoderFile;
import io.github.stackgan.datasets.shapes.SyntheticShapes;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodersTest {
    @TempDir
    private Path folder;

    @Test
    void the_runs_folder_keeps_a_given_text_encoder_for_its_checkpoints() {
        Path given = folder.resolve("given.safetensors");
        try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 8, 1)) {
            encoder.save(given);
        }
        Path run = folder.resolve("run");
        Encoders encoders = new Encoders(SyntheticShapes.of(1, 2), Optional.empty(), run);
        try (TextEncoder read = encoders.text(
                        Optional.of(given), Preset.TINY.settings(2).textEncoder());
                TextEncoder kept = TextEncoderFile.read(run.resolve("text-encoder.safetensors"))) {
            assertThat(kept.fingerprint()).isEqualTo(read.fingerprint());
        }
        try (CharCnnRnn another = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 8, 2)) {
            another.save(given);
        }
        assertThatThrownBy(() -> encoders.text(
                        Optional.of(given), Preset.TINY.settings(2).textEncoder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("is another text encoder than", "--out");
    }
}

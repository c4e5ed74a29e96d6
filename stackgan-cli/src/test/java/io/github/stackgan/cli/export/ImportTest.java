package io.github.stackgan.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.StackGan;
import io.github.stackgan.cli.Main;
import io.github.stackgan.cli.settings.Preset;
import io.github.stackgan.cli.settings.TrainSettings;
import io.github.stackgan.core.export.ReleaseWeights;
import io.github.stackgan.core.text.CharCnnRnn;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
    @TempDir
    private Path folder;

    @Test
    void what_another_program_trained_becomes_a_model_by_one_command() {
        TrainSettings tiny = Preset.TINY.settings(1);
        Path encoder = folder.resolve("encoder.safetensors");
        Path out = folder.resolve("model.safetensors");
        CharCnnRnn text = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 16, 1);
        text.save(encoder);
        String fingerprint;
        try (StackGan gan = StackGan.builder()
                .textEncoder(text)
                .stage1(tiny.stage1())
                .stage2(tiny.refinements().get(0))
                .build()) {
            ReleaseWeights.write(gan, folder);
            fingerprint = gan.fingerprint();
        }
        String[] command = {
            "import",
            "--pytorch",
            folder.resolve("netG-stage2.safetensors").toString(),
            "--preset",
            "tiny",
            "--text-encoder",
            encoder.toString(),
            "--out",
            out.toString()
        };
        assertThat(Main.run(command)).isZero();
        try (StackGan imported = StackGan.load(out)) {
            assertThat(imported.fingerprint()).isEqualTo(fingerprint);
            assertThat(imported.provenance().dataset()).isEqualTo("weights of netG-stage2.safetensors");
        }
        assertThat(Main.run(command)).as("the file is there already").isEqualTo(1);
    }
}

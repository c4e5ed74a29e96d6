package io.github.stackgan.cli.info;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.cli.Main;
import io.github.stackgan.core.text.CharCnnRnn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfoTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream before = System.out;

    @BeforeEach
    void catchOutput() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveOutputBack() {
        System.setOut(before);
    }

    private String said(Path file) {
        assertThat(Main.run("info", file.toString())).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_model_says_its_settings_and_how_large_its_networks_are() {
        Path model = folder.resolve("model.safetensors");
        try (StackGan birds = StackGan.pretrained("birds")) {
            birds.save(model, SaveOption.FLOAT16, SaveOption.GENERATORS_ONLY);
        }
        assertThat(said(model))
                .contains("The weights are finite and as its checksum says")
                .contains("format: stackgan-model/1")
                .contains("\"imageSize\": 256")
                .contains("\"generatorChannels\": 48")
                .contains("provenance: {")
                .containsPattern("stage2\\.generator +[1-9][\\d,]+ numbers")
                .doesNotContain("stage1.discriminator");
    }

    @Test
    void a_text_encoder_is_told_by_its_arrays() throws IOException {
        Path file = folder.resolve("encoder.safetensors");
        try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_ICML, 8, 1)) {
            encoder.save(file);
        }
        assertThat(said(file)).containsPattern("\\d+ arrays:").contains(" MB, SHA-256 ");
    }

    @Test
    void what_is_no_weights_is_named_and_a_folder_is_listed() throws IOException {
        Files.writeString(folder.resolve("page.safetensors"), "<!DOCTYPE html><html></html>");
        assertThat(said(folder.resolve("page.safetensors"))).contains("it is a web page");
        assertThat(said(folder)).contains("page.safetensors").contains("a folder");
    }

    @Test
    void what_does_not_exist_is_an_error() {
        assertThat(Main.run("info", folder.resolve("absent").toString())).isEqualTo(1);
    }
}

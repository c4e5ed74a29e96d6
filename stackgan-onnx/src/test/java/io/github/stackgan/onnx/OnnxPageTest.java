package io.github.stackgan.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.text.Alphabet;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.UnknownCharacters;
import io.github.stackgan.settings.Stage1;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the page is told; stackgan-cli's tests open it in a browser. */
class OnnxPageTest {
    @TempDir
    private Path folder;

    private static StackGan of(CharCnnRnn encoder) {
        return StackGan.builder()
                .textEncoder(encoder)
                .stage1(Models.small(Stage1.paper()))
                .build();
    }

    /** An unknown character has the row of an unknown character alone. */
    @ParameterizedTest
    @EnumSource(UnknownCharacters.class)
    void the_page_is_told_how_unknown_characters_are_read(UnknownCharacters unknown) {
        Path file = folder.resolve("encoder.safetensors");
        try (CharCnnRnn untrained = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, Models.EMBEDDING, 1)) {
            untrained.save(file);
        }
        CharCnnRnn encoder = CharCnnRnn.load(file, unknown);
        try (StackGan gan = of(encoder)) {
            assertThat(OnnxPage.model(gan, encoder).get("unknown").getAsInt())
                    .isEqualTo(Alphabet.rows("\u9e1f", unknown)[0]);
        }
    }

    @Test
    void the_page_of_another_site_is_not_replaced() throws IOException {
        Path index = Files.writeString(folder.resolve("index.html"), "my site");
        try (StackGan gan = of(CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, Models.EMBEDDING, 1))) {
            assertThatThrownBy(() -> OnnxPage.write(gan, folder, index))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("\"index.html\" of another page, which would be replaced");
            Files.writeString(folder.resolve("model.js"), "const MODEL = {};");
            assertThatThrownBy(() -> OnnxPage.write(gan, folder, index))
                    .as("an earlier page of ours is")
                    .hasMessageContaining("is not onnxruntime-web");
        }
        assertThat(index).content().isEqualTo("my site");
    }

    @Test
    void another_package_is_refused_and_the_right_one_is_named() throws IOException {
        Path other = Files.writeString(folder.resolve("other.tgz"), "something else");
        try (StackGan gan = of(CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, Models.EMBEDDING, 1))) {
            assertThatThrownBy(() -> OnnxPage.write(gan, folder, other))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("other.tgz is not onnxruntime-web 1.30.0: its SHA-512 is ")
                    .hasMessageEndingWith("; give the file that \"npm pack onnxruntime-web@1.30.0\" writes");
        }
    }

    @Test
    void a_text_encoder_that_the_page_cannot_run_is_refused() {
        try (StackGan gan = StackGan.builder()
                .textEncoder(Models.otherEncoder())
                .stage1(Models.small(Stage1.paper()))
                .build()) {
            assertThatThrownBy(() -> OnnxPage.write(gan, folder, folder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a page reads texts by char-CNN-RNN alone");
        }
    }
}

package io.github.stackgan.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.StackGan;
import io.github.stackgan.UnknownText;
import io.github.stackgan.Vocabulary;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.OtherWords;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.weights.formats.Safetensors;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words of captions in models and their files. */
class ModelVocabularyTest {
    @TempDir
    private Path folder;

    private static StackGan load(Path file) {
        return StackGan.load(file, Device.cpu(), new Small.HashEncoder());
    }

    @Test
    void a_trained_model_tells_unknown_words_with_its_images_also_after_it_was_saved() {
        Path file = folder.resolve("model.safetensors");
        Map<String, Integer> counts;
        try (StackGan gan = Small.model(1)) {
            assertThat(gan.vocabulary()).isEqualTo(Vocabulary.empty());
            assertThat(gan.unknownText("a sunflower").isEmpty()).isTrue();
            gan.train(new ColourPatches(8), Small.plan(1));
            counts = gan.vocabulary().counts();
            assertThat(counts)
                    .containsEntry("patch", 16)
                    .containsEntry("red", 4)
                    .containsEntry("this", 8);
            gan.save(file);
        }
        try (StackGan loaded = load(file)) {
            assertThat(loaded.vocabulary().counts()).containsExactlyEntriesOf(counts);
            List<GeneratedImage> images = loaded.generate(
                    GenerationRequest.of("a red patch", "a gren sunflower").withSeed(1));
            assertThat(images.get(0).unknown()).isEqualTo(UnknownText.none());
            assertThat(images.get(1).unknown().notes())
                    .containsExactly("not in this model's captions: gren (did you mean green?), sunflower");
            assertThat(loaded.interpolate("a red patch", "a sunflower", 2, 1)
                            .get(1)
                            .unknown())
                    .isEqualTo(loaded.unknownText("a sunflower"));
        }
    }

    @Test
    void further_training_adds_words() {
        try (StackGan gan = Small.model(1)) {
            gan.train(new ColourPatches(8), Small.plan(1));
            gan.train(new OtherWords(new ColourPatches(8), own -> List.of("crimson")), Small.plan(1));
            assertThat(gan.vocabulary().counts()).containsEntry("crimson", 8).containsEntry("patch", 16);
        }
    }

    @Test
    void a_file_without_words_is_read_and_one_with_improper_words_is_refused() {
        Path file = folder.resolve("model.safetensors");
        try (StackGan gan = Small.model(1)) {
            gan.save(file);
        }
        SafetensorsFile content = Safetensors.read(file);
        assertThat(content.metadata()).doesNotContainKey("vocabulary");
        try (StackGan loaded = load(file)) {
            assertThat(loaded.vocabulary()).isEqualTo(Vocabulary.empty());
        }
        for (String json : List.of(
                "[]", "{", "{\"a\":0}", "{\"a\":1.5}", "{\"a\":\"1\"}", "{\"a\":1e99}", "{\"a\":[]}", "{\"\":1}")) {
            Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
            metadata.put("vocabulary", json);
            Safetensors.write(file, metadata, content.weights());
            assertThatThrownBy(() -> load(file))
                    .as(json)
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageStartingWith(file + ": ")
                    .hasMessageContaining("vocabulary");
        }
    }

    @Test
    void a_char_cnn_rnn_tells_the_characters_that_it_reads_as_spaces() {
        try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 4, 1)) {
            assertThat(encoder.unreadable("A red bird: 100% (small) & [round], it's\n\"new\"!"))
                    .isEmpty();
            assertThat(encoder.unreadable(
                            "\ud30c\ub780 \uc0c8 \u9e1f \u0637\u0627\u0626\u0631 \u2764\ufe0f \ud83d\udc26 caf\u00c9"))
                    .containsExactly(
                            "\ud30c",
                            "\ub780",
                            "\uc0c8",
                            "\u9e1f",
                            "\u0637",
                            "\u0627",
                            "\u0626",
                            "\u0631",
                            "\u2764",
                            "\ud83d\udc26",
                            "\u00e9");
            String korean = "\ud30c\ub780 \uc0c8";
            assertThat(encoder.encode(List.of(korean))).isEqualTo(encoder.encode(List.of("    ")));
        }
    }
}

package io.github.stackgan.sentences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.StackGan;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.TextEncoderFile;
import io.github.stackgan.core.text.training.TextEncoderPlan;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.spi.HostArray;
import io.github.stackgan.spi.SavedTextEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentenceEncoderTest {
    private static final List<String> SENTENCES =
            List.of("a red circle", "", "this square is blue and the background is white, as far as one can see", "a");

    @TempDir
    private Path folder;

    private static SentenceEncoder untrained() {
        return SentenceEncoder.untrained(12, 1, ColourWords.of(Set.of("red", "blue")));
    }

    @Test
    void a_sentence_has_one_embedding_whatever_is_read_beside_it() {
        try (SentenceEncoder encoder = untrained()) {
            float[][] together = encoder.encode(SENTENCES);
            for (int i = 0; i < together.length; i++) {
                assertThat(encoder.encode(List.of(SENTENCES.get(i)))[0]).containsExactly(together[i]);
            }
            assertThat(encoder.encode(List.of())).isEmpty();
        }
    }

    @Test
    void which_colour_a_part_has_makes_a_difference() {
        try (SentenceEncoder encoder = untrained()) {
            float[][] swapped = encoder.encode(List.of("a red body and black wings", "a black body and red wings"));
            assertThat(swapped[0]).isNotEqualTo(swapped[1]);
        }
    }

    @Test
    void training_whitens_the_embeddings_of_the_captions() {
        ColouredShapes data = new ColouredShapes(40);
        TextEncoderPlan plan = TextEncoderPlan.standard().withIterations(2).withBatchSize(4);
        List<Float> losses = new ArrayList<>();
        try (SentenceEncoder encoder =
                SentenceEncoder.train(data, 4, plan, p -> losses.add(p.figures().get("loss")))) {
            assertThat(losses).hasSize(2).allMatch(Float::isFinite);
            List<String> captions = new ArrayList<>();
            for (int i = 0; i < data.size(); i++) {
                captions.addAll(data.captions(i));
            }
            float[][] rows = encoder.encode(captions);
            for (int j = 0; j < 4; j++) {
                double sum = 0;
                double squares = 0;
                for (float[] row : rows) {
                    sum += row[j];
                    squares += row[j] * row[j];
                }
                // The 1024 captions that whitening looks at are drawn from these 40.
                assertThat(sum / rows.length).isCloseTo(0, within(0.2));
                assertThat(squares / rows.length).isCloseTo(1, within(0.3));
            }
        }
    }

    @Test
    void a_saved_encoder_reads_the_same() {
        Path file = folder.resolve("sentences.safetensors");
        try (SentenceEncoder encoder = untrained()) {
            encoder.save(file);
            try (SentenceEncoder loaded = SentenceEncoder.load(file)) {
                assertThat(loaded.fingerprint()).isEqualTo(encoder.fingerprint());
                assertThat(loaded.encode(SENTENCES)).isEqualTo(encoder.encode(SENTENCES));
                assertThat(loaded.encode(List.of("a Crimson circle")))
                        .isEqualTo(loaded.encode(List.of("a red circle")));
            }
        }
    }

    @Test
    void a_model_keeps_it_and_generates_the_same() {
        Path file = folder.resolve("model.safetensors");
        Stage1 stage = Stage1.paper().withImageSize(16).withGeneratorChannels(4).withDiscriminatorChannels(4);
        try (StackGan gan =
                StackGan.builder().textEncoder(untrained()).stage1(stage).build()) {
            gan.save(file);
            try (StackGan loaded = StackGan.load(file)) {
                assertThat(loaded.textEncoder()).isInstanceOf(SentenceEncoder.class);
                assertThat(loaded.textEncoder().encode(SENTENCES))
                        .isEqualTo(gan.textEncoder().encode(SENTENCES));
            }
        }
    }

    @Test
    void a_file_of_another_kind_is_named() {
        Path file = folder.resolve("char.safetensors");
        try (TextEncoder other = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 4, 1)) {
            TextEncoderFile.write(file, other);
        }
        assertThatThrownBy(() -> SentenceEncoder.load(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("another kind, CharCnnRnn");
    }

    @Test
    void another_language_model_and_damaged_parts_are_refused() {
        SavedTextEncoder saved;
        try (SentenceEncoder encoder = untrained()) {
            saved = encoder.saved().orElseThrow();
        }
        String sha256 = MiniLm.get().sha256();
        assertRefused(saved, saved.settings().replace(sha256, "0".repeat(64)), "of SHA-256 0000");
        assertRefused(saved, saved.settings().replace(MiniLm.NAME, "other"), "the language model \"other\"");
        assertRefused(saved, saved.settings().replace("sha256", "sha1"), "no proper sha256");
        assertRefused(saved, saved.settings().replace("[\"blue\",\"red\"]", "{}"), "no proper colours");
        assertRefused(saved, "[]", "no proper object");
        assertRefused(saved, "{", "cannot be read");
        Map<String, HostArray> arrays = new HashMap<>(saved.arrays());
        arrays.put("values.weight", HostArray.of(new float[6], 2, 3));
        assertRefused(copy(saved, saved.settings(), arrays), "values.weight is (2, 3)");
        arrays.remove(SentenceHead.LAST_BIAS);
        assertRefused(copy(saved, saved.settings(), arrays), "projection.bias of its text encoder is missing");
    }

    private static SavedTextEncoder copy(SavedTextEncoder saved, String settings, Map<String, HostArray> arrays) {
        return new SavedTextEncoder(saved.kind(), saved.artifact(), settings, arrays);
    }

    private static void assertRefused(SavedTextEncoder saved, String settings, String message) {
        assertRefused(copy(saved, settings, saved.arrays()), message);
    }

    private static void assertRefused(SavedTextEncoder saved, String message) {
        assertThatThrownBy(() -> saved.read("file", Optional.empty()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith("file: ")
                .hasMessageContaining(message);
    }

    @Test
    void characters_of_which_the_language_model_knows_nothing_are_told() {
        try (SentenceEncoder encoder = untrained()) {
            assertThat(encoder.unreadable("a caf\u00e9, \"red\" \ud83d\udc26\ufe0f \u7523"))
                    .containsExactly("\ud83d\udc26", "\u7523");
        }
    }

    @Test
    void a_size_below_one_is_refused() {
        assertThatThrownBy(() -> SentenceEncoder.untrained(0, 1, ColourWords.of(Set.of())))
                .hasMessage("embeddingSize is 0, but must be at least 1");
    }
}

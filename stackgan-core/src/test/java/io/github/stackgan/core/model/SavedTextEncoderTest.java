package io.github.stackgan.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.embeddings.EmbeddingCache;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.LetterCounts;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.TextEncoderFile;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.Safetensors;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import io.github.stackgan.spi.HostArray;
import io.github.stackgan.spi.SavedTextEncoder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text encoders of any kind in the files of models, and alone. */
class SavedTextEncoderTest {
    private static final List<String> SENTENCES = List.of("a red patch", "");

    /** Of numbers that half precision holds. */
    private static final TextEncoder LETTERS = new LetterCounts(List.of(0.5f, -2f, 3.25f, 1f, 0f));

    @TempDir
    private Path folder;

    private static StackGan model(TextEncoder encoder) {
        return StackGan.builder().textEncoder(encoder).stage1(Small.stage1()).build();
    }

    @Test
    void a_model_with_an_encoder_of_any_kind_is_loaded_without_being_given_it() {
        Path file = folder.resolve("model.safetensors");
        try (StackGan gan = model(LETTERS)) {
            gan.save(file);
            gan.save(folder.resolve("small.safetensors"), SaveOption.FLOAT16, SaveOption.GENERATORS_ONLY);
        }
        for (String name : List.of("model.safetensors", "small.safetensors")) {
            try (StackGan loaded = StackGan.load(folder.resolve(name))) {
                assertThat(loaded.textEncoder()).isEqualTo(LETTERS);
                assertThat(loaded.provenance().textEncoderFingerprint()).isEqualTo(LETTERS.fingerprint());
                assertThat(loaded.textEncoder().encode(SENTENCES)).isEqualTo(LETTERS.encode(SENTENCES));
            }
            assertThat(TextEncoderFile.read(folder.resolve(name))).isEqualTo(LETTERS);
        }
        StackGan.builder()
                .textEncoder(LETTERS)
                .stage1(Small.stage1())
                .startFrom(file)
                .build()
                .close();
    }

    @Test
    void a_cache_of_embeddings_saves_as_what_it_caches() {
        Path file = folder.resolve("model.safetensors");
        try (StackGan gan = model(EmbeddingCache.inMemory(new ColourPatches(8), LETTERS, ProgressListener.none()))) {
            gan.save(file);
        }
        try (StackGan loaded = StackGan.load(file)) {
            assertThat(loaded.textEncoder()).isEqualTo(LETTERS);
        }
    }

    @Test
    void a_kind_that_nothing_reads_is_named_with_the_artifact_to_add() {
        Path file = folder.resolve("model.safetensors");
        try (StackGan gan = model(LETTERS)) {
            gan.save(file);
        }
        SafetensorsFile content = Safetensors.read(file);
        Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
        metadata.put("textEncoderKind", "runes");
        metadata.put("textEncoderArtifact", "com.example:ru\u001bnes");
        Safetensors.write(file, metadata, content.weights());
        assertThatThrownBy(() -> StackGan.load(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage(file + ": its text encoder is of the kind \"runes\", which nothing on the class path reads;"
                        + " add the artifact com.example:ru?nes");
        metadata.put("textEncoderKind", "Runes\u001b");
        Safetensors.write(file, metadata, content.weights());
        assertThatThrownBy(() -> StackGan.load(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("its textEncoderKind is \"Runes?\"");
    }

    /** As every version before kinds wrote it. */
    @Test
    void a_char_cnn_rnn_is_kept_by_its_variant_alone() {
        Path file = folder.resolve("model.safetensors");
        CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 12, 1);
        try (StackGan gan = model(encoder)) {
            gan.save(file);
        }
        SafetensorsFile content = Safetensors.read(file);
        assertThat(content.metadata())
                .containsEntry("textEncoder", "BIRDS_CVPR")
                .doesNotContainKeys("textEncoderKind", "textEncoderArtifact");
        assertThat(content.weights()).containsKeys("text.conv1.weight", "text.emb_proj.bias");
        try (StackGan loaded = StackGan.load(file)) {
            assertThat(loaded.textEncoder()).isInstanceOf(CharCnnRnn.class);
        }
    }

    @Test
    void an_encoder_alone_is_written_and_read() {
        Path file = folder.resolve("letters.safetensors");
        TextEncoderFile.write(file, LETTERS);
        assertThat(TextEncoderFile.read(file)).isEqualTo(LETTERS);
        assertThatThrownBy(() -> TextEncoderFile.write(file, new Small.HashEncoder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HashEncoder cannot be saved");
        assertThat(TextEncoderFile.read(file)).isEqualTo(LETTERS);
    }

    @Test
    void a_char_cnn_rnn_alone_is_the_file_that_it_writes_itself() {
        Path file = folder.resolve("text.safetensors");
        Path own = folder.resolve("own.safetensors");
        try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.FLOWERS_ICML, 12, 1)) {
            TextEncoderFile.write(file, encoder);
            encoder.save(own);
            assertThat(file).hasSameBinaryContentAs(own);
            try (TextEncoder read = TextEncoderFile.read(file)) {
                assertThat(read.fingerprint()).isEqualTo(encoder.fingerprint());
            }
        }
    }

    @Test
    void arrays_and_kinds_are_checked_where_they_are_made() {
        assertThatThrownBy(() -> HostArray.of(new float[5], 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 5 numbers, but the shape [2, 3]");
        assertThatThrownBy(() -> HostArray.of(new float[6], -2, -3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SavedTextEncoder("-x", "a:b", "", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kind is \"-x\"");
        float[] values = {1, 2};
        HostArray array = HostArray.of(values, 2);
        values[0] = 7;
        array.toFloats()[1] = 7;
        assertThat(array.toFloats()).containsExactly(1, 2);
        assertThat(Weight.of(array)).isEqualTo(Weight.ofFloats(new float[] {1, 2}, 2));
    }
}

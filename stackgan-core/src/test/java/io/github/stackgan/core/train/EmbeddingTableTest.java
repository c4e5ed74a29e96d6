package io.github.stackgan.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.ProgressListener;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.embeddings.EmbeddingCache;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.Small;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingTableTest {
    @TempDir
    private Path folder;

    private final ColourPatches data = new ColourPatches(9);
    private final List<String> warnings = new ArrayList<>();

    /** Counts what it encodes. */
    private static final class Counting implements TextEncoder {
        private final TextEncoder hash = new Small.HashEncoder();
        private final String fingerprint;
        private int sentences;

        Counting(String fingerprint) {
            this.fingerprint = fingerprint;
        }

        @Override
        public int embeddingSize() {
            return hash.embeddingSize();
        }

        @Override
        public float[][] encode(List<String> texts) {
            sentences += texts.size();
            return hash.encode(texts);
        }

        @Override
        public String fingerprint() {
            return fingerprint;
        }
    }

    private EmbeddingTable table(ColourPatches patches, Counting encoder) {
        return EmbeddingTable.of(
                patches,
                encoder,
                Optional.of(folder.resolve("embeddings.safetensors")),
                ProgressListener.none(),
                warnings::add);
    }

    @Test
    void captions_are_encoded_once_and_read_by_the_next_run() {
        Counting encoder = new Counting("one");
        EmbeddingTable first = table(data, encoder);
        assertThat(encoder.sentences).isEqualTo(8);
        EmbeddingTable second = table(data, encoder);
        assertThat(encoder.sentences).isEqualTo(8);
        for (int i = 0; i < data.size(); i++) {
            assertThat(second.get(i, 1)).isEqualTo(first.get(i, 1));
        }
    }

    @Test
    void another_encoder_or_other_data_is_encoded_anew() {
        table(data, new Counting("one"));
        Counting other = new Counting("other");
        table(data, other);
        assertThat(other.sentences).isEqualTo(8);
        assertThat(warnings).singleElement().asString().contains("encoded again", "its textEncoderFingerprint is one");
        table(new ColourPatches(10), other);
        assertThat(other.sentences).isEqualTo(16);
    }

    @Test
    void a_damaged_file_is_encoded_anew_and_replaced() throws IOException {
        Counting encoder = new Counting("one");
        table(data, encoder);
        Path file = folder.resolve("embeddings.safetensors");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        table(data, encoder);
        assertThat(encoder.sentences).isEqualTo(16);
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        assertThat(warnings).singleElement().asString().contains("encoded again", "embeddings.safetensors");
    }

    @Test
    void an_encoder_that_remembers_all_captions_needs_no_file() {
        Counting encoder = new Counting("one");
        EmbeddingCache cache = EmbeddingCache.inMemory(data, encoder, ProgressListener.none());
        EmbeddingTable table = EmbeddingTable.of(
                data, cache, Optional.of(folder.resolve("e.safetensors")), ProgressListener.none(), w -> {});
        assertThat(encoder.sentences).isEqualTo(8);
        assertThat(table.get(0, 1))
                .isEqualTo(
                        new Small.HashEncoder().encode(List.of(data.captions(0).get(1)))[0]);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void an_encoder_that_remembers_other_captions_is_asked_for_those_of_the_data() {
        Counting encoder = new Counting("one");
        EmbeddingCache other = EmbeddingCache.inMemory(new ColourPatches(1), encoder, ProgressListener.none());
        assertThat(other.knows(data)).isFalse();
        EmbeddingTable.of(
                data, other, Optional.of(folder.resolve("e.safetensors")), ProgressListener.none(), warnings::add);
        assertThat(encoder.sentences).isEqualTo(8);
        assertThat(folder.resolve("e.safetensors")).exists();
    }
}

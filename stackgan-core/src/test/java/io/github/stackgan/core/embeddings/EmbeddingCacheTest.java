package io.github.stackgan.core.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;

import io.github.stackgan.DatasetException;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.nn.CheckedEmbeddings;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.Small.HashEncoder;
import io.github.stackgan.core.weights.formats.Safetensors;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingCacheTest {
    private static final ColourPatches DATA = new ColourPatches(9);

    @TempDir
    private Path folder;

    private final List<String> asked = new ArrayList<>();
    private final List<Long> progress = new ArrayList<>();

    private TextEncoder listening(String fingerprint) {
        TextEncoder hash = new HashEncoder();
        return new TextEncoder() {
            @Override
            public int embeddingSize() {
                return hash.embeddingSize();
            }

            @Override
            public float[][] encode(List<String> sentences) {
                asked.addAll(sentences);
                return hash.encode(sentences);
            }

            @Override
            public String fingerprint() {
                return fingerprint;
            }
        };
    }

    private EmbeddingCache open(TextEncoder encoder) {
        return EmbeddingCache.open(folder.resolve("cache.safetensors"), DATA, encoder, p -> progress.add(p.total()));
    }

    @Test
    void captions_are_encoded_once_and_never_again() {
        open(listening("e"));
        // Four colours in two sentences each.
        assertThat(asked).hasSize(8).doesNotHaveDuplicates();
        assertThat(progress).containsExactly(8L);
        asked.clear();
        EmbeddingCache again = open(listening("e"));
        assertThat(again.encode(List.of("a blue patch", "a new sentence", "a red patch")))
                .isDeepEqualTo(new HashEncoder().encode(List.of("a blue patch", "a new sentence", "a red patch")));
        assertThat(asked).containsExactly("a new sentence");
        assertThat(progress).hasSize(1);
        assertThat(again.fingerprint()).isEqualTo("e");
        assertThat(again.embeddingSize()).isEqualTo(12);
    }

    @Test
    void what_was_encoded_is_kept_though_the_thread_was_told_to_stop() {
        Thread.currentThread().interrupt();
        open(listening("e"));
        assertThat(Thread.interrupted()).isTrue();
        asked.clear();
        open(listening("e"));
        assertThat(asked).isEmpty();
    }

    @Test
    void an_encoder_that_does_not_give_what_it_promises_is_refused() {
        TextEncoder encoder = mock(TextEncoder.class);
        doReturn(3).when(encoder).embeddingSize();
        doReturn(new float[][] {{1, 2, 3}}).when(encoder).encode(anyList());
        assertThatThrownBy(() -> CheckedEmbeddings.of(encoder, List.of("a", "b")))
                .hasMessageContaining("gave 1 embeddings for 2 texts");
        doReturn(new float[][] {{1, 2}}).when(encoder).encode(anyList());
        assertThatThrownBy(() -> CheckedEmbeddings.of(encoder, List.of("a")))
                .hasMessageContaining("an embedding of 2 numbers, but its embeddingSize says 3");
    }

    @Test
    void nobody_can_change_what_is_kept() {
        EmbeddingCache cache = open(listening("e"));
        cache.encode(List.of("a red patch"))[0][0] = 99;
        assertThat(cache.encode(List.of("a red patch"))[0][0]).isNotEqualTo(99);
    }

    @Test
    void a_cache_of_another_encoder_is_refused_with_the_reason() {
        open(listening("e"));
        assertThatThrownBy(() -> open(listening("f")))
                .isInstanceOf(DatasetException.class)
                .hasMessage(folder.resolve("cache.safetensors")
                        + " is not a cache of the embeddings of colour-patches by this text encoder: its"
                        + " textEncoderFingerprint is e, but f is wanted (it was made of colour-patches). Delete it, or"
                        + " name another file.");
    }

    @Test
    void a_cache_of_another_dataset_is_refused_with_the_reason() {
        open(listening("e"));
        assertThatThrownBy(() -> EmbeddingCache.open(
                        folder.resolve("cache.safetensors"),
                        new ColourPatches(3),
                        listening("e"),
                        ProgressListener.none()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("its datasetFingerprint is patches9, but patches3 is wanted");
    }

    @Test
    void a_cache_with_a_flipped_bit_is_refused_and_made_again_on_demand() throws IOException {
        Path file = folder.resolve("cache.safetensors");
        open(listening("e"));
        byte[] whole = Files.readAllBytes(file);
        byte[] flipped = whole.clone();
        flipped[whole.length - 7] ^= 1;
        Files.write(file, flipped);
        assertThatThrownBy(() -> open(listening("e")))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("does not match its checksum");
        List<String> warnings = new ArrayList<>();
        EmbeddingCache.refreshed(file, DATA, listening("e"), ProgressListener.none(), warnings::add);
        assertThat(warnings).singleElement().asString().contains("does not match its checksum");
        assertThat(file).hasBinaryContent(whole);
    }

    @Test
    void a_cache_of_a_newer_version_says_so() {
        Path file = folder.resolve("cache.safetensors");
        open(listening("e"));
        SafetensorsFile content = Safetensors.read(file);
        Map<String, String> metadata = new HashMap<>(content.metadata());
        metadata.put("format", "stackgan-embeddings/2");
        Safetensors.write(file, metadata, content.weights());
        assertThatThrownBy(() -> open(listening("e")))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("was written by a newer version of StackGAN for Java");
    }

    @Test
    void a_cache_that_cannot_be_written_says_why() {
        assertThatThrownBy(() ->
                        EmbeddingCache.open(Path.of("/dev/null/cache"), DATA, listening("e"), ProgressListener.none()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("/dev/null/cache cannot be written: ");
    }

    @Test
    void a_damaged_cache_is_refused() throws IOException {
        Path file = folder.resolve("cache.safetensors");
        open(listening("e"));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 5));
        assertThatThrownBy(() -> open(listening("e"))).isInstanceOf(ModelFormatException.class);
    }
}

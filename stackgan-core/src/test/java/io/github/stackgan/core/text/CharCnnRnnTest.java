package io.github.stackgan.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.core.internal.weights.Safetensors;
import io.github.stackgan.core.internal.weights.Weight;
import io.github.stackgan.core.testing.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CharCnnRnnTest {
    private static List<String> sentences() throws IOException {
        List<String> sentences = new ArrayList<>();
        for (JsonElement e : array("sentences.json")) {
            sentences.add(e.getAsString());
        }
        return sentences;
    }

    private static JsonArray array(String name) throws IOException {
        return JsonParser.parseString(Files.readString(Oracle.path("text-encoder/" + name)))
                .getAsJsonArray();
    }

    /** Weights by the formula of oracle/README.md. */
    private static Map<String, Weight> weights(String variant) throws IOException {
        Map<String, Weight> weights = new LinkedHashMap<>();
        int k = 0;
        for (JsonElement e : array("names_" + variant + ".json")) {
            JsonArray dimensions = e.getAsJsonArray().get(1).getAsJsonArray();
            long[] shape = new long[dimensions.size()];
            int count = 1;
            for (int i = 0; i < shape.length; i++) {
                shape[i] = dimensions.get(i).getAsLong();
                count *= (int) shape[i];
            }
            double fan = shape.length > 1 ? (double) count / shape[0] : count;
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                int h = i + 1000003 * k;
                h ^= h >>> 16;
                h *= 0x85ebca6b;
                h ^= h >>> 13;
                h *= 0xc2b2ae35;
                h ^= h >>> 16;
                values[i] = (float) (Math.sqrt(6 / fan) * ((h & 0xffffffffL) / 4294967296.0 * 2 - 1));
            }
            weights.put(e.getAsJsonArray().get(0).getAsString(), Weight.ofFloats(values, shape));
            k++;
        }
        return weights;
    }

    @ParameterizedTest
    @EnumSource(CharCnnRnn.Variant.class)
    void embeds_as_the_reference_does(CharCnnRnn.Variant variant) throws IOException {
        String name = variant.name().toLowerCase(Locale.ROOT);
        try (CharCnnRnn encoder = CharCnnRnn.read(name, variant, "", weights(name), Optional.empty());
                NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            NDList oracle = Oracle.arrays(manager, "text-encoder/char_cnn_rnn.npz");
            float[][] found = encoder.encode(sentences());
            float[] flat = new float[found.length * 1024];
            for (int i = 0; i < found.length; i++) {
                System.arraycopy(found[i], 0, flat, i * 1024, 1024);
            }
            Oracle.assertClose(name, flat, Oracle.floats(oracle.get(name)), 1e-4);
        }
    }

    @Test
    void a_saved_encoder_is_recognised_and_embeds_the_same(@TempDir Path folder) throws IOException {
        for (CharCnnRnn.Variant variant : CharCnnRnn.Variant.values()) {
            try (CharCnnRnn encoder = CharCnnRnn.untrained(variant, 48, 7)) {
                Map<String, Weight> weights = new LinkedHashMap<>();
                encoder.save("", weights);
                Path file = folder.resolve(variant + ".safetensors");
                Safetensors.write(file, Map.of(), weights);
                try (CharCnnRnn loaded = CharCnnRnn.load(file)) {
                    assertThat(loaded.variant()).isEqualTo(variant);
                    assertThat(loaded.embeddingSize()).isEqualTo(48);
                    assertThat(loaded.fingerprint()).isEqualTo(encoder.fingerprint());
                    assertThat(loaded.encode(sentences())).isEqualTo(encoder.encode(sentences()));
                }
            }
        }
    }

    @Test
    void refuses_a_file_of_another_network() {
        assertThatThrownBy(() -> CharCnnRnn.load(Oracle.path("stackgan/netG1.pth")))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("netG1.pth is not a char-CNN-RNN")
                .hasMessageContaining("ca_net.fc.weight");
    }

    @Test
    void reads_upper_case_as_lower_case_and_no_more_than_201_characters() {
        try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 16, 1)) {
            String longest = "a bird ".repeat(40);
            float[][] found = encoder.encode(List.of(
                    "A Red Bird",
                    "a red bird",
                    longest,
                    longest.substring(0, 201),
                    "a r\u00e9d bird",
                    "a r d bird",
                    ""));
            assertThat(found[0]).isEqualTo(found[1]);
            assertThat(found[2]).isEqualTo(found[3]);
            assertThat(found[4]).isEqualTo(found[5]);
            assertThat(found[6]).isNotEqualTo(found[1]);
        }
    }

    @Test
    void eight_threads_embed_as_one() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 16, 1)) {
            float[][] alone = encoder.encode(sentences());
            List<Future<float[][]>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> encoder.encode(sentences())));
            }
            for (Future<float[][]> one : all) {
                assertThat(one.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void encoding_leaves_no_native_array_behind() {
        try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_ICML, 16, 1)) {
            encoder.encode(List.of("a bird"));
            int before = encoder.manager().getManagedArrays().size();
            for (int i = 0; i < 20; i++) {
                encoder.encode(List.of("a bird", "another"));
            }
            assertThat(encoder.manager().getManagedArrays()).hasSize(before);
        }
    }
}

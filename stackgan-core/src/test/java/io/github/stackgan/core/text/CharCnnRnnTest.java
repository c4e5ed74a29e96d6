package io.github.stackgan.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.core.testing.Oracle;
import io.github.stackgan.core.text.CharCnnRnnNetwork.Features;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
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

    private static float[] oracle(NDManager manager, String name) {
        return Oracle.floats(
                Oracle.arrays(manager, "text-encoder/char_cnn_rnn.npz").get(name));
    }

    @ParameterizedTest
    @EnumSource(names = {"BIRDS_CVPR", "FLOWERS_ICML"})
    void embeds_as_the_reference_does(CharCnnRnn.Variant variant) throws IOException {
        String name = variant.name().toLowerCase(Locale.ROOT);
        try (CharCnnRnn encoder = CharCnnRnn.read(name, variant, weights(name), Optional.empty());
                NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            float[][] found = encoder.encode(sentences());
            float[] flat = new float[found.length * 1024];
            for (int i = 0; i < found.length; i++) {
                System.arraycopy(found[i], 0, flat, i * 1024, 1024);
            }
            Oracle.assertClose(name, flat, oracle(manager, name), 1e-4);
        }
    }

    /**
     * The reference keeps the first state of the gated recurrence as (N, 1, C), so that from the second step on every
     * sentence's first state meets every sentence's steps: its number for sentence a, asked for with N - 1 others, is
     * the mean of a's first state and of the later states of all N chains that start with a. We embed each sentence by
     * itself; here the same chains are put together by hand, so that its numbers still check our convolutions, gates
     * and projection.
     */
    @Test
    void gated_recurrence_is_that_of_the_reference_which_mixes_the_sentences_of_a_batch() throws IOException {
        CharCnnRnn.Variant variant = CharCnnRnn.Variant.BIRDS_ICML;
        try (CharCnnRnn encoder = CharCnnRnn.read("birds_icml", variant, weights("birds_icml"), Optional.empty());
                NDManager manager = encoder.manager().newSubManager()) {
            CharCnnRnnNetwork network = encoder.network();
            Features features = network.features(manager, encoder.rows(sentences()));
            int[][] places = features.places();
            int n = places.length;
            int steps = places[0].length;
            NDArray firstStates =
                    network.recurrence(new Features(features.rows(), changed(places, row -> new int[] {row[0]})));
            NDList mixed = new NDList();
            for (int a = 0; a < n; a++) {
                int start = places[a][0];
                NDArray first = firstStates.get(new NDIndex(a + ":" + (a + 1)));
                NDArray sums = network.recurrence(new Features(features.rows(), changed(places, row -> {
                            int[] chain = row.clone();
                            chain[0] = start;
                            return chain;
                        })))
                        .mul(steps);
                NDArray all = sums.sum(new int[] {0}, true).sub(first.mul(n - 1));
                mixed.add(all.div(1 + n * (steps - 1)));
            }
            float[] found = network.project(NDArrays.concat(mixed)).toFloatArray();
            Oracle.assertClose("birds_icml", found, oracle(manager, "birds_icml"), 1e-4);
        }
    }

    private static int[][] changed(int[][] rows, UnaryOperator<int[]> change) {
        return Arrays.stream(rows).map(change).toArray(int[][]::new);
    }

    /** The contract of {@link io.github.stackgan.TextEncoder}, and what the reference's gated variant breaks. */
    @ParameterizedTest
    @EnumSource(CharCnnRnn.Variant.class)
    void a_sentence_has_one_embedding_whatever_else_is_asked(CharCnnRnn.Variant variant) throws IOException {
        try (CharCnnRnn encoder = CharCnnRnn.untrained(variant, 16, 3)) {
            float[][] together = encoder.encode(sentences());
            for (int i = 0; i < together.length; i++) {
                float[] alone = encoder.encode(List.of(sentences().get(i)))[0];
                Oracle.assertClose("sentence " + i, together[i], alone, 1e-5);
            }
        }
    }

    @Test
    void more_sentences_than_one_group_keep_their_order() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            many.add("bird number " + i);
        }
        try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 16, 3)) {
            float[][] found = encoder.encode(many);
            assertThat(found).hasNumberOfRows(70);
            Oracle.assertClose("sentence 66", found[66], encoder.encode(many.subList(66, 67))[0], 1e-5);
            assertThat(encoder.encode(List.of())).isEmpty();
        }
    }

    @Test
    void blank_reading_of_unknown_characters_is_kept_in_files(@TempDir Path folder) {
        Path file = folder.resolve("encoder.safetensors");
        Path again = folder.resolve("again.safetensors");
        List<String> accented = List.of("a r\u00e9d bird");
        try (CharCnnRnn spaces = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 16, 1)) {
            spaces.save(file);
            try (CharCnnRnn blank = CharCnnRnn.load(file, UnknownCharacters.BLANK)) {
                assertThat(spaces.unknownCharacters()).isEqualTo(UnknownCharacters.SPACE);
                assertThat(blank.encode(accented)[0]).isNotEqualTo(spaces.encode(accented)[0]);
                assertThat(blank.fingerprint()).isNotEqualTo(spaces.fingerprint());
                blank.save(again);
                try (CharCnnRnn loaded = CharCnnRnn.load(again, Device.cpu())) {
                    assertThat(loaded.unknownCharacters()).isEqualTo(UnknownCharacters.BLANK);
                    assertThat(loaded.fingerprint()).isEqualTo(blank.fingerprint());
                }
            }
        }
    }

    @Test
    void what_does_not_fit_is_named(@TempDir Path folder) throws IOException {
        Map<String, Weight> weights = weights("birds_cvpr");
        Path file = folder.resolve("encoder.safetensors");
        Weight third = weights.put("conv3.weight", Weight.ofFloats(new float[300 * 512 * 4], 300, 512, 4));
        Safetensors.write(file, Map.of(), weights);
        assertThatThrownBy(() -> CharCnnRnn.load(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("conv3.weight has 300 channels and the recurrence is not gated")
                .hasMessageContaining("BIRDS_CVPR");
        weights.put("conv3.weight", Objects.requireNonNull(third));
        weights.remove("rnn.h2h.bias");
        Safetensors.write(file, Map.of(), weights);
        assertThatThrownBy(() -> CharCnnRnn.load(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("rnn.h2h.bias is missing");
        weights.remove("emb_proj.weight");
        Safetensors.write(file, Map.of(), weights);
        assertThatThrownBy(() -> CharCnnRnn.load(file)).hasMessageContaining("emb_proj.weight");
        assertThatThrownBy(() -> CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 0, 1))
                .hasMessage("embeddingSize is 0, but must be at least 1");
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> CharCnnRnn.load(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    /** A few bytes that claim embeddings of millions of numbers. */
    @Test
    void an_encoder_that_claims_more_than_it_holds_is_refused_before_room_is_made(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("encoder.safetensors");
        Weight third = Weight.ofFloats(new float[0], 256, 512, 0);
        for (long[] shape : new long[][] {{4_000_000, 0}, {1L << 40, 0}, {0, 4_000_000}, {0, 256}, {0}}) {
            Map<String, Weight> claim = new LinkedHashMap<>();
            claim.put("conv3.weight", third);
            claim.put("emb_proj.weight", Weight.ofFloats(new float[0], shape));
            Safetensors.write(file, Map.of(), claim);
            assertRefused(file, "");
            Map<String, Weight> weights = weights("birds_cvpr");
            weights.put("emb_proj.weight", Weight.ofFloats(new float[0], shape));
            Safetensors.write(file, Map.of(), weights);
            assertRefused(file, "emb_proj.weight");
        }
    }

    @Test
    void an_encoder_with_a_number_that_is_not_finite_is_refused_by_name(@TempDir Path folder) throws IOException {
        Map<String, Weight> weights = weights("birds_cvpr");
        Weight bias = Objects.requireNonNull(weights.get("conv2.bias"));
        float[] values = bias.toFloats();
        values[3] = Float.POSITIVE_INFINITY;
        weights.put("conv2.bias", Weight.ofFloats(values, bias.shape()));
        Path file = folder.resolve("encoder.safetensors");
        Safetensors.write(file, Map.of(), weights);
        assertRefused(file, "number 3 of \"conv2.bias\" is Infinity");
        Path nan = Files.copy(Path.of("src/test/resources/cases/nan-encoder.pth"), folder.resolve("nan.pth"));
        assertRefused(nan, "is NaN, but must be finite");
        Path lfs = Path.of("src/test/resources/cases/lfs.safetensors");
        assertRefused(lfs, "it is a git-lfs pointer, not the file it points to; run git lfs pull");
    }

    @Test
    void a_failed_save_says_why(@TempDir Path folder) {
        try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 4, 1)) {
            assertThatThrownBy(() -> encoder.save(folder))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining(folder + " cannot be written: it is a directory");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_saved_encoder_is_recognised_and_embeds_the_same(@TempDir Path folder) throws IOException {
        for (CharCnnRnn.Variant variant : CharCnnRnn.Variant.values()) {
            try (CharCnnRnn encoder = CharCnnRnn.untrained(variant, 48, 7)) {
                Path file = folder.resolve(variant + ".safetensors");
                encoder.save(file);
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

    @ParameterizedTest
    @EnumSource(CharCnnRnn.Variant.class)
    void a_text_is_read_as_the_same_beside_texts_of_any_length(CharCnnRnn.Variant variant) {
        try (CharCnnRnn encoder = CharCnnRnn.untrained(variant, 16, 3)) {
            for (int length : List.of(0, 1, 9, 10, 153, 154, 201)) {
                String text = "a bird. ".repeat(26).substring(0, length);
                float[] alone = encoder.encode(List.of(text))[0];
                float[] beside = encoder.encode(List.of(text, "b".repeat(201)))[0];
                assertThat(alone).as("%d characters", length).containsExactly(beside, within(1e-5f));
            }
        }
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
        try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 16, 1)) {
            encoder.encode(List.of("a bird"));
            int before = encoder.manager().getManagedArrays().size();
            for (int i = 0; i < 200; i++) {
                encoder.encode(List.of("a bird", "another"));
            }
            assertThat(encoder.manager().getManagedArrays()).hasSize(before);
        }
    }
}

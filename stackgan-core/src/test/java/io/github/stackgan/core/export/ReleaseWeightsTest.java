package io.github.stackgan.core.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.testing.Oracle;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.PyTorchStateDict;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written for programs of others, read as they do: by the format's description alone. */
class ReleaseWeightsTest {
    @TempDir
    private Path folder;

    /** An array as a stranger sees it. */
    private record Tensor(String shape, ByteBuffer numbers) {
        static Tensor of(Weight weight) {
            return new Tensor(Arrays.toString(weight.shape()).replace(" ", ""), weight.data());
        }
    }

    /** Eight bytes of length, a header of JSON, the numbers; every array must be F32 and as long as its shape says. */
    private static Map<String, Tensor> read(Path file) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[Math.toIntExact(all.getLong())];
        all.get(header);
        ByteBuffer numbers = all.slice();
        JsonObject entries = JsonParser.parseString(new String(header, StandardCharsets.UTF_8))
                .getAsJsonObject();
        entries.remove("__metadata__");
        Map<String, Tensor> found = new LinkedHashMap<>();
        entries.asMap().forEach((name, entry) -> {
            JsonObject tensor = entry.getAsJsonObject();
            JsonArray offsets = tensor.getAsJsonArray("data_offsets");
            int begin = offsets.get(0).getAsInt();
            int length = offsets.get(1).getAsInt() - begin;
            long count = 4;
            for (var dimension : tensor.getAsJsonArray("shape")) {
                count *= dimension.getAsLong();
            }
            assertThat(tensor.get("dtype").getAsString()).isEqualTo("F32");
            assertThat((long) length).as(name).isEqualTo(count);
            found.put(
                    name,
                    new Tensor(
                            tensor.get("shape").toString(),
                            numbers.slice(begin, length).order(ByteOrder.LITTLE_ENDIAN)));
        });
        return found;
    }

    /** A state dict of the release, without what PyTorch itself adds where it is missing. */
    private static Map<String, Weight> release(String name) {
        Map<String, Weight> weights = new LinkedHashMap<>(PyTorchStateDict.read(Oracle.path("stackgan/" + name)));
        weights.keySet().removeIf(key -> key.endsWith("num_batches_tracked"));
        return weights;
    }

    private static final Conditioning CONDITIONING = Conditioning.pytorchCoco().withSize(16);

    private static final StackGanSettings SETTINGS = StackGanSettings.of(
            32,
            Stage1.pytorchCoco()
                    .withGeneratorChannels(8)
                    .withDiscriminatorChannels(8)
                    .withNoiseSize(10)
                    .withConditioning(CONDITIONING),
            List.of(Stage2.pytorchCoco()
                    .withGeneratorChannels(8)
                    .withDiscriminatorChannels(8)
                    .withConditioning(CONDITIONING)));

    private static StackGan read(String... names) {
        return ReleaseWeights.read(
                SETTINGS,
                CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 32, 1),
                Stream.of(names).map(name -> Oracle.path("stackgan/" + name)).toList());
    }

    private static StackGan ofTheRelease() {
        return read("netD2.pth", "netG2.pth", "netD1.pth");
    }

    @Test
    void a_discriminator_without_its_generator_is_left_out() {
        try (StackGan gan = read("netG1.pth", "netD1.pth", "netD2.pth")) {
            assertThat(gan.settings().stages()).hasSize(1);
        }
    }

    @Test
    void a_model_of_the_release_has_the_releases_names_and_numbers() throws IOException {
        try (StackGan gan = ofTheRelease()) {
            assertThat(ReleaseWeights.write(gan, folder).stream().map(file -> "" + file.getFileName()))
                    .containsExactly(
                            "netG-stage1.safetensors",
                            "netD-stage1.safetensors",
                            "netG-stage2.safetensors",
                            "netD-stage2.safetensors");
        }
        for (String name : new String[] {"netD-stage1 netD1", "netD-stage2 netD2", "netG-stage2 netG2"}) {
            String[] pair = name.split(" ");
            Map<String, Weight> expected = release(pair[1] + ".pth");
            Map<String, Tensor> found = read(folder.resolve(pair[0] + ".safetensors"));
            assertThat(found).as(name).containsOnlyKeys(expected.keySet());
            found.forEach((key, tensor) ->
                    assertThat(tensor).as(key).isEqualTo(Tensor.of(Objects.requireNonNull(expected.get(key)))));
        }
        assertThat(read(folder.resolve("netG-stage1.safetensors")))
                .containsOnlyKeys(release("netG1.pth").keySet());
    }

    /** A training leaves one of each every few epochs. */
    @Test
    void of_two_files_of_one_network_none_wins() throws IOException {
        Path later = Files.copy(Oracle.path("stackgan/netG2.pth"), folder.resolve("netG_epoch_600.pth"));
        CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 32, 1);
        List<Path> both = List.of(Oracle.path("stackgan/netG2.pth"), later);
        assertThatThrownBy(() -> ReleaseWeights.read(SETTINGS, encoder, both))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContainingAll("netG2.pth", "netG_epoch_600.pth", "give one of the two");
        encoder.close();
    }

    @Test
    void what_an_earlier_model_left_is_not_mixed_in() throws IOException {
        Path left = Files.writeString(folder.resolve("netD-stage2.safetensors"), "of another model");
        try (StackGan gan = Small.model(1)) {
            assertThatThrownBy(() -> ReleaseWeights.write(gan, folder))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("is of another model");
        }
        assertThat(folder.toFile().list()).containsExactly(String.valueOf(left.getFileName()));
    }

    @Test
    void a_model_without_discriminators_gives_its_generators() {
        try (StackGan gan = Small.model(1)) {
            assertThat(ReleaseWeights.write(gan, folder))
                    .containsExactly(
                            folder.resolve("netG-stage1.safetensors"), folder.resolve("netG-stage2.safetensors"));
        }
    }

    @Test
    void what_was_written_is_read_again_with_what_the_releases_own_files_hold() {
        try (StackGan gan = ofTheRelease()) {
            List<Path> files = ReleaseWeights.write(gan, folder);
            try (StackGan again =
                    ReleaseWeights.read(SETTINGS, CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 32, 1), files)) {
                assertThat(again.fingerprint()).isEqualTo(gan.fingerprint());
                assertThat(again.provenance().dataset()).startsWith("weights of netG-stage1.safetensors, netD");
            }
        }
    }

    @Test
    void a_stage_one_alone_makes_a_model_of_one_stage() {
        try (StackGan gan = read("netG1.pth")) {
            assertThat(gan.settings().stages()).hasSize(1);
            assertThat(gan.generate("a bird").getWidth()).isEqualTo(64);
        }
    }

    @Test
    void a_stage_one_gives_way_to_the_one_that_stage_two_was_trained_on() {
        try (StackGan both = read("netG2.pth", "netG1.pth");
                StackGan stack = read("netG2.pth")) {
            assertThat(both.fingerprint()).isEqualTo(stack.fingerprint());
        }
    }

    @Test
    void files_that_make_no_model_are_refused_by_name(@TempDir Path other) {
        assertThatThrownBy(() -> read("netD1.pth")).hasMessageContaining("is a netG with Stage-I");
        Path file = other.resolve("other.safetensors");
        WeightFiles.write(file, Map.of(), Map.of("layer.weight", Weight.ofFloats(new float[2], 2)));
        assertThatThrownBy(() -> ReleaseWeights.read(
                        SETTINGS, CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 32, 1), List.of(file)))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(file + " is neither a netG nor a netD of the release")
                .hasMessageContaining("layer.weight");
        assertThatThrownBy(() -> ReleaseWeights.read(
                        SETTINGS.withStage1(SETTINGS.stage1().withDiscriminatorChannels(4)),
                        CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 32, 1),
                        List.of(Oracle.path("stackgan/netD1.pth"))))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("is the discriminator of no stage of these settings");
        assertThatThrownBy(() -> ReleaseWeights.read(
                        SETTINGS, CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 8, 1), List.of(file)))
                .hasMessageContaining("embeddings of 8 numbers, but the settings say 32");
    }
}

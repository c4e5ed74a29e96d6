package io.github.stackgan.core.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.testing.Oracle;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.PyTorchStateDict;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.settings.Conditioning;
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
import java.util.Map;
import java.util.Objects;
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

    private StackGan ofTheRelease() {
        Conditioning conditioning = Conditioning.pytorchCoco().withSize(16);
        Path file = folder.resolve("model.safetensors");
        try (StackGan untrained = StackGan.builder()
                .textEncoder(CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 32, 1))
                .stage1(Stage1.pytorchCoco()
                        .withGeneratorChannels(8)
                        .withDiscriminatorChannels(8)
                        .withNoiseSize(10)
                        .withConditioning(conditioning))
                .stage2(Stage2.pytorchCoco()
                        .withGeneratorChannels(8)
                        .withDiscriminatorChannels(8)
                        .withConditioning(conditioning))
                .build()) {
            untrained.save(file);
        }
        SafetensorsFile saved = WeightFiles.readOwn(file);
        Map<String, Weight> weights = new LinkedHashMap<>(saved.weights());
        release("netG2.pth").forEach((name, weight) -> {
            boolean first = name.startsWith("STAGE1_G.");
            weights.put(
                    first ? "stage1.generator." + name.substring("STAGE1_G.".length()) : "stage2.generator." + name,
                    weight);
        });
        release("netD1.pth").forEach((name, weight) -> weights.put("stage1.discriminator." + name, weight));
        release("netD2.pth").forEach((name, weight) -> weights.put("stage2.discriminator." + name, weight));
        WeightFiles.write(file, saved.metadata(), weights);
        return StackGan.load(file);
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

    @Test
    void a_model_without_discriminators_gives_its_generators() {
        try (StackGan gan = Small.model(1)) {
            assertThat(ReleaseWeights.write(gan, folder))
                    .containsExactly(
                            folder.resolve("netG-stage1.safetensors"), folder.resolve("netG-stage2.safetensors"));
        }
    }
}

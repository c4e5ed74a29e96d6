package io.github.stackgan.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.train.TrainedDiscriminator;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.Safetensors;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Model files that are damaged, of other versions, or lie about their weights; and files that cannot be written. */
@Timeout(60)
class ModelFileTest {
    @TempDir
    private static Path shared;

    private static Path model;

    @TempDir
    private Path folder;

    @BeforeAll
    static void save() {
        model = shared.resolve("model.safetensors");
        try (StackGan gan = Small.model(1)) {
            gan.train(new ColourPatches(8), Small.plan(1));
            gan.save(model);
        }
    }

    private static StackGan load(Path path) {
        return StackGan.load(path, Device.cpu(), new Small.HashEncoder());
    }

    /** The model with other metadata or weights, and a checksum that fits them. */
    private Path changed(UnaryOperator<Map<String, String>> metadata, UnaryOperator<Map<String, Weight>> weights) {
        SafetensorsFile file = Safetensors.read(model);
        Path path = folder.resolve("changed.safetensors");
        Safetensors.write(
                path,
                metadata.apply(new LinkedHashMap<>(file.metadata())),
                weights.apply(new LinkedHashMap<>(file.weights())));
        return path;
    }

    private Path withMetadata(String key, String value) {
        return changed(
                metadata -> {
                    metadata.put(key, value);
                    return metadata;
                },
                weights -> weights);
    }

    private Path withSettings(String old, String changed) {
        String settings = Safetensors.readMetadata(model).get("settings");
        assertThat(settings).contains(old);
        return withMetadata("settings", settings.replace(old, changed));
    }

    private Path withWeight(String name, Weight weight) {
        return changed(metadata -> metadata, weights -> {
            weights.put(name, weight);
            return weights;
        });
    }

    private static void assertRefused(Path path, String message) {
        assertThatThrownBy(() -> load(path))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith(path.toString())
                .hasMessageContaining(message)
                .message()
                .hasSizeLessThan(1000);
    }

    @Test
    void a_flipped_byte_anywhere_is_refused() throws IOException {
        byte[] whole = Files.readAllBytes(model);
        Path damaged = folder.resolve("damaged.safetensors");
        // Steps that share no factor with the weights' four bytes, so that every part of a number is met.
        for (int place = 3; place < whole.length; place += whole.length / 60 | 1) {
            byte[] flipped = whole.clone();
            flipped[place] ^= 4;
            Files.write(damaged, flipped);
            assertRefused(damaged, "");
            assertThatThrownBy(() -> TrainedDiscriminator.ofLastStage(damaged))
                    .isInstanceOf(ModelFormatException.class);
        }
        byte[] flipped = whole.clone();
        flipped[whole.length - 2] ^= 1;
        assertRefused(Files.write(damaged, flipped), "does not match its checksum");
    }

    /** Seen at the end of training by what was saved: nothing is lost on the way. */
    @Test
    void a_model_without_a_checksum_is_still_read() throws IOException {
        byte[] whole = Files.readAllBytes(model);
        String text = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1);
        int place = text.indexOf("\"checksum\":\"sha256:");
        // The same number of blanks keeps the header's length.
        String older = text.substring(0, place) + " ".repeat(85) + text.substring(place + 85);
        Path file = folder.resolve("older.safetensors");
        Files.write(file, older.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        try (StackGan gan = load(file);
                StackGan now = load(model)) {
            assertThat(gan.settings()).isEqualTo(now.settings());
            gan.save(folder.resolve("again"));
            assertThat(folder.resolve("again")).hasSameBinaryContentAs(model);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "generatorChannels | 4 | 1024 | fc.0.weight is (512, 11), but the settings ask for (131072",
                "noiseSize | 5 | 65536 | fc.0.weight is (512, 11), but the settings ask for (512, 65542)",
                "noiseSize | 5 | 1000000000 | stage1.noiseSize is 1000000000, but must be from 1 to 65536",
                "embeddingSize | 12 | 1000000000 | embeddingSize is 1000000000, but must be from 1 to 65536",
                "residualBlocks | 1 | 1000000 | stage2.residualBlocks is 1000000, but must be from 0 to 1000",
                "residualBlocks | 1 | 1000 | stage2.generator.residual.1.block.0.weight is missing",
                "residualBlocks | 1 | 0 | settings do not ask for, such as stage2.generator.residual.0",
                "size | 6 | 60000 | stage1.generator.ca_net.fc.weight is (12, 12), but the settings ask for (120000",
                "imageSize | 32 | 64 | stage2.generator.upsample4",
                "imageSize | 16 | 64 | imageSize of stage 2 is 32, but must be 2 or 4 times the 64",
                "discriminatorChannels | 4 | 65536 | stage1.discriminator.encode_img.0.weight is (4, 3, 4, 4)",
                "discriminatorTextSize | 6 | 60000 | stage1.discriminator.text.fc.weight is (6, 12)",
                "heads | 'CONDITIONAL' | 'CONDITIONAL_AND_UNCONDITIONAL' | get_uncond_logits.outlogits.0",
                "body | 'PLAIN' | 'BOTTLENECK' | stage1.generator.fc.0.bias is missing",
                "jointKernel | 1 | 3 | stage1.discriminator.get_cond_logits.outlogits.0.weight",
            })
    void settings_that_the_weights_do_not_have_are_refused_before_room_is_made(
            String field, String old, String changed, String message) {
        String key = "\"" + field + "\":";
        assertRefused(withSettings(key + old.replace('\'', '"'), key + changed.replace('\'', '"')), message);
    }

    @Test
    void an_embedding_size_that_is_not_the_encoders_is_refused() {
        assertRefused(withSettings("\"embeddingSize\":12", "\"embeddingSize\":13"), "embeddings of 13 numbers");
    }

    @Test
    void weights_of_more_stages_than_the_settings_have_are_refused() {
        String settings = Safetensors.readMetadata(model).get("settings");
        String shorter = settings.replaceAll("\"refinements\":\\[.*\\],\"emb", "\"refinements\":[],\"emb");
        assertThat(shorter).isNotEqualTo(settings);
        assertRefused(withMetadata("settings", shorter), "but its settings have 1 stages");
    }

    @Test
    void a_discriminator_is_held_against_the_settings_too() {
        Path wide = withSettings("\"discriminatorChannels\":4", "\"discriminatorChannels\":65536");
        assertThatThrownBy(() -> TrainedDiscriminator.ofLastStage(wide))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("stage2.discriminator.encode_img.0.weight is (4, 3, 4, 4)");
    }

    @Test
    void a_text_encoder_of_the_file_must_make_the_models_embeddings() {
        Path file = folder.resolve("own.safetensors");
        try (StackGan gan = StackGan.builder()
                .textEncoder(CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 20, 1))
                .stage1(Small.stage1())
                .build()) {
            gan.save(file);
        }
        SafetensorsFile content = Safetensors.read(file);
        Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
        metadata.computeIfPresent(
                "settings", (key, json) -> json.replace("\"embeddingSize\":20", "\"embeddingSize\":21"));
        Safetensors.write(file, metadata, content.weights());
        assertThatThrownBy(() -> StackGan.load(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("embeddings of 21 numbers")
                .hasMessageContaining("the text encoder makes 20");
        metadata.put("textEncoder", "BIRDS_\u001b2030");
        Safetensors.write(file, metadata, content.weights());
        assertThatThrownBy(() -> StackGan.load(file))
                .hasMessageContaining("the text encoder \"BIRDS_?2030\" is unknown");
    }

    @Test
    void one_number_that_is_not_finite_is_refused_by_its_weights_name() {
        Weight weight = Safetensors.read(model).weights().get("stage1.generator.ca_net.fc.weight");
        float[] values = weight.toFloats();
        values[17] = Float.NaN;
        assertRefused(
                withWeight("stage1.generator.ca_net.fc.weight", Weight.ofFloats(values, weight.shape())),
                "number 17 of \"stage1.generator.ca_net.fc.weight\" is NaN");
    }

    @Test
    void a_model_of_a_later_version_says_so() {
        assertRefused(
                withMetadata("format", "stackgan-model/2"),
                "was written by a newer version of StackGAN for Java: its format");
        assertRefused(
                withMetadata("format", "stackgan-embeddings/1"),
                "is not a model: its format is \"stackgan-embeddings/1\"");
        Path later = withMetadata("format", "stackgan-model/2");
        assertThatThrownBy(() -> TrainedDiscriminator.ofLastStage(later)).hasMessageContaining("newer version");
        assertThatThrownBy(() -> StackGan.builder()
                        .textEncoder(new Small.HashEncoder())
                        .stage1(Small.stage1())
                        .startFrom(later)
                        .build())
                .hasMessageContaining("newer version");
        assertRefused(withSettings("\"body\":\"PLAIN\"", "\"body\":\"FOAM\""), "stage1.body is \"FOAM\"");
    }

    @Test
    void a_failed_save_says_why_and_leaves_what_was_there() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("a.safetensors"));
        Path file = Files.writeString(folder.resolve("file"), "old");
        try (StackGan gan = load(model)) {
            assertThatThrownBy(() -> gan.save(directory))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessage(directory
                            + " cannot be written: it is a directory or a device, not a file. Name a file in a"
                            + " folder that may be written and has room; what was there is unchanged.");
            assertThatThrownBy(() -> gan.save(file.resolve("below.safetensors")))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining(
                            "below.safetensors cannot be written: a file has the name of one of its folders");
            assertThatThrownBy(() -> gan.save(folder.resolve("n".repeat(300))))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("cannot be written: ");
        }
        assertThat(file).hasContent("old");
        assertThat(directory).isEmptyDirectory();
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
    }

    /** The largest number of half precision is 65,504. */
    @Test
    void weights_beyond_half_precision_are_not_saved_in_it() {
        Weight wide = Weight.ofFloats(new float[] {1, 70_000, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 12);
        Path file = folder.resolve("half");
        try (StackGan gan = load(withWeight("stage1.generator.ca_net.fc.bias", wide))) {
            assertThatThrownBy(() -> gan.save(file, SaveOption.FLOAT16))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("number 1 of \"stage1.generator.ca_net.fc.bias\" is Infinity")
                    .hasMessageContaining("save without");
            assertThat(file).doesNotExist();
            gan.save(file);
        }
    }
}

package io.github.stackgan.core.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.core.weights.formats.Pickles;
import io.github.stackgan.core.weights.formats.Safetensors;
import io.github.stackgan.core.weights.formats.WeightFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumTest {
    @TempDir
    private Path folder;

    private Path file;
    private final Map<String, Weight> weights = new LinkedHashMap<>();

    @BeforeEach
    void write() {
        file = folder.resolve("checked.safetensors");
        weights.put("b", Weight.ofFloats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
        weights.put("nothing", Weight.ofFloats(new float[0], 0));
        weights.put("a", Weight.ofLongs(new long[] {7}, 1));
        Safetensors.write(file, Map.of("k", "v"), weights);
    }

    @Test
    void every_flipped_bit_of_a_file_is_refused() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < 8 * whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i / 8] ^= (byte) (1 << i % 8);
            Files.write(file, flipped);
            assertThatThrownBy(() -> Safetensors.read(file))
                    .as("bit %s", i)
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageStartingWith(file.toString());
        }
    }

    @Test
    void a_flipped_weight_is_said_to_be_damaged() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        whole[whole.length - 9] ^= 1;
        Files.write(file, whole);
        assertThatThrownBy(() -> WeightFiles.read(file))
                .hasMessageContaining("does not match its checksum")
                .hasMessageContaining("fetch or write it again");
    }

    /** The definition in the Javadoc, computed another way. */
    @Test
    void the_checksum_is_that_of_the_whole_file_with_its_own_digits_as_zeros() throws Exception {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int place = text.indexOf("\"checksum\":\"sha256:") + 19;
        String digits = text.substring(place, place + 64);
        String zeros = text.substring(0, place) + "0".repeat(64) + text.substring(place + 64);
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(zeros.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(digits).isEqualTo(HexFormat.of().formatHex(sum));
    }

    @Test
    void a_file_without_a_checksum_is_read_as_it_is() throws IOException {
        String json = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        byte[] bytes = Pickles.little(8 + json.length() + 4)
                .putLong(json.length())
                .put(json.getBytes(StandardCharsets.UTF_8))
                .putFloat(5)
                .array();
        Files.write(file, bytes);
        assertThat(Safetensors.read(file).weights()).isEqualTo(Map.of("a", Weight.ofFloats(new float[] {5}, 1)));
    }

    @Test
    void metadata_cannot_be_named_as_the_checksum() {
        assertThatThrownBy(() -> Safetensors.write(file, Map.of("checksum", "mine"), weights))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("nor metadata checksum");
        assertThat(Safetensors.read(file).metadata()).isEqualTo(Map.of("k", "v"));
    }
}

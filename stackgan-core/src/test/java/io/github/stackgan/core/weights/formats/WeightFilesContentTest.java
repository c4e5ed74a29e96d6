package io.github.stackgan.core.weights.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.core.testing.Oracle;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.WeightType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file is, is told by its content, and what no network can compute with is refused. */
class WeightFilesContentTest {
    @TempDir
    private Path folder;

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE html><html>gone</html> | it is a web page",
                "  <?xml version='1.0'?><Error/> | it is a web page",
                "version https://git-lfs.github.com/spec/v1 oid sha256:4d7a size 9 | git lfs pull",
                "{\"error\": \"Repository not found, and here is a long text\"} | it is JSON text",
                "GGUF and so on and so forth | it is a GGUF file",
                "Rar! and so on | unpack it",
                "%PDF-1.4 and so on | it is a PDF document",
                "Access denied. Please log in | it is plain text",
            })
    void text_and_pages_under_every_ending_are_told_for_what_they_are(String content, String message)
            throws IOException {
        for (String ending : new String[] {".safetensors", ".pth", ".pt", ".SAFETENSORS", ".bin", ""}) {
            assertRefused("file" + ending, bytes(content), message);
        }
    }

    @Test
    void other_formats_under_every_ending_are_told_for_what_they_are() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(Files.readAllBytes(Oracle.path("stackgan/netG1_legacy.pth")));
        }
        for (String ending : new String[] {".safetensors", ".pth"}) {
            assertRefused("file" + ending, zipped.toByteArray(), "it is a compressed archive; unpack it");
            assertRefused("file" + ending, new byte[0], "it is empty");
            assertRefused("file" + ending, bytes("\b\7\22\7pytorch\32\0051.9.0:"), "it is an ONNX model");
            assertRefused("file" + ending, bytes("\u0089HDF\r\n\u001a\n\0\0\0\0"), "it is an HDF5 file");
            assertRefused("file" + ending, bytes("\u0093NUMPY\1\0v\0{'descr'"), "it is a single NumPy array");
            assertRefused("file" + ending, bytes("\u0089PNG\r\n\u001a\n"), "it is an image");
            assertRefused("file" + ending, bytes("a".repeat(257) + "ustar\000000"), "it is a tar archive");
            Files.deleteIfExists(folder.resolve("file" + ending));
            Files.createDirectory(folder.resolve("file" + ending));
            assertThatThrownBy(() -> WeightFiles.read(folder.resolve("file" + ending)))
                    .hasMessageContaining("it is a directory");
        }
        assertThatThrownBy(() -> WeightFiles.read(folder.resolve("absent.safetensors")))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void prefixes_of_wrapped_modules_are_left_out_of_safetensors_too() {
        Path file = folder.resolve("wrapped.safetensors");
        Weight one = Weight.ofFloats(new float[] {1}, 1);
        Safetensors.write(file, Map.of(), Map.of("module._orig_mod.a.weight", one, "module._orig_mod.b", one));
        assertThat(WeightFiles.read(file)).containsOnlyKeys("a.weight", "b");
        Safetensors.write(file, Map.of(), Map.of("module.a", one, "b", one));
        assertThat(WeightFiles.read(file)).containsOnlyKeys("module.a", "b");
    }

    private void assertRefused(String name, byte[] content, String message) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        assertThatThrownBy(() -> WeightFiles.read(file))
                .as(name)
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
        assertThatThrownBy(() -> WeightFiles.readOwn(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(message);
        Files.delete(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"netG1.pth", "netG1_legacy.pth"})
    void a_state_dict_is_read_under_any_ending(String original) throws IOException {
        Path source = Oracle.path("stackgan/" + original);
        Path renamed = Files.copy(source, folder.resolve("renamed.safetensors"));
        assertThat(WeightFiles.read(renamed)).isEqualTo(PyTorchStateDict.read(source));
        assertThatThrownBy(() -> WeightFiles.readOwn(renamed)).hasMessageContaining("is not a proper safetensors file");
    }

    @Test
    void a_safetensors_file_is_read_under_any_ending() {
        Map<String, Weight> weights = Map.of("a", Weight.ofFloats(new float[] {1}, 1));
        Path file = folder.resolve("weights.pth");
        Safetensors.write(file, Map.of(), weights);
        assertThat(WeightFiles.read(file)).isEqualTo(weights);
    }

    private Path file(String name, Weight weight) {
        Map<String, Weight> weights = new LinkedHashMap<>();
        weights.put("fine", Weight.ofFloats(new float[] {-1, 0, Float.MAX_VALUE}, 3));
        weights.put(name, weight);
        Path file = folder.resolve("numbers.safetensors");
        Safetensors.write(file, Map.of(), weights);
        return file;
    }

    private void assertNumbersRefused(String name, Weight weight, String message) {
        Path file = file(name, weight);
        assertThatThrownBy(() -> WeightFiles.read(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
        assertThatThrownBy(() -> WeightFiles.readOwn(file)).hasMessageContaining(message);
        Path other = folder.resolve("other.safetensors");
        assertThatThrownBy(() -> WeightFiles.write(other, Map.of(), Map.of(name, weight)))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(message);
        assertThat(other).doesNotExist();
    }

    @Test
    void weights_that_are_not_finite_are_refused_by_name_in_every_number_format() {
        float[] infinite = {0, Float.NEGATIVE_INFINITY};
        assertNumbersRefused("w", Weight.ofFloats(new float[] {0, Float.NaN}, 2), "number 1 of \"w\" is NaN");
        assertNumbersRefused("w", Weight.ofFloats(infinite, 2), "number 1 of \"w\" is -Infinity");
        assertNumbersRefused("w", Weight.ofFloats(infinite, 2).as(WeightType.F16), "number 1 of \"w\" is -Infinity");
        // 70,000 is beyond the largest half, 65,504.
        assertNumbersRefused("w", Weight.ofFloats(new float[] {70_000}, 1).halved(), "number 0 of \"w\" is Infinity");
        ByteBuffer brain = Pickles.little(2).putShort((short) 0x7fc0).flip();
        assertNumbersRefused("w", new Weight(WeightType.BF16, new long[] {1}, brain), "number 0 of \"w\" is NaN");
        ByteBuffer wide = Pickles.little(8).putDouble(1e300).flip();
        assertNumbersRefused("w", new Weight(WeightType.F64, new long[0], wide), "number 0 of \"w\" is Infinity");
    }

    @Test
    void negative_variances_and_second_moments_are_refused_by_name() {
        Weight negative = Weight.ofFloats(new float[] {1, -1e-20f}, 2);
        assertNumbersRefused("a.1.running_var", negative, "number 1 of \"a.1.running_var\" is -1.0E-20");
        assertNumbersRefused("adam.generator.second.fc.weight", negative, "and not negative");
        assertThat(WeightFiles.read(file("a.1.running_mean", negative))).hasSize(2);
        assertThat(WeightFiles.read(file("adam.generator.first.fc.weight", negative)))
                .hasSize(2);
        assertThat(WeightFiles.read(file("b.running_var", Weight.ofFloats(new float[] {-0f}, 1))))
                .hasSize(2);
    }
}

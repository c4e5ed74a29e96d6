package io.github.stackgan.core.weights.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.core.testing.Oracle;
import io.github.stackgan.core.weights.Weight;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
class SafetensorsTest {
    private static final String ONE = "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}";

    @TempDir
    private Path folder;

    private Path file(byte[] json, int dataBytes) throws IOException {
        ByteBuffer content =
                Pickles.little(8 + json.length + dataBytes).putLong(json.length).put(json);
        return Files.write(folder.resolve("made.safetensors"), content.array());
    }

    private Path file(String json, int dataBytes) throws IOException {
        return file(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), dataBytes);
    }

    @Test
    void weights_and_metadata_come_back_as_they_went() {
        Map<String, Weight> weights = PyTorchStateDict.read(Oracle.path("stackgan/netD1.pth"));
        Map<String, String> metadata = Map.of("author", "a \"quoted\" name\n\u00e9");
        Path file = folder.resolve("deep/er/weights.safetensors");
        Safetensors.write(file, metadata, weights);
        assertThat(Safetensors.read(file).weights()).containsExactlyEntriesOf(weights);
        assertThat(Safetensors.read(file).metadata()).isEqualTo(metadata);
        assertThat(Safetensors.readMetadata(file)).isEqualTo(metadata);
        assertThat(WeightFiles.read(file)).isEqualTo(weights);
    }

    @Test
    void the_header_is_as_the_format_says() throws IOException {
        Path file = folder.resolve("w.safetensors");
        Safetensors.write(file, Map.of(), Map.of("a", Weight.ofFloats(new float[] {1}, 1)));
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        // 8 bytes of length; metadata with 64 digits; the entry as the format has it; blanks up to a multiple of 8; the
        // number.
        String metadata = "\\{\"__metadata__\":\\{\"checksum\":\"sha256:[0-9a-f]{64}\"},";
        String entry = java.util.regex.Pattern.quote(ONE.replace('\'', '"').substring(1));
        assertThat(text.substring(8, 168)).matches(metadata + entry + " *");
        assertThat(Files.readAllBytes(file))
                .startsWith(160, 0, 0, 0, 0, 0, 0, 0)
                .hasSize(8 + 160 + 4);
    }

    @Test
    void headers_far_beyond_those_of_real_files_are_refused() throws IOException {
        StringBuilder names = new StringBuilder("{");
        for (int i = 0; i <= SafetensorsHeader.MOST_NAMES; i++) {
            names.append("'").append(i).append("':{'dtype':'U8','shape':[0],'data_offsets':[0,0]},");
        }
        assertRefused(
                file(
                        names.append("'x':{'dtype':'U8','shape':[0],'data_offsets':[0,0]}}")
                                .toString(),
                        0),
                "its header has more than 100000 names");
        String keys = names.toString().replaceAll("\\{'dtype'[^}]*}", "'v'");
        assertRefused(file("{'__metadata__':" + keys + "}", 0), "its metadata has more than 100000 names");
        assertRefused(file("{'" + "a".repeat(SafetensorsHeader.LARGEST) + "':1}", 0), "but at most 16777216 are read");
    }

    /** A file with a hole takes no room on disk, and may be larger than all memory. */
    @Test
    void a_file_larger_than_memory_is_refused() throws IOException {
        StringBuilder json = new StringBuilder("{");
        int part = 2_000_000_000;
        long parts = Runtime.getRuntime().maxMemory() / part + 1;
        for (long i = 0; i < parts; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("'")
                    .append(i)
                    .append("':{'dtype':'U8','shape':[")
                    .append(part);
            json.append("],'data_offsets':[")
                    .append(i * part)
                    .append(",")
                    .append((i + 1) * part)
                    .append("]}");
        }
        Path file = file(json.append("}").toString(), 0);
        try (java.nio.channels.FileChannel channel =
                java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), channel.size() + parts * part - 1);
        }
        assertRefused(file, "give Java more with -Xmx");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'a':{'dtype':'F32','shape':[2],'shape':[3],'data_offsets':[0,4]}} | has the field \"shape\" twice",
                "{'a':{'dtype':'F32','data_offsets':[0,4]}} | must have a dtype, a shape and two data_offsets",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4,4]}} | two data_offsets",
                "{'a':{'dtype':'F32','shape':['1'],'data_offsets':[0,4]}} | other than whole numbers",
                "{'a':{'dtype':'F32','shape':[1.0],'data_offsets':[0,4]}} | other than whole numbers",
                "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}} | other than whole numbers",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'x':1}} | has the field \"x\" twice, or"
                        + " it is unknown",
                "{'a':{'dtype':'F8','shape':[4],'data_offsets':[0,4]}} | numbers of type \"F8\"; known are [F16, BF16",
                "{'a':{'dtype':1,'shape':[4],'data_offsets':[0,4]}} | has NUMBER where text belongs",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | has 4 bytes, but its shape asks for 8",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | lies at bytes 4 to 8, but must begin at 0",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}} | lies at bytes 4 to 0",
                "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]}} | take 2 bytes, but 4 follow",
                "{'a':{'dtype':'U8','shape':[3],'data_offsets':[0,3]},'b':{'dtype':'U8','shape':[2],"
                        + "'data_offsets':[2,4]}} | begin at 3",
                "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]},'a':{'dtype':'U8','shape':[0],"
                        + "'data_offsets':[4,4]}} | \"a\" stands twice",
                "{'a':{'dtype':'U8','shape':[99999999999,99999999999],'data_offsets':[0,4]}} | beyond all size",
                "{'__metadata__':{'a':'1','a':'2'}} | \"a\" stands twice in its metadata",
                "{'__metadata__':{'a':1}} | has NUMBER where text belongs",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}{} | not proper JSON",
                "{a:{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | not proper JSON",
                "{'a':{'dtype':'F32' | not proper JSON",
                "[] | does not begin with a brace"
            })
    void a_header_that_breaks_the_format_is_refused(String json, String message) throws IOException {
        Path file = file(json, 4);
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
        assertThatThrownBy(() -> Safetensors.readMetadata(file)).hasMessageContaining(message);
    }

    @Test
    void lengths_beyond_the_file_bad_text_and_deep_nesting_are_refused() throws IOException {
        Path file = folder.resolve("made.safetensors");
        assertRefused(Files.write(file, new byte[7]), "fewer than the 8");
        assertRefused(Files.write(file, Pickles.little(16).putLong(9).array()), "claims 9 bytes of a file of 16");
        assertRefused(Files.write(file, Pickles.little(16).putLong(-1).array()), "claims -1 bytes");
        assertRefused(
                file("{'\u00e9':1}".replace('\'', '"').getBytes(StandardCharsets.ISO_8859_1), 0), "not proper JSON");
        assertRefused(file("{'a':" + "[".repeat(1_000_000), 0), "not proper JSON");
        assertRefused(folder, "directory");
        assertRefused(folder.resolve("absent.safetensors"), "no such file");
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void what_cannot_be_written_leaves_the_old_file() throws IOException {
        Path file = file(ONE, 4);
        Weight weight = Weight.ofLongs(new long[] {1});
        assertThatThrownBy(() -> Safetensors.write(file, Map.of(), Map.of("__metadata__", weight)))
                .isInstanceOf(ModelFormatException.class);
        assertThatThrownBy(() -> Safetensors.write(file, Map.of("k", "\ud800"), Map.of()))
                .isInstanceOf(ModelFormatException.class);
        assertThatThrownBy(() -> Safetensors.write(file.resolve("x"), Map.of(), Map.of()))
                .isInstanceOf(ModelFormatException.class);
        assertThat(Safetensors.read(file).weights()).containsOnlyKeys("a");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }
}

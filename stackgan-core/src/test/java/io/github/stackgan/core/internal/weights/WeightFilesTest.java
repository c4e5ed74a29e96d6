package io.github.stackgan.core.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.testing.Oracle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightFilesTest {
    /** Raised by -Pslow. */
    private static final int MUTATIONS = Integer.getInteger("stackgan.mutations", 1500);

    @TempDir
    private Path folder;

    private static void assertEqual(Map<String, Weight> found, Map<String, Weight> expected) {
        assertThat(found.keySet()).containsExactlyElementsOf(expected.keySet());
        found.forEach((name, weight) -> {
            assertThat(weight.shape()).as(name).isEqualTo(expected.get(name).shape());
            assertThat(weight.toFloats()).as(name).isEqualTo(expected.get(name).toFloats());
        });
    }

    @Test
    void reads_the_zip_and_the_legacy_format_alike() {
        Map<String, Weight> zip = PyTorchStateDict.read(Oracle.path("stackgan/netG1.pth"));
        assertThat(zip).hasSize(33).containsKey("upsample4.2.running_var");
        assertThat(zip.get("fc.1.num_batches_tracked").type()).isEqualTo(WeightType.I64);
        assertEqual(PyTorchStateDict.read(Oracle.path("stackgan/netG1_legacy.pth")), zip);
    }

    @Test
    void safetensors_come_back_as_they_went() {
        Map<String, Weight> weights = PyTorchStateDict.read(Oracle.path("stackgan/netD1.pth"));
        Path file = folder.resolve("deep/er/weights.safetensors");
        Safetensors.write(file, Map.of("author", "a \"quoted\" name\n\u00e9"), weights);
        SafetensorsFile found = Safetensors.read(file);
        assertEqual(found.weights(), weights);
        assertThat(found.metadata()).containsExactly(Map.entry("author", "a \"quoted\" name\n\u00e9"));
    }

    /** The definition of the format: exponent 31 is infinite or no number, 0 is denormal. */
    private static double half(int bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        double size = exponent == 31
                ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                : exponent == 0 ? fraction * Math.pow(2, -24) : (1024 + fraction) * Math.pow(2, exponent - 25);
        return bits < 0x8000 ? size : -size;
    }

    @Test
    void every_half_is_read_and_written_exactly() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfFloat.toFloat((short) bits);
            assertThat((double) value).isEqualTo(half(bits));
            if (!Float.isNaN(value)) {
                assertThat(HalfFloat.fromFloat(value)).isEqualTo((short) bits);
            }
        }
    }

    @Property(tries = 2000)
    void a_number_becomes_the_nearest_half(@ForAll float value) {
        float found = HalfFloat.toFloat(HalfFloat.fromFloat(value));
        if (Math.abs(value) < 65504) {
            int bits = HalfFloat.fromFloat(value) & 0x7fff;
            double error = Math.abs(Math.abs((double) value) - half(bits));
            assertThat(error).isLessThanOrEqualTo(Math.abs(Math.abs((double) value) - half(bits + 1)));
            assertThat(bits == 0 || error <= Math.abs(Math.abs((double) value) - half(bits - 1)))
                    .isTrue();
        } else if (Math.abs(value) >= 65520) {
            assertThat(found).isInfinite();
        }
    }

    private Path zipped(byte[] pickle) throws IOException {
        Path file = folder.resolve("evil.pth");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("evil/data.pkl"));
            zip.write(pickle);
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cos\nsystem\n(S'touch MARKER'\ntR.",
                "cposix\nsystem\n(VMARKER\ntR.",
                "(S'touch MARKER'\nios\nsystem\n."
            })
    void a_pickle_that_would_run_a_command_is_refused_by_name(String program) throws IOException {
        Path marker = folder.resolve("marker");
        byte[] pickle = program.replace("MARKER", marker.toString()).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> PyTorchStateDict.read(zipped(pickle)))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("evil.pth")
                .hasMessageMatching("(?s).*(os|posix)\\.system.*");
        assertThat(marker).doesNotExist();
    }

    @Test
    void a_whole_module_and_an_unknown_opcode_are_refused() throws IOException {
        assertThatThrownBy(() -> PyTorchStateDict.read(
                        zipped("\u0080\u0002c__main__\nNet\n)\u0081.".getBytes(StandardCharsets.ISO_8859_1))))
                .hasMessageContaining("asks for __main__.Net, which a state dict never needs");
        assertThatThrownBy(() -> PyTorchStateDict.read(zipped(new byte[] {(byte) 0x82, 1, '.'})))
                .hasMessageContaining("instruction 0x82");
    }

    @Test
    void an_archive_that_unpacks_to_far_more_than_it_may_is_refused() throws IOException {
        Path file = folder.resolve("bomb.pth");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("bomb/data.pkl"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 80; i++) {
                zip.write(zeros);
            }
        }
        assertThatThrownBy(() -> PyTorchStateDict.read(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("claims");
    }

    @Test
    void mutated_and_truncated_files_give_our_exception_or_weights_and_nothing_else() throws IOException {
        Path safetensors = folder.resolve("small.safetensors");
        Map<String, Weight> small = new LinkedHashMap<>();
        small.put("a", Weight.ofFloats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
        small.put("b", Weight.ofLongs(new long[] {7}, 1));
        Safetensors.write(safetensors, Map.of("k", "v"), small);
        for (Path original :
                List.of(safetensors, Oracle.path("stackgan/netG1.pth"), Oracle.path("stackgan/netG1_legacy.pth"))) {
            byte[] bytes = Files.readAllBytes(original);
            RandomStream random = RandomStream.of(1, "fuzz", 0);
            for (int i = 0; i < MUTATIONS; i++) {
                Path mutated = folder.resolve("mutated" + suffix(original));
                Files.write(mutated, mutation(bytes, random));
                long start = System.nanoTime();
                try {
                    WeightFiles.read(mutated);
                } catch (ModelFormatException e) {
                    assertThat(e).hasMessageContaining("mutated");
                }
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            }
        }
    }

    private static String suffix(Path file) {
        return file.toString().substring(file.toString().lastIndexOf('.'));
    }

    /** Changes bytes where structure is dense: at the beginning, at the end, or anywhere; or cuts the file short. */
    private static byte[] mutation(byte[] bytes, RandomStream random) {
        if (random.nextInt(5) == 0) {
            return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        byte[] result = bytes.clone();
        int dense = Math.min(bytes.length, 6000);
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            int place =
                    switch (random.nextInt(3)) {
                        case 0 -> random.nextInt(dense);
                        case 1 -> bytes.length - 1 - random.nextInt(dense);
                        default -> random.nextInt(bytes.length);
                    };
            result[place] = (byte) random.nextInt(256);
        }
        return result;
    }

    @Test
    void files_of_strangers_are_read_right_or_refused_with_our_message() throws IOException {
        Path real = Path.of("../../shared/data/real");
        assumeThat(real).as("files of strangers are not here").isDirectory();
        int read = 0;
        for (String kind : List.of("pytorch-zip", "pytorch-legacy", "safetensors", "corrupt")) {
            try (Stream<Path> files = Files.walk(real.resolve(kind))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    try {
                        assertThat(WeightFiles.read(file)).as(file.toString()).isNotNull();
                        read++;
                    } catch (ModelFormatException e) {
                        assertThat(e).hasMessageContaining(String.valueOf(file.getFileName()));
                    }
                }
            }
        }
        assertThat(read).isPositive();
    }
}

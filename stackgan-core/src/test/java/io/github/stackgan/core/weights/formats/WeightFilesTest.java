package io.github.stackgan.core.weights.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.testing.Oracle;
import io.github.stackgan.core.weights.Weight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All readers against files that nobody made on purpose: mutated ones, and those of strangers. */
class WeightFilesTest {
    private static final int MUTATIONS = Integer.getInteger("stackgan.mutations", 2000);

    /** What opening an archive and a pickle takes at least, and what each byte of a file may cost. */
    private static final long ALLOCATION = 16 << 20;

    private static final long ALLOCATION_PER_BYTE = 64;

    @TempDir
    private Path folder;

    private Path subject(String kind) {
        Map<String, Weight> small = new LinkedHashMap<>();
        small.put("a", Weight.ofFloats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
        small.put("b", Weight.ofLongs(new long[] {7}, 1));
        Path safetensors = folder.resolve("small.safetensors");
        Safetensors.write(safetensors, Map.of("k", "v"), small);
        return switch (kind) {
            case "safetensors" -> safetensors;
            case "zip" -> Oracle.path("stackgan/netG1.pth");
            case "legacy" -> Oracle.path("stackgan/netG1_legacy.pth");
            default -> throw new IllegalArgumentException(kind);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"safetensors", "zip", "legacy"})
    void mutated_and_truncated_files_give_our_exception_or_weights_and_nothing_else(String kind) throws IOException {
        Path original = subject(kind);
        String name = original.toString();
        Path mutated = folder.resolve("mutated" + name.substring(name.lastIndexOf('.')));
        attack(Files.readAllBytes(original), bytes -> bytes, mutated);
    }

    @Test
    void mutated_pickles_in_whole_archives_give_our_exception_or_weights_and_nothing_else() throws IOException {
        byte[] pickle = Pickles.program()
                .op("\u0080\u0002ccollections\nOrderedDict\n)Rq\u0001(")
                .text("a")
                .tensor("0", 6, 0, new long[] {2, 3}, new long[] {3, 1})
                .op("q\u0002")
                .text("b")
                .op("h\u0002")
                .text("c")
                .tensor("0", 6, 1, new long[] {2, 2}, new long[] {1, 3})
                .op("u}")
                .text("_metadata")
                .op("h\u0001sb.")
                .bytes();
        Path file = folder.resolve("mutated.pth");
        attack(pickle, bytes -> zipped(bytes), file);
    }

    private byte[] zipped(byte[] pickle) {
        try {
            return Files.readAllBytes(Pickles.zip(folder.resolve("whole.pth"), pickle));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void attack(byte[] original, UnaryOperator<byte[]> wrapping, Path file) throws IOException {
        RandomStream random = RandomStream.of(1, "fuzz", original.length);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] content = wrapping.apply(mutation(original, random));
            Files.write(file, content);
            long start = threads.getCurrentThreadCpuTime();
            long allocated = threads.getCurrentThreadAllocatedBytes();
            try {
                WeightFiles.read(file);
            } catch (ModelFormatException e) {
                refused++;
                assertThat(e.getMessage()).contains("mutated").hasSizeLessThan(1000);
            }
            assertThat(threads.getCurrentThreadAllocatedBytes() - allocated)
                    .as("mutation %s", i)
                    .isLessThan(ALLOCATION + ALLOCATION_PER_BYTE * content.length);
            assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start))
                    .as("mutation %s", i)
                    .isLessThan(Duration.ofSeconds(20));
        }
        assertThat(refused).isPositive();
    }

    /** Changes bytes where structure is dense: at the beginning, at the end, or anywhere; or cuts the file short. */
    private static byte[] mutation(byte[] bytes, RandomStream random) {
        if (random.nextInt(5) == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
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

    private static Path real(String kind) {
        Path real = Path.of("../../shared/data/real", kind);
        assumeThat(real).as("files of strangers are not here").isDirectory();
        return real;
    }

    @Test
    void files_of_strangers_are_read_or_refused_with_our_message() throws IOException {
        int read = 0;
        for (String kind : List.of("pytorch-zip", "pytorch-legacy", "safetensors", "corrupt")) {
            try (Stream<Path> files = Files.walk(real(kind))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    try {
                        assertThat(WeightFiles.read(file)).as(file.toString()).isNotEmpty();
                        read++;
                    } catch (ModelFormatException e) {
                        assertThat(e).hasMessageStartingWith(file.toString());
                    }
                }
            }
        }
        assertThat(read).isGreaterThan(50);
    }

    /** Expected: what NumPy reads at the same places. */
    @Test
    void strangers_numbers_are_those_that_numpy_finds() {
        Weight zip = PyTorchStateDict.read(real("pytorch-zip/burn").resolve("mnist.pt"))
                .get("conv1.bias");
        assertThat(zip.toFloats())
                .startsWith(0.13375102f, -0.029866725f, 0.02751489f)
                .endsWith(0.098840214f);
        Path file = real("safetensors/burn").resolve("mnist.safetensors");
        assertThat(Safetensors.read(file).weights().get("conv1.bias").toFloats())
                .startsWith(0.10854442f, -0.008910009f, 0.036622122f)
                .endsWith(0.08375561f);
    }

    @Test
    void strangers_modules_and_web_pages_are_refused_by_what_they_are() {
        Path module = real("pytorch-legacy").resolve("whole_module_NET_T.pkl");
        Path page = real("corrupt").resolve("html_saved_as_checkpoint.pth");
        assertThatThrownBy(() -> WeightFiles.read(module))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("asks for model.MEM_TRANS, which a state dict never needs");
        assertThatThrownBy(() -> WeightFiles.read(page))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("it is a web page");
    }
}

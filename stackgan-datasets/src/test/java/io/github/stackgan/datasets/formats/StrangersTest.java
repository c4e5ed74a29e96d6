package io.github.stackgan.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.stackgan.DatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files of the real world, where they are; none of them may be shipped. */
class StrangersTest {
    private static final Path REAL = Path.of("../../shared/data/real");

    @BeforeEach
    void present() {
        assumeThat(REAL).as("files of strangers are not here").isDirectory();
    }

    private static void read(Path file) {
        String name = file.toString();
        if (name.endsWith(".pickle") || name.endsWith(".pkl") || name.endsWith(".pth") || name.endsWith(".pt")) {
            Pickle.read(file);
        } else if (name.endsWith(".t7")) {
            Torch7.read(file);
        } else if (name.endsWith(".mat")) {
            MatFile.read(file);
        } else if (name.endsWith(".npz")) {
            Npz.read(file);
        }
    }

    @Test
    void every_file_is_read_or_refused_with_our_message() throws IOException {
        int refused = 0;
        try (Stream<Path> files = Files.walk(REAL)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try {
                    read(file);
                } catch (DatasetException e) {
                    assertThat(e).hasMessageStartingWith(file.toString());
                    refused++;
                }
            }
        }
        assertThat(refused).isPositive();
    }

    /** Expected: what Python finds in the same files. */
    @Test
    void the_pickles_of_the_releases_are_read() {
        Value classes = Pickle.read(REAL.resolve("cub-index/train/class_info.pickle"));
        assertThat(classes.asItems("classes").stream()
                        .mapToLong(v -> ((Value.Whole) v).value())
                        .sum())
                .isEqualTo(927914);
        assertThat(Pickle.read(REAL.resolve("cub-index/train/filenames.pickle")).asItems("names"))
                .hasSize(8855);
        assertThat(Pickle.read(REAL.resolve("cub-index/test/class_info.pickle")).asItems("classes"))
                .hasSize(2933);
        assertThat(Pickle.read(REAL.resolve("coco/filenames/train/filenames.pickle"))
                        .asItems("names"))
                .hasSize(82783);
        assertThat(Pickle.read(REAL.resolve("coco/filenames/test/filenames.pickle"))
                        .asItems("names"))
                .hasSize(40470);
    }

    @Test
    void the_matrices_of_oxford_are_read() {
        NumberArray labels = Objects.requireNonNull(
                MatFile.read(REAL.resolve("flowers/imagelabels.mat")).get("labels"));
        assertThat(labels.size()).isEqualTo(8189);
        assertThat(Arrays.stream(labels.longs()).max()).hasValue(102);
        assertThat(Objects.requireNonNull(
                                MatFile.read(REAL.resolve("flowers/setid.mat")).get("tstid"))
                        .size())
                .isEqualTo(6149);
    }

    @Test
    void torchs_own_samples_are_read() {
        Path samples = REAL.resolve("torch7/python-torchfile");
        Table captions = Torch7.read(REAL.resolve("torch7/example_captions_birds_CudaTensor.t7"))
                .asTable("captions");
        NumberArray embedding =
                captions.get("fea_txt").orElseThrow().asItems("fea_txt").get(0).asArray("embedding");
        assertThat(embedding.size()).isEqualTo(1024);
        assertThat(Torch7.read(samples.resolve("floattensor.t7")).asArray("").type())
                .isEqualTo(ElementType.FLOAT32);
        assertThat(Torch7.read(samples.resolve("doubletensor.t7")).asArray("").type())
                .isEqualTo(ElementType.FLOAT64);
        Table hello = Torch7.read(samples.resolve("hello=123.t7")).asTable("");
        assertThat(hello.get("hello")).contains(new Value.Whole(123));
        assertThat(Torch7.read(samples.resolve("list_table.t7")).asItems("")).hasSize(4);
        Table self = Torch7.read(samples.resolve("recursive_kv_table.t7")).asTable("");
        assertThat(self.entries()).containsEntry(self, self);
        for (String object : new String[] {"function", "gmodule_with_linear_identity", "tds_hash", "custom_class"}) {
            assertThatExceptionOfType(DatasetException.class)
                    .isThrownBy(() -> Torch7.read(samples.resolve(object + ".t7")))
                    .withMessageContaining("it holds a");
        }
    }
}

package io.github.stackgan.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.IndexReport.Kind;
import io.github.stackgan.datasets.Oxford102.Split;
import io.github.stackgan.datasets.decode.ImageDecoder;
import io.github.stackgan.datasets.formats.MatFile;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expected: what SciPy finds in the label and split files. */
class Oxford102Test {
    @TempDir
    private Path folder;

    private Path flowers;

    @BeforeEach
    void a_copy() {
        flowers = Mini.copy("flowers", folder.resolve("flowers"));
    }

    private int size(Split split) {
        return Oxford102.in(flowers).withSplit(split).read().size();
    }

    @Test
    void images_come_with_captions_and_classes() {
        IndexedImages read = Oxford102.in(flowers).read();
        assertThat(read.size()).isEqualTo(20);
        assertThat(read.entry(0).name()).isEqualTo("image_00001");
        assertThat(read.className(read.classOf(0))).isEqualTo("class_00003");
        assertThat(read.captions(0)).hasSize(10);
        assertThat(read.classCount()).isEqualTo(5);
        assertThat(read.image(0, 64).getWidth()).isEqualTo(64);
    }

    /** By trainvalclasses.txt classes 1 to 3, of four images each; by setid.mat 6, 4 and 10 images. */
    @Test
    void splits_are_chosen_by_name() {
        assertThat(size(Split.TRAIN_CLASSES)).isEqualTo(12);
        assertThat(size(Split.TEST_CLASSES)).isEqualTo(8);
        assertThat(size(Split.TRAIN_FILES)).isEqualTo(6);
        assertThat(size(Split.VALIDATION_FILES)).isEqualTo(4);
        assertThat(size(Split.TEST_FILES)).isEqualTo(10);
    }

    /** Protocol 0: a list of texts. */
    private void names(String side, int... images) throws IOException {
        StringBuilder list = new StringBuilder("(l");
        Arrays.stream(images).forEach(image -> list.append(String.format(Locale.ROOT, "S'jpg/image_%05d'\na", image)));
        Files.createDirectories(flowers.resolve(side));
        Files.writeString(flowers.resolve(side + "/filenames.pickle"), list + ".");
    }

    @Test
    void the_names_of_the_release_split_by_class_where_there_are_no_lists() throws IOException {
        int train = size(Split.TRAIN_CLASSES);
        IndexedImages all = Oxford102.in(flowers).read();
        IndexedImages tested =
                Oxford102.in(flowers).withSplit(Split.TEST_CLASSES).read();
        Set<String> ofTests = IntStream.range(0, tested.size())
                .mapToObj(i -> tested.entry(i).name())
                .collect(Collectors.toSet());
        Map<Boolean, List<Integer>> sides = IntStream.rangeClosed(1, all.size())
                .boxed()
                .collect(Collectors.partitioningBy(i -> ofTests.contains(String.format(Locale.ROOT, "image_%05d", i))));
        Files.delete(flowers.resolve("trainvalclasses.txt"));
        Files.delete(flowers.resolve("testclasses.txt"));
        names("train", sides.get(false).stream().mapToInt(i -> i).toArray());
        names("test", sides.get(true).stream().mapToInt(i -> i).toArray());
        assertThat(size(Split.TRAIN_CLASSES)).isEqualTo(train);
        assertThat(size(Split.TEST_CLASSES)).isEqualTo(tested.size());
        names("test", 99_999);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> size(Split.TEST_CLASSES))
                .withMessageContaining("\"jpg/image_99999\"");
    }

    @Test
    void images_without_captions_are_told() throws IOException {
        Path captions = flowers.resolve("text_c10/class_00003/image_00001.txt");
        Files.delete(captions);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Oxford102.in(flowers).read())
                .withMessage(flowers.resolve("imagelabels.mat") + " entry 1: the image \"image_00001\" has no captions;"
                        + " they should be at " + captions);
    }

    @Test
    void what_is_missing_is_named() throws IOException {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Oxford102.in(flowers.resolve("jpg")).read())
                .withMessageContaining("has no jpg; give the folder above it, " + flowers);
        Path absent = folder.resolve("absent");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Oxford102.in(absent).read())
                .withMessage(
                        "the folder " + absent + " does not exist; give the one that holds jpg and imagelabels.mat");
        Files.writeString(flowers.resolve("imagelabels.mat"), "<!doctype html>");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Oxford102.in(flowers).read())
                .withMessage(
                        flowers.resolve("imagelabels.mat") + " cannot be used as a MATLAB file of version 5: it is a"
                                + " web page, so a download went wrong; download the file itself");
    }

    @Test
    void the_real_photographs_can_be_decoded() throws IOException {
        Path jpg = Mini.real("flowers").resolve("jpg");
        int count = 0;
        try (var files = Files.list(jpg)) {
            for (Path file : files.sorted().toList()) {
                assertThat(ImageDecoder.square("real", file, Rectangle::new, 64).getWidth())
                        .isEqualTo(64);
                count++;
            }
        }
        assertThat(count).isEqualTo(105);
    }

    /** A MATLAB file of version 5, uncompressed: each array's flags, sizes, name and doubles. */
    private static void write(Path file, Map<String, double[]> arrays) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII));
        bytes.position(124).putShort((short) 0x0100).putShort((short) 0x4d49);
        arrays.forEach((name, numbers) -> {
            int names = (name.length() + 7) / 8 * 8;
            bytes.putInt(14).putInt(16 + 16 + 8 + names + 8 + 8 * numbers.length);
            bytes.putInt(6).putInt(8).putInt(6).putInt(0);
            bytes.putInt(5).putInt(8).putInt(1).putInt(numbers.length);
            bytes.putInt(1).putInt(name.length());
            bytes.put(Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), names));
            bytes.putInt(9).putInt(8 * numbers.length);
            DoubleStream.of(numbers).forEach(bytes::putDouble);
        });
        Files.write(file, Arrays.copyOf(bytes.array(), bytes.position()));
    }

    private IndexReport skipping(Split split) {
        return Oxford102.in(flowers)
                .withSplit(split)
                .withProblems(Problems.SKIP)
                .read()
                .report();
    }

    @Test
    void a_label_that_is_none_is_one_problem() throws IOException {
        double[] labels = LongStream.of(MatFile.read(flowers.resolve("imagelabels.mat"))
                        .get("labels")
                        .longs())
                .asDoubleStream()
                .toArray();
        labels[4] = 0;
        labels[7] = -3;
        labels[9] = 4_000_000_000.0;
        write(flowers.resolve("imagelabels.mat"), Map.of("labels", labels));
        IndexReport report = skipping(Split.ALL);
        assertThat(report.usable()).isEqualTo(17);
        assertThat(report.listed()).isEqualTo(20);
        assertThat(report.counts()).isEqualTo(Map.of(Kind.WRONG_ENTRY, 3L));
        assertThat(report.toString())
                .contains("imagelabels.mat entry 5: the label is 0, but must be from 1 to 10000; mend it");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Oxford102.in(flowers).read())
                .withMessageContaining("entry 10: the label is 4000000000");
    }

    @Test
    void captions_that_are_no_text_are_one_problem() throws IOException {
        Files.write(flowers.resolve("text_c10/class_00003/image_00001.txt"), new byte[] {'a', 0, 'b'});
        IndexReport report = skipping(Split.ALL);
        assertThat(report.usable()).isEqualTo(19);
        assertThat(report.counts()).isEqualTo(Map.of(Kind.WRONG_ENTRY, 1L));
    }

    @Test
    void images_in_two_sets_are_in_none_and_those_that_stand_twice_are_told() throws IOException {
        write(
                flowers.resolve("setid.mat"),
                new TreeMap<>(
                        Map.of("trnid", new double[] {1, 2, 3, 2}, "valid", new double[] {3, 4}, "tstid", new double[] {
                            5, 21, 0
                        })));
        IndexReport train = skipping(Split.TRAIN_FILES);
        assertThat(train.usable()).isEqualTo(2);
        assertThat(train.toString())
                .contains("setid.mat entry \"trnid\": the image 2 stands a second time, first in \"trnid\"")
                .contains("setid.mat entry \"valid\": the image 3 stands a second time, first in \"trnid\"")
                .contains("setid.mat entry \"tstid\": the image 21 is not among the 20 of imagelabels.mat; mend it")
                .contains("the image 0 is not");
        assertThat(skipping(Split.VALIDATION_FILES).usable()).isEqualTo(1);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> size(Split.TEST_FILES))
                .withMessageContaining("the image 3 stands a second time");
    }
}

package io.github.stackgan.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.Cub200.Split;
import io.github.stackgan.datasets.formats.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expected numbers are NumPy's. */
class SentenceEmbeddingsTest {
    private static final Path BIRDS = Samples.path("mini/birds");

    private static IndexedImages birds(Split split) {
        return Cub200.in(BIRDS).withSplit(split).read();
    }

    @Test
    void the_tensorflow_releases_embeddings_are_found_by_sentence_in_either_form() {
        IndexedImages train = birds(Split.TRAIN_CLASSES);
        Map<String, float[]> list = SentenceEmbeddings.ofTensorFlow(BIRDS.resolve("train"), train);
        assertThat(list.get(train.captions(0).get(0))).hasSize(1024).startsWith(1.6243454f, -0.6117564f);
        IndexedImages test = birds(Split.TEST_CLASSES);
        Map<String, float[]> array = SentenceEmbeddings.ofTensorFlow(BIRDS.resolve("test"), test);
        assertThat(array).containsOnlyKeys(allCaptions(test));
    }

    private static String[] allCaptions(IndexedImages images) {
        return IntStream.range(0, images.size())
                .boxed()
                .flatMap(i -> images.captions(i).stream())
                .distinct()
                .toArray(String[]::new);
    }

    @Test
    void reeds_embeddings_are_found_by_sentence() {
        IndexedImages birds = birds(Split.ALL);
        Map<String, float[]> found = SentenceEmbeddings.ofReed(BIRDS.resolve("cub_icml"), birds);
        assertThat(found).containsOnlyKeys(allCaptions(birds));
        ReedFile first =
                ReedFile.read(BIRDS.resolve("cub_icml").resolve(birds.entry(0).name() + ".t7"));
        assertThat(found.get(birds.captions(0).get(0)))
                .isEqualTo(first.embeddings().orElseThrow().get(0).floats());
    }

    /** As the archive of the flowers has them. */
    @Test
    void reeds_embeddings_of_flowers_lie_in_a_folder_for_each_class(@TempDir Path folder) throws IOException {
        IndexedImages flowers = Oxford102.in(Samples.path("mini/flowers")).read();
        Path any = BIRDS.resolve("cub_icml").resolve(birds(Split.ALL).entry(0).name() + ".t7");
        for (int i = 0; i < flowers.size(); i++) {
            Path ofClass =
                    Files.createDirectories(folder.resolve(flowers.entry(i).className()));
            Files.copy(any, ofClass.resolve(flowers.entry(i).name() + ".t7"));
        }
        Map<String, float[]> found = SentenceEmbeddings.ofReed(folder, flowers);
        assertThat(found).containsOnlyKeys(allCaptions(flowers));
    }

    @Test
    void embeddings_of_other_images_are_refused() {
        IndexedImages birds = birds(Split.ALL);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> SentenceEmbeddings.ofTensorFlow(BIRDS.resolve("train"), birds))
                .withMessage(
                        BIRDS.resolve("train/filenames.pickle") + " has no \"004.Brown_Wren/Brown_Wren_0001_10023\","
                                + " which cub-200-2011/all has; choose the split that the file is of");
    }

    /** A pickle of a list. */
    private static void write(Path file, List<String> items) throws IOException {
        Files.write(file, ("(" + String.join("", items) + "l.").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(String name) {
        return "S'" + name + "'\n";
    }

    /** Of shape (captions, 1), all numbers the same four bytes. */
    private static String array(int captions, String number) {
        return "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085U\u0001b\u0087R(K\u0001K"
                + (char) captions
                + "K\u0001\u0086cnumpy\ndtype\nU\u0002f4\u0085R\u0089U" + (char) (4 * captions)
                + number.repeat(captions)
                + "tb";
    }

    @Test
    void numbers_that_are_not_finite_and_names_that_stand_twice_are_refused(@TempDir Path folder) throws IOException {
        IndexedImages birds = birds(Split.TEST_CLASSES);
        List<String> names = IntStream.range(0, birds.size())
                .mapToObj(i -> text(birds.entry(i).name()))
                .toList();
        Path embeddings = folder.resolve("char-CNN-RNN-embeddings.pickle");
        int captions = birds.captions(0).size();
        write(folder.resolve("filenames.pickle"), names);
        write(embeddings, Collections.nCopies(birds.size(), array(captions, "\0\0\u0080\u003f")));
        assertThat(SentenceEmbeddings.ofTensorFlow(folder, birds))
                .containsEntry(birds.captions(0).get(0), new float[] {1});
        for (String number : List.of("\0\0\u00c0\u007f", "\0\0\u0080\u00ff")) {
            write(embeddings, Collections.nCopies(birds.size(), array(captions, number)));
            assertThatExceptionOfType(DatasetException.class)
                    .isThrownBy(() -> SentenceEmbeddings.ofTensorFlow(folder, birds))
                    .withMessageStartingWith(embeddings + " entry 0: the embedding of caption 1 holds the number ");
        }
        List<String> twice = new ArrayList<>(names);
        twice.set(names.size() - 1, names.get(0));
        write(folder.resolve("filenames.pickle"), twice);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> SentenceEmbeddings.ofTensorFlow(folder, birds))
                .withMessageContaining("\" twice, in entries 0 and " + (names.size() - 1));
    }
}

package io.github.stackgan.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.Cub200.Split;
import io.github.stackgan.datasets.formats.Samples;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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

    @Test
    void embeddings_of_other_pictures_are_refused() {
        IndexedImages birds = birds(Split.ALL);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> SentenceEmbeddings.ofTensorFlow(BIRDS.resolve("train"), birds))
                .withMessage(
                        BIRDS.resolve("train/filenames.pickle") + " has no \"004.Brown_Wren/Brown_Wren_0001_10023\","
                                + " which cub-200-2011/all has; choose the split that the file is of");
    }
}

package io.github.stackgan.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.OtherWords;
import io.github.stackgan.core.testing.Small;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NegativeSourceTest {
    private static NegativeSource source(CaptionedImages data, EmbeddingTable embeddings) {
        return new NegativeSource(HardNegatives.of(data), embeddings, data);
    }

    private static EmbeddingTable table(CaptionedImages data) {
        return EmbeddingTable.of(data, new Small.HashEncoder(), Optional.empty(), ProgressListener.none(), w -> {});
    }

    private static List<NegativeSource.Pick> picks(int images) {
        return IntStream.range(0, 100)
                .mapToObj(i -> new NegativeSource.Pick(i % images, 0, RandomStream.of(1, "negatives", i)))
                .toList();
    }

    /** What is said of another image of the class may be true of this one. */
    @Test
    void a_strangers_text_is_of_another_class_where_there_is_one() {
        CaptionedImages data = new OtherWords(new ColourPatches(8), own -> List.of(own.get(0)));
        EmbeddingTable embeddings = table(data);
        List<NegativeSource.Pick> picks = picks(8);
        float[][] found = source(data, embeddings).like(picks);
        for (int i = 0; i < found.length; i++) {
            int own = data.classOf(picks.get(i).image());
            float[] negative = found[i];
            assertThat(IntStream.range(0, data.size()).filter(image -> data.classOf(image) != own))
                    .anyMatch(image -> Arrays.equals(embeddings.get(image, 0), negative));
        }
    }

    /** So few images have no words to exchange, and every second sample of any image is the image itself. */
    @Test
    void no_negative_is_the_images_own_text() {
        ColourPatches data = new ColourPatches(2);
        assertThat(data.captions(0)).doesNotContainAnyElementsOf(data.captions(1));
        EmbeddingTable embeddings = table(data);
        float[][] found = source(data, embeddings).like(picks(2));
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isNotEqualTo(embeddings.get(i % 2, 0));
        }
    }
}

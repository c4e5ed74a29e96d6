package io.github.stackgan.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.ProgressListener;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.Small;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NegativeSourceTest {
    /** So few images have no words to exchange, and every second sample of any image is the image itself. */
    @Test
    void no_negative_is_the_images_own_text() {
        ColourPatches data = new ColourPatches(2);
        assertThat(data.captions(0)).doesNotContainAnyElementsOf(data.captions(1));
        EmbeddingTable embeddings =
                EmbeddingTable.of(data, new Small.HashEncoder(), Optional.empty(), ProgressListener.none(), w -> {});
        NegativeSource source = new NegativeSource(HardNegatives.of(data), embeddings, data);
        List<NegativeSource.Pick> picks = IntStream.range(0, 100)
                .mapToObj(i -> new NegativeSource.Pick(i % 2, 0, RandomStream.of(1, "negatives", i)))
                .toList();
        float[][] found = source.like(picks);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isNotEqualTo(embeddings.get(i % 2, 0));
        }
    }
}

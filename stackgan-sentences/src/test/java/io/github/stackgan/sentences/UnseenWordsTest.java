package io.github.stackgan.sentences;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.core.text.training.TextEncoderPlan;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A small folder with one caption for each image, and words that none of them has. */
class UnseenWordsTest {
    private static final Map<String, String> UNSEEN = Map.of("crimson", "red", "golden", "yellow", "navy", "blue");

    @Test
    void names_of_colours_that_no_caption_has_lie_nearest_to_the_colour_that_they_mean() {
        ColouredShapes folder = new ColouredShapes(60);
        assertThat(IntStream.range(0, folder.size())
                        .mapToObj(i -> folder.captions(i).get(0)))
                .noneMatch(caption -> UNSEEN.keySet().stream().anyMatch(caption::contains));
        try (SentenceEncoder encoder = SentenceEncoder.train(
                folder, 16, TextEncoderPlan.standard().withIterations(1).withBatchSize(8), progress -> assertThat(
                                progress.figures().get("loss"))
                        .isFinite())) {
            UNSEEN.forEach((word, meant) -> {
                for (String shape : ColouredShapes.SHAPES) {
                    assertThat(nearest(encoder, "a " + word + " " + shape, shape))
                            .isEqualTo(meant);
                }
            });
        }
    }

    private static String nearest(SentenceEncoder encoder, String asked, String shape) {
        float[] found = encoder.encode(List.of(asked))[0];
        return ColouredShapes.NAMES.stream()
                .min(Comparator.comparingDouble(
                        name -> distance(found, encoder.encode(List.of("a " + name + " " + shape))[0])))
                .orElseThrow();
    }

    private static double distance(float[] one, float[] other) {
        return IntStream.range(0, one.length)
                .mapToDouble(i -> (double) (one[i] - other[i]) * (one[i] - other[i]))
                .sum();
    }
}

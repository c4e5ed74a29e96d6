package io.github.stackgan.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.OtherWords;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EmbeddingWhiteningTest {
    private static final int WIDTH = 8;
    private static final List<String> SENTENCES = IntStream.range(0, 400)
            .mapToObj(i -> Integer.toString(i * 7919 % 10007, 7) + " birds of " + Integer.toString(i * 104729, 19))
            .toList();

    private final CaptionedImages data = new OtherWords(new ColourPatches(1), own -> SENTENCES);

    private static double[][] covariance(float[][] rows) {
        double[] mean = mean(rows);
        double[][] sums = new double[WIDTH][WIDTH];
        for (float[] row : rows) {
            for (int i = 0; i < WIDTH; i++) {
                for (int j = 0; j < WIDTH; j++) {
                    sums[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / rows.length;
                }
            }
        }
        return sums;
    }

    private static double[] mean(float[][] rows) {
        double[] mean = new double[WIDTH];
        for (float[] row : rows) {
            for (int i = 0; i < WIDTH; i++) {
                mean[i] += row[i] / (double) rows.length;
            }
        }
        return mean;
    }

    @Test
    void embeddings_get_mean_0_and_covariance_1_and_the_given_encoder_stays() {
        try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, WIDTH, 5)) {
            String before = encoder.fingerprint();
            double[][] colourful = covariance(encoder.encode(SENTENCES));
            assertThat(colourful[0][0]).isLessThan(0.01);
            try (CharCnnRnn white = EmbeddingWhitening.of(encoder, data, 1)) {
                float[][] rows = white.encode(SENTENCES);
                assertThat(mean(rows)).containsExactly(new double[WIDTH], Offset.offset(0.2));
                double[][] covariance = covariance(rows);
                for (int i = 0; i < WIDTH; i++) {
                    for (int j = 0; j < WIDTH; j++) {
                        assertThat(covariance[i][j]).isEqualTo(i == j ? 1 : 0, Offset.offset(0.2));
                    }
                }
            }
            assertThat(encoder.fingerprint()).isEqualTo(before);
        }
    }

    @Test
    void one_seed_gives_one_encoder() {
        try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, WIDTH, 5);
                CharCnnRnn first = EmbeddingWhitening.of(encoder, data, 1);
                CharCnnRnn again = EmbeddingWhitening.of(encoder, data, 1);
                CharCnnRnn other = EmbeddingWhitening.of(encoder, data, 2)) {
            assertThat(again.fingerprint()).isEqualTo(first.fingerprint());
            assertThat(other.fingerprint()).isNotEqualTo(first.fingerprint());
        }
    }

    /** Nothing to tell apart: no number may become infinite. */
    @Test
    void a_dataset_with_one_sentence_does_no_harm() {
        CaptionedImages single = new OtherWords(new ColourPatches(1), own -> List.of("a bird"));
        try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, WIDTH, 5);
                CharCnnRnn white = EmbeddingWhitening.of(encoder, single, 1)) {
            for (float value : white.encode(List.of("a bird"))[0]) {
                assertThat(value).isFinite();
            }
        }
    }
}

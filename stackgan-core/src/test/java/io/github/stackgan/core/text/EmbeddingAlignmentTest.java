package io.github.stackgan.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.OtherWords;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmbeddingAlignmentTest {
    private static final int WIDTH = 8;
    private static final List<String> SENTENCES = IntStream.range(0, 400)
            .mapToObj(i -> Integer.toString(i * 7919 % 10007, 7) + " birds of " + Integer.toString(i * 104729, 19))
            .toList();

    private static CaptionedImages data(List<String> sentences) {
        return new OtherWords(new ColourPatches(1), own -> sentences);
    }

    private static CharCnnRnn encoder(long seed) {
        return CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, WIDTH, seed);
    }

    /** The mean square of the differences. */
    private static double apart(CharCnnRnn one, CharCnnRnn two, List<String> sentences) {
        double sum = 0;
        float[][] ones = one.encode(sentences);
        float[][] twos = two.encode(sentences);
        for (int i = 0; i < ones.length; i++) {
            for (int j = 0; j < WIDTH; j++) {
                sum += Math.pow(ones[i][j] - twos[i][j], 2) / WIDTH / ones.length;
            }
        }
        return sum;
    }

    /** What differs from the target by a linear map alone comes to lie upon it. */
    @Test
    void a_change_of_basis_is_undone() {
        try (CharCnnRnn plain = encoder(5);
                CharCnnRnn target = EmbeddingWhitening.of(plain, data(SENTENCES), 1);
                CharCnnRnn turned = turned(target);
                CharCnnRnn aligned = EmbeddingAlignment.of(turned, SENTENCES, target.encode(SENTENCES))) {
            assertThat(apart(turned, target, SENTENCES)).isGreaterThan(1);
            assertThat(apart(aligned, target, SENTENCES)).isLessThan(0.02);
        }
    }

    /** Its numbers in the order from the last to the first, three times as large, and moved. */
    private static CharCnnRnn turned(CharCnnRnn encoder) {
        CharCnnRnn turned = encoder.copy();
        float[][] matrix = new float[WIDTH][WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            matrix[i][WIDTH - 1 - i] = 3;
        }
        try (NDManager scratch = turned.manager().newSubManager()) {
            NDArray offset = scratch.ones(new Shape(WIDTH));
            turned.network().append(Matrices.of(scratch, matrix), offset);
        }
        return turned;
    }

    @Test
    void another_network_comes_near_the_target_on_few_sentences_and_the_given_encoder_stays() {
        List<String> few = SENTENCES.subList(0, WIDTH);
        try (CharCnnRnn encoder = encoder(5);
                CharCnnRnn other = encoder(6);
                CharCnnRnn target = EmbeddingWhitening.of(other, data(few), 1);
                CharCnnRnn aligned = EmbeddingAlignment.of(encoder, few, target.encode(few));
                CharCnnRnn again = EmbeddingAlignment.of(encoder, few, target.encode(few))) {
            String before = encoder.fingerprint();
            // The target's numbers have a variance of 1.
            assertThat(apart(encoder, target, few)).isGreaterThan(0.8);
            assertThat(apart(aligned, target, few)).isLessThan(0.3);
            assertThat(again.fingerprint()).isEqualTo(aligned.fingerprint());
            assertThat(encoder.fingerprint()).isEqualTo(before).isNotEqualTo(aligned.fingerprint());
        }
    }

    @Test
    void other_embeddings_than_one_of_its_length_for_each_sentence_are_refused() {
        try (CharCnnRnn encoder = encoder(5)) {
            assertThatThrownBy(() -> EmbeddingAlignment.of(encoder, SENTENCES, new float[SENTENCES.size()][4]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("wanted has 400 embeddings, the first of 4 numbers, but one of 8 for each");
            assertThatThrownBy(() -> EmbeddingAlignment.of(encoder, SENTENCES, new float[1][WIDTH]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("wanted has 1 embeddings, the first of 8 numbers");
        }
    }
}

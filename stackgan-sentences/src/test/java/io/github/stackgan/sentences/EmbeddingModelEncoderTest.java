package io.github.stackgan.sentences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.github.stackgan.StackGanException;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EmbeddingModelEncoderTest {
    private record Model(Function<String, float[]> vectors) implements EmbeddingModel {
        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return Response.from(segments.stream()
                    .map(s -> Embedding.from(vectors.apply(s.text())))
                    .toList());
        }
    }

    @Test
    void the_models_vectors_are_the_embeddings() {
        EmbeddingModelEncoder encoder = EmbeddingModelEncoder.of(new Model(s -> new float[] {s.length(), 1}));
        assertThat(encoder.embeddingSize()).isEqualTo(2);
        assertThat(encoder.encode(List.of("red", " "))).isEqualTo(new float[][] {{3, 1}, {1, 1}});
        assertThat(encoder.encode(List.of())).isEmpty();
        assertThat(encoder.saved()).isEmpty();
    }

    /** Numbers of a text, the same every time, and rounded by another processor. */
    private static float[] numbers(String text, int of, double noise) {
        Random random = new Random(text.hashCode() + of);
        float[] numbers = new float[24];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (random.nextGaussian() * (1 + noise * i));
        }
        return numbers;
    }

    @Test
    void another_model_has_another_fingerprint_and_another_processor_has_not() {
        String one = EmbeddingModelEncoder.of(new Model(s -> numbers(s, 1, 0))).fingerprint();
        assertThat(EmbeddingModelEncoder.of(new Model(s -> numbers(s, 1, 1e-7))).fingerprint())
                .isEqualTo(one);
        assertThat(EmbeddingModelEncoder.of(new Model(s -> numbers(s, 2, 0))).fingerprint())
                .isNotEqualTo(one);
        assertThat(EmbeddingModelEncoder.of(new Model(s -> {
                            float[] other = numbers(s, 1, 0);
                            for (int i = 0; i < other.length; i++) {
                                other[i] = -other[i];
                            }
                            return other;
                        }))
                        .fingerprint())
                .isNotEqualTo(one);
    }

    @Test
    void vectors_that_do_not_fit_are_refused() {
        assertThatThrownBy(() -> EmbeddingModelEncoder.of(new Model(s -> new float[0])))
                .isInstanceOf(StackGanException.class)
                .hasMessageContaining("vectors of no number");
        EmbeddingModelEncoder uneven = EmbeddingModelEncoder.of(new Model(s -> new float[s.length() > 9 ? 3 : 2]));
        assertThatThrownBy(() -> uneven.encode(List.of("red"))).hasMessageContaining("a vector of 2 numbers");
        EmbeddingModelEncoder infinite = EmbeddingModelEncoder.of(new Model(s -> new float[] {1f / (s.length() - 3)}));
        assertThatThrownBy(() -> infinite.encode(List.of("red"))).hasMessageContaining("the number Infinity");
    }
}

package io.github.stackgan.sentences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.github.stackgan.StackGanException;
import java.util.List;
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

    @Test
    void another_model_has_another_fingerprint() {
        String one = EmbeddingModelEncoder.of(new Model(s -> new float[] {1})).fingerprint();
        assertThat(EmbeddingModelEncoder.of(new Model(s -> new float[] {1})).fingerprint())
                .isEqualTo(one);
        assertThat(EmbeddingModelEncoder.of(new Model(s -> new float[] {2})).fingerprint())
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

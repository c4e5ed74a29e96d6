package io.github.stackgan.core.text.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.ProgressListener;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.OtherWords;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.EmbeddingWhitening;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderImitationTest {
    private static final List<String> PLAIN = List.of("a red bird", "a blue bird", "a green bird");
    /** Too many for the last layer alone; sentence i says what plain sentence i % 3 says. */
    private static final List<String> TALK = List.of(
            "crimson, please",
            "make it navy",
            "emerald!",
            "red one",
            "blue one",
            "a green",
            "scarlet like blood",
            "as the sky",
            "like grass",
            "draw me red",
            "draw me blue",
            "draw me green");

    private static final TextEncoderPlan PLAN =
            TextEncoderPlan.standard().withIterations(60).withBatchSize(6).withLearningRate(1e-3);

    private final CharCnnRnn reader = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 4, 1);
    private final CharCnnRnn target = white(2);

    @TempDir
    private Path folder;

    private static CharCnnRnn white(long seed) {
        try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 4, seed)) {
            return EmbeddingWhitening.of(encoder, new OtherWords(new ColourPatches(1), own -> PLAIN), 1);
        }
    }

    /** What people say, and the same in plain words. */
    private enum Captions implements StatedCaptions {
        BIRDS;

        @Override
        public String fingerprint() {
            return "birds";
        }

        @Override
        public int size() {
            return TALK.size();
        }

        @Override
        public List<StatedText> captions(int image) {
            return List.of(new StatedText(TALK.get(image), "", Map.of("colour", image % 3), PLAIN.get(image % 3)));
        }

        @Override
        public Map<String, Integer> attributes() {
            return Map.of("colour", PLAIN.size());
        }
    }

    @AfterEach
    void close() {
        reader.close();
        target.close();
    }

    private CharCnnRnn train(TextEncoderPlan plan, ProgressListener progress) {
        return EncoderImitation.train(reader, target, Captions.BIRDS, plan, progress);
    }

    @Test
    void talk_gets_the_embeddings_of_plain_words_and_the_given_encoders_stay() {
        String before = reader.fingerprint() + target.fingerprint();
        List<Float> losses = new ArrayList<>();
        try (CharCnnRnn student = train(PLAN, p -> losses.add(p.figures().get("loss")))) {
            assertThat(apart(student)).isLessThan(apart(reader) / 2);
        }
        assertThat(mean(losses.subList(50, 60))).isLessThan(mean(losses.subList(0, 10)));
        assertThat(reader.fingerprint() + target.fingerprint()).isEqualTo(before);
    }

    private static double mean(List<Float> values) {
        return values.stream().mapToDouble(value -> value).average().orElseThrow();
    }

    /** The mean square of what talk's embeddings differ by from those of the same in plain words. */
    private double apart(CharCnnRnn encoder) {
        float[][] said = encoder.encode(TALK);
        float[][] wanted = target.encode(PLAIN);
        double sum = 0;
        for (int i = 0; i < said.length; i++) {
            for (int j = 0; j < said[i].length; j++) {
                sum += Math.pow(said[i][j] - wanted[i % 3][j], 2) / said.length / said[i].length;
            }
        }
        return sum;
    }

    @Test
    void interrupted_it_ends_at_the_same_bits() {
        TextEncoderPlan brief = PLAN.withIterations(4);
        TextEncoderPlan kept = brief.withCheckpoint(folder.resolve("checkpoint.safetensors"));
        try (CharCnnRnn whole = train(brief, ProgressListener.none())) {
            assertThatThrownBy(() -> train(kept, p -> {
                        if (p.done() == 2) {
                            Thread.currentThread().interrupt();
                        }
                    }))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("interrupted after iteration 2");
            assertThat(Thread.interrupted()).isTrue();
            try (CharCnnRnn rest = train(kept, ProgressListener.none())) {
                assertThat(rest.fingerprint()).isEqualTo(whole.fingerprint());
            }
        }
    }

    @Test
    void embeddings_of_another_length_are_refused() {
        try (CharCnnRnn longer = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 8, 1)) {
            assertThatThrownBy(
                            () -> EncoderImitation.train(longer, target, Captions.BIRDS, PLAN, ProgressListener.none()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "target has embeddings of 4 numbers, but the encoder's have 8; train one with embeddings"
                                    + " of 4");
        }
    }
}

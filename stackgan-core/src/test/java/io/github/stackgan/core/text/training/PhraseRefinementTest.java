package io.github.stackgan.core.text.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.OtherWords;
import io.github.stackgan.core.text.CharCnnRnn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhraseRefinementTest {
    private static final int WIDTH = 16;
    private static final TextEncoderPlan PLAN =
            TextEncoderPlan.standard().withIterations(60).withBatchSize(4).withSeed(1);

    private static CharCnnRnn untrained() {
        return CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, WIDTH, 5);
    }

    /**
     * All sentences are the same one, so that every batch is the whole problem and the layer's bias alone solves it.
     */
    @Test
    void the_layer_learns_first_then_the_encoder_and_never_the_one_that_was_given() {
        List<Float> nats = new ArrayList<>();
        List<Float> drifts = new ArrayList<>();
        CaptionedImages data = new OtherWords(new ColourPatches(8), own -> List.of("a red patch"));
        try (CharCnnRnn encoder = untrained()) {
            String before = encoder.fingerprint();
            try (CharCnnRnn refined = PhraseRefinement.refine(encoder, data, PLAN, progress -> {
                nats.add(progress.figures().get("nats"));
                drifts.add(progress.figures().get("drift"));
            })) {
                assertThat(encoder.fingerprint()).isEqualTo(before);
                assertThat(refined.fingerprint()).isNotEqualTo(before);
                assertThat(refined.variant()).isEqualTo(encoder.variant());
                assertThat(refined.embeddingSize()).isEqualTo(WIDTH);
            }
        }
        assertThat(nats).hasSize(60);
        assertThat(nats.get(59)).isLessThan(0.9f * nats.get(0));
        // The linear layer is alone for a quarter; the encoder's first step shows in the iteration after it.
        assertThat(drifts.subList(0, 16)).allMatch(drift -> drift < 1e-6);
        assertThat(drifts.subList(16, 60)).allMatch(drift -> drift > 1e-6);
    }

    @Test
    void one_seed_gives_one_encoder() {
        List<String> fingerprints = new ArrayList<>();
        try (CharCnnRnn encoder = untrained()) {
            for (long seed : new long[] {1, 1, 2}) {
                TextEncoderPlan plan = PLAN.withIterations(3).withSeed(seed);
                try (CharCnnRnn refined =
                        PhraseRefinement.refine(encoder, new ColourPatches(8), plan, ProgressListener.none())) {
                    fingerprints.add(refined.fingerprint());
                }
            }
        }
        assertThat(fingerprints.get(1)).isEqualTo(fingerprints.get(0));
        assertThat(fingerprints.get(2)).isNotEqualTo(fingerprints.get(0));
    }
}

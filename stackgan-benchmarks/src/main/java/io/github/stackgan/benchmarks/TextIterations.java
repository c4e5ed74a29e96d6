package io.github.stackgan.benchmarks;

import io.github.stackgan.ProgressListener;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.training.CaptionTraining;
import io.github.stackgan.core.text.training.StatedCaptions;
import io.github.stackgan.core.text.training.StatedText;
import io.github.stackgan.core.text.training.TextEncoderPlan;
import io.github.stackgan.core.text.training.TextEncoderTraining;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The iterations of the text encoders' own trainings on the synthetic birds, as they tell of them. */
final class TextIterations {
    private static final int BIRDS = 200;
    private static final CharCnnRnn.Variant VARIANT = CharCnnRnn.Variant.BIRDS_ICML;

    private TextIterations() {}

    /** Milliseconds of each iteration but the first ones. */
    static double[] time(Work work, int warmUp, int repetitions) {
        SyntheticBirds birds = SyntheticBirds.train(1, BIRDS);
        TextEncoderPlan plan =
                TextEncoderPlan.standard().withBatchSize(work.batch()).withIterations(1 + warmUp + repetitions);
        int embedding = work.settings().embeddingSize();
        List<Long> ends = new ArrayList<>();
        ProgressListener progress = p -> ends.add(Clock.now());
        if (work == Work.CAPTIONS) {
            CaptionTraining.train(new Stated(birds), VARIANT, embedding, plan, progress)
                    .close();
        } else {
            try (CharCnnRnn encoder = CharCnnRnn.untrained(VARIANT, embedding, 1)) {
                TextEncoderTraining.train(encoder.learner(), birds, plan.withCandidatesPerPair(100), progress);
            }
        }
        double[] milliseconds = new double[repetitions];
        for (int i = 0; i < repetitions; i++) {
            milliseconds[i] = (ends.get(i + warmUp + 1) - ends.get(i + warmUp)) / 1e6;
        }
        return milliseconds;
    }

    /** Each caption states something; what, does not matter here. */
    private record Stated(SyntheticBirds birds) implements StatedCaptions {
        private static final int ATTRIBUTES = 12;
        private static final int VALUES = 8;

        @Override
        public String fingerprint() {
            return birds.fingerprint();
        }

        @Override
        public int size() {
            return birds.size();
        }

        @Override
        public List<StatedText> captions(int image) {
            return birds.captions(image).stream()
                    .map(text -> new StatedText(text, "", Map.of("0", image % VALUES, "1", image / VALUES % VALUES)))
                    .toList();
        }

        @Override
        public Map<String, Integer> attributes() {
            Map<String, Integer> attributes = new TreeMap<>();
            for (int i = 0; i < ATTRIBUTES; i++) {
                attributes.put(String.valueOf(i), VALUES);
            }
            return attributes;
        }
    }
}

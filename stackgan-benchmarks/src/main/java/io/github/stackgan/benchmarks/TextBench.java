package io.github.stackgan.benchmarks;

import ai.djl.ndarray.NDManager;
import com.google.common.math.Quantiles;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.core.engine.PyTorchEngine;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.TextNetwork;
import io.github.stackgan.core.text.training.TextEncoderPlan;
import io.github.stackgan.core.text.training.TextEncoderTraining;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import io.github.stackgan.sentences.SentenceEncoder;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Text encoders on captions of the synthetic birds: {@code TextBench [ROUNDS]}. A training step of 40 pairs and the
 * encoding of new texts, by char-CNN-RNN as a textbook has it and by ours in turn, and by a sentence encoder. One
 * thread's time on the processor, so that other programs disturb little; medians. Run it with OMP_NUM_THREADS=1.
 */
public final class TextBench {
    private static final int EMBEDDING = 1024;
    private static final int SMALL_EMBEDDING = 128;
    private static final int BIRDS = 2000;
    private static final int STEPS = 5;
    private static final int MANY = 100;
    private static final int WARM_UP = 2;

    private final CaptionedImages birds = SyntheticBirds.train(1, BIRDS);
    private final int rounds;
    private int used;

    private TextBench(int rounds) {
        this.rounds = rounds;
    }

    /**
     * Measures.
     *
     * @param args how many rounds (default 7)
     */
    public static void main(String[] args) {
        PyTorchEngine.stayOffline();
        new TextBench(args.length > 0 ? Integer.parseInt(args[0]) : 7).measure();
    }

    private void measure() {
        System.out.println("| work | textbook, ms | ours, ms | ratio |\n| --- | --- | --- | --- |");
        try (TextNetwork textbook = TextbookText.untrained(EMBEDDING, 1);
                CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_ICML, EMBEDDING, 1)) {
            List<Double> theirs = new ArrayList<>();
            List<Double> ours = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                theirs.addAll(steps(textbook, round));
                ours.addAll(steps(encoder.learner(), round));
            }
            row("char-CNN-RNN, training step", theirs, ours);
            for (int count : List.of(1, MANY)) {
                compare(count, texts -> encode(textbook, texts), encoder::encode);
            }
        }
        TextEncoderPlan brief = TextEncoderPlan.standard().withIterations(1);
        try (SentenceEncoder sentences =
                SentenceEncoder.train(birds, SMALL_EMBEDDING, brief, ProgressListener.none())) {
            for (int count : List.of(1, MANY)) {
                System.out.printf(
                        Locale.ROOT,
                        "| SENTENCES, %s | | %.1f | |%n",
                        texts(count),
                        Quantiles.median()
                                .compute(
                                        times(count, List.of(sentences::encode)).get(0)));
            }
        }
    }

    private void compare(int count, Consumer<List<String>> textbook, Consumer<List<String>> ours) {
        List<List<Double>> times = times(count, List.of(textbook, ours));
        row("char-CNN-RNN, " + texts(count), times.get(0), times.get(1));
    }

    private static String texts(int count) {
        return count == 1 ? "one text" : count + " texts";
    }

    private static void row(String work, List<Double> textbook, List<Double> ours) {
        double theirs = Quantiles.median().compute(textbook);
        double own = Quantiles.median().compute(ours);
        System.out.printf(Locale.ROOT, "| %s | %.1f | %.1f | %.2f |%n", work, theirs, own, theirs / own);
    }

    /** Milliseconds of each step but the first two. */
    private List<Double> steps(TextNetwork network, int round) {
        TextEncoderPlan plan = TextEncoderPlan.standard()
                .withIterations(WARM_UP + STEPS)
                .withSeed(round)
                .withLearningRate(1e-6);
        List<Double> times = new ArrayList<>();
        long[] before = {0};
        TextEncoderTraining.train(network, birds, plan, progress -> {
            long now = now();
            if (progress.done() > WARM_UP) {
                times.add((now - before[0]) / 1e6);
            }
            before[0] = now();
        });
        return times;
    }

    /** Milliseconds of each encoder, in turn, for texts that it has not met. */
    private List<List<Double>> times(int count, List<Consumer<List<String>>> encoders) {
        List<List<Double>> times =
                encoders.stream().<List<Double>>map(e -> new ArrayList<>()).toList();
        int all = count == 1 ? rounds * STEPS * STEPS : rounds;
        for (int i = -WARM_UP; i < all; i++) {
            List<String> texts = IntStream.range(0, count)
                    .mapToObj(t -> birds.captions((used + t) % BIRDS).get(0) + " " + (used + t))
                    .toList();
            used += count;
            for (int e = 0; e < encoders.size(); e++) {
                long start = now();
                encoders.get(e).accept(texts);
                if (i >= 0) {
                    times.get(e).add((now() - start) / 1e6);
                }
            }
        }
        return times;
    }

    private static void encode(TextNetwork network, List<String> texts) {
        try (NDManager scratch = network.manager().newSubManager()) {
            Matrices.rows(network.forward(scratch, texts));
        }
    }

    private static long now() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadCpuTime();
    }
}

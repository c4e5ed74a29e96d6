package io.github.stackgan.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.common.math.Quantiles;
import io.github.stackgan.core.engine.NativeMemory;
import io.github.stackgan.core.engine.PyTorchEngine;
import io.github.stackgan.core.gan.GeneratorStack;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.gan.StackNoise;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.step.AdversarialStep;
import io.github.stackgan.core.step.Batch;
import io.github.stackgan.core.step.LearningNetworks;
import io.github.stackgan.core.step.LossTerms;
import io.github.stackgan.core.step.Rates;
import io.github.stackgan.core.terms.KlTerm;
import java.util.List;
import java.util.Optional;

/**
 * One contender at one work in a process of its own: {@code Measure CONTENDER WORK REPETITIONS}; prints the median of
 * its milliseconds.
 */
final class Measure {
    private static final int WARM_UP = 2;

    private Measure() {}

    public static void main(String[] args) {
        PyTorchEngine.stayOffline();
        Contender contender = Contender.valueOf(args[0]);
        Work work = Work.valueOf(args[1]);
        int repetitions = Integer.parseInt(args[2]);
        double[] times =
                work.isText() ? TextIterations.time(work, WARM_UP, repetitions) : images(contender, work, repetitions);
        System.out.println(Quantiles.median().compute(times));
    }

    private static double[] images(Contender contender, Work work, int repetitions) {
        try (Networks networks = Networks.untrained(work.settings(), Optional.empty())) {
            if (contender == Contender.TEXTBOOK) {
                return textbook(networks, work, repetitions);
            }
            return work.batch() > 1
                    ? NativeMemory.keepingLargeBlocks("work", () -> ours(networks, contender, work, repetitions))
                    : ours(networks, contender, work, repetitions);
        }
    }

    private interface Task {
        void run(Recipe.Input input);
    }

    private static double[] time(NDManager parent, Work work, int repetitions, Task task) {
        double[] milliseconds = new double[repetitions];
        for (int i = -WARM_UP; i < repetitions; i++) {
            try (NDManager manager = parent.newSubManager()) {
                Recipe.Input input = Recipe.Input.of(manager, work.settings(), work.batch(), work.side());
                long start = Clock.now();
                task.run(input);
                if (i >= 0) {
                    milliseconds[i] = (Clock.now() - start) / 1e6;
                }
            }
        }
        return milliseconds;
    }

    private static double[] textbook(Networks networks, Work work, int repetitions) {
        Textbook textbook = Textbook.of(networks, Math.max(1, work.stage()));
        return time(networks.manager(), work, repetitions, input -> {
            if (work.stage() == 0) {
                NDArray image = textbook.generate(input.text(), input.z(), input.eps1(), input.eps2());
                image.toFloatArray();
            } else {
                textbook.iterate(input.images(), input.text(), input.z(), input.eps1(), input.eps2());
            }
        });
    }

    private static double[] ours(Networks networks, Contender contender, Work work, int repetitions) {
        return work.stage() == 0
                ? generate(networks, contender, work, repetitions)
                : train(networks, contender, work, repetitions);
    }

    private static double[] generate(Networks networks, Contender contender, Work work, int repetitions) {
        Mode mode = Mode.EVALUATION.in(contender.precision());
        return time(networks.manager(), work, repetitions, input -> {
            StackNoise noise = new StackNoise(input.z(), List.of(input.eps1(), input.eps2()));
            NDArray image = networks.generators()
                    .forward(input.text(), noise, mode, mode)
                    .get(1)
                    .image();
            image.toFloatArray();
        });
    }

    private static double[] train(Networks networks, Contender contender, Work work, int repetitions) {
        NDManager manager = networks.manager();
        int stage = work.stage();
        GeneratorStack generators = networks.generators().lowest(stage);
        try (Adam g = Adam.of(manager, generators.top(), 0.5, 0.999);
                Adam d = Adam.of(manager, networks.discriminator(stage - 1).parameters(), 0.5, 0.999)) {
            LearningNetworks learning = new LearningNetworks(
                    generators,
                    networks.discriminator(stage - 1),
                    Mode.TRAINING.in(contender.precision()),
                    Mode.TRAINING.in(contender.precision()));
            AdversarialStep step = new AdversarialStep(
                    learning,
                    new LossTerms(
                            List.of(new KlTerm(
                                    networks.settings().stages().get(stage - 1).conditioning())),
                            List.of()),
                    g,
                    d);
            return time(manager, work, repetitions, input -> {
                List<NDArray> eps = stage == 1 ? List.of(input.eps1()) : List.of(input.eps1(), input.eps2());
                step.run(
                        Batch.shared(input.images(), input.text(), new StackNoise(input.z(), eps)),
                        new Rates(2e-4, 2e-4));
            });
        }
    }
}

package io.github.stackgan.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
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
import io.github.stackgan.core.step.TrainingStep;
import io.github.stackgan.core.terms.PaperTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One contender at one work in a process of its own: {@code Measure CONTENDER WORK REPETITIONS}; prints a line of JSON.
 */
final class Measure {
    private static final int WARM_UP = 3;

    private Measure() {}

    public static void main(String[] args) throws IOException {
        PyTorchEngine.stayOffline();
        Contender contender = Contender.valueOf(args[0]);
        Work work = Work.valueOf(args[1]);
        int repetitions = Integer.parseInt(args[2]);
        try (Networks networks = Networks.untrained(Recipe.settings(), Optional.empty())) {
            JsonObject result = new JsonObject();
            double[] times;
            if (contender == Contender.TEXTBOOK) {
                Textbook textbook = Textbook.of(networks, Math.max(1, work.stage()));
                times = time(networks.manager(), work, repetitions, input -> {
                    if (work.stage() == 0) {
                        NDArray image = textbook.generate(input.text(), input.z(), input.eps1(), input.eps2());
                        image.toFloatArray();
                    } else {
                        textbook.iterate(input.images(), input.text(), input.z(), input.eps1(), input.eps2());
                    }
                });
                result.addProperty("gflop", gflop(textbook.operations(), work, WARM_UP + repetitions));
            } else {
                times = work.batch() > 1
                        ? NativeMemory.keepingLargeBlocks("work", () -> ours(networks, contender, work, repetitions))
                        : ours(networks, contender, work, repetitions);
            }
            Arrays.sort(times);
            result.addProperty("median", times[times.length / 2]);
            result.addProperty("fastest", times[0]);
            result.addProperty("peakMegabytes", peakMegabytes());
            System.out.println(result);
        }
    }

    /**
     * What the textbook computes, from its forward passes. Backward costs twice the forward. A generator's update goes
     * once forward and back; the discriminator's three readings (real, generated, generated again) likewise, those of
     * the frozen Stage-I forward alone.
     */
    private static double gflop(double[] operations, Work work, int runs) {
        double generators = operations[0] / runs;
        double frozen = work.stage() == 2 ? frozenOperations(work.batch()) : 0;
        double all = work.stage() == 0 ? generators : 3 * (generators - frozen) + frozen + 3 * operations[1] / runs;
        return all / 1e9;
    }

    /**
     * Stage-I's convolutions and products, by hand: widths 1024, 512, 256, 128, 64 on feature maps of side 8, 16, 32,
     * 64.
     */
    static double frozenOperations(int batch) {
        int gf = Recipe.GF;
        double pairs =
                (double) Recipe.EMBEDDING * 2 * Recipe.CONDITION + (Recipe.NOISE + Recipe.CONDITION) * 8.0 * gf * 16;
        int channels = 8 * gf;
        for (int side = 8; side <= 64; side *= 2) {
            pairs += 9.0 * channels * (channels / 2) * side * side;
            channels /= 2;
        }
        return 2 * batch * (pairs + 9.0 * channels * 3 * 64 * 64);
    }

    private interface Task {
        void run(Recipe.Input input);
    }

    private static double[] time(NDManager parent, Work work, int repetitions, Task task) {
        double[] milliseconds = new double[repetitions];
        for (int i = -WARM_UP; i < repetitions; i++) {
            try (NDManager manager = parent.newSubManager()) {
                Recipe.Input input = Recipe.Input.of(manager, work.batch(), work.side());
                long start = System.nanoTime();
                task.run(input);
                if (i >= 0) {
                    milliseconds[i] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        return milliseconds;
    }

    private static double[] ours(Networks networks, Contender contender, Work work, int repetitions) {
        return work.stage() == 0
                ? draw(networks, contender, work, repetitions)
                : train(networks, contender, work, repetitions);
    }

    private static double[] draw(Networks networks, Contender contender, Work work, int repetitions) {
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
                    learning.fromNoise(),
                    PaperTerms.of(networks.settings().stages().get(stage - 1).conditioning()),
                    g,
                    d);
            return time(manager, work, repetitions, input -> {
                List<NDArray> eps = stage == 1 ? List.of(input.eps1()) : List.of(input.eps1(), input.eps2());
                step.run(
                        Batch.shared(input.images(), input.text(), new StackNoise(input.z(), eps)),
                        new TrainingStep.Rates(2e-4, 2e-4));
            });
        }
    }

    /** The process's largest resident set, from the kernel, or 0 where it does not say. */
    private static long peakMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.notExists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}

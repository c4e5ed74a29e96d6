package io.github.stackgan.core.kernels;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.engine.Processor;
import io.github.stackgan.core.engine.PyTorch;
import io.github.stackgan.settings.Precision;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What a precision that is asked for becomes on the machine at hand. {@link Precision#AUTO} goes by what the processor
 * can do, not by the clock: the same machine must give the same images every time.
 */
public final class PrecisionChoice {
    /** Set to {@code float32} or {@code bfloat16} to say what {@link Precision#AUTO} is, whatever the machine. */
    public static final String PROPERTY = "stackgan.precision";

    private static final System.Logger LOGGER = System.getLogger(PrecisionChoice.class.getName());

    private static final int CHANNELS = 64;
    private static final int SIDE = 32;
    private static final int RUNS = 3;

    private final String wish;
    private final Processor processor;
    private final Consumer<String> warnings;
    private final AtomicBoolean warned = new AtomicBoolean();

    PrecisionChoice(String wish, Processor processor, Consumer<String> warnings) {
        this.wish = wish;
        this.processor = processor;
        this.warnings = warnings;
    }

    private static final class Here {
        static final PrecisionChoice CHOICE = new PrecisionChoice(
                System.getProperty(PROPERTY, "auto"),
                Processor.here(),
                warning -> LOGGER.log(System.Logger.Level.WARNING, warning));
    }

    /**
     * What to compute in. Warns, once in a process, where that is bfloat16 on a processor that emulates it.
     *
     * @param asked by a request or a plan
     * @param device where the arrays live
     * @return 32 or 16 bits
     * @throws IllegalArgumentException if the property {@value #PROPERTY} is none of auto, float32 and bfloat16
     */
    public static Precision of(Precision asked, Device device) {
        return Here.CHOICE.choose(asked, device);
    }

    Precision choose(Precision asked, Device device) {
        Precision chosen = asked == Precision.AUTO ? automatic(device) : asked;
        if (chosen == Precision.BFLOAT16 && isSlow(device) && !warned.getAndSet(true)) {
            warnings.accept(String.format(
                    Locale.ROOT,
                    "Precision BFLOAT16 takes %.1f times as long as FLOAT32 here (a convolution, measured just now),"
                            + " because this processor (%s) emulates it. Use AUTO or FLOAT32.",
                    seconds(Precision.BFLOAT16) / seconds(Precision.FLOAT32),
                    processor));
        }
        return chosen;
    }

    private Precision automatic(Device device) {
        return switch (wish) {
            // GPUs multiply these networks' arrays in a fraction of the time that starting operations takes.
            case "auto" ->
                device.isGpu() || isSlow(device) || !KernelChoice.isScript() ? Precision.FLOAT32 : Precision.BFLOAT16;
            case "float32" -> Precision.FLOAT32;
            case "bfloat16" -> Precision.BFLOAT16;
            default ->
                throw new IllegalArgumentException(
                        "-D" + PROPERTY + "=" + wish + ", but it must be auto, float32 or bfloat16");
        };
    }

    private boolean isSlow(Device device) {
        return !device.isGpu() && !processor.multipliesBfloat16();
    }

    /** The shortest of several runs: other programs only make them longer. */
    private static double seconds(Precision precision) {
        Kernels kernels = KernelChoice.of(precision);
        double shortest = Double.POSITIVE_INFINITY;
        try (NDManager manager = PyTorch.manager(Optional.of(Device.cpu()))) {
            NDArray weight = manager.ones(new Shape(CHANNELS, CHANNELS, 3, 3));
            NDArray ones = manager.ones(new Shape(1, CHANNELS, SIDE, SIDE));
            NDArray x = kernels.convolve(ones, weight, ConvolutionGeometry.SAME);
            for (int i = 0; i < RUNS; i++) {
                long start = System.nanoTime();
                kernels.convolve(x, weight, ConvolutionGeometry.SAME).close();
                shortest = Math.min(shortest, (System.nanoTime() - start) / 1e9);
            }
        }
        return shortest;
    }
}

package io.github.stackgan.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.engine.PyTorch;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.kernels.ConvolutionGeometry;
import io.github.stackgan.core.kernels.KernelChoice;
import io.github.stackgan.core.kernels.Kernels;
import io.github.stackgan.settings.Precision;
import java.util.Arrays;
import java.util.Optional;

/** What the engine reaches in a large product on this machine, which is a convolution with a 1x1 kernel. */
final class Peak {
    private static final long CHANNELS = 1024;
    private static final long SIDE = 64;
    private static final int RUNS = 9;
    private static final NDIndex CORNER = new NDIndex("0,0,0,0");

    private Peak() {}

    /** GFLOP/s in 32 bits. */
    static double measure() {
        Kernels kernels = KernelChoice.of(Precision.FLOAT32);
        double[] seconds = new double[RUNS];
        try (NDManager manager = PyTorch.manager(Optional.empty())) {
            NDArray weight = manager.ones(new Shape(CHANNELS, CHANNELS, 1, 1));
            Shape shape = new Shape(1, CHANNELS, SIDE, SIDE);
            NDArray ones = manager.ones(shape);
            Kernels.Prepared prepared = kernels.prepare(
                    new Kernels.Weights(weight, manager.zeros(new Shape(CHANNELS))),
                    ConvolutionGeometry.POINTWISE,
                    kernels.fastest(ones, weight, ConvolutionGeometry.POINTWISE),
                    shape);
            NDArray x = kernels.run(ones, prepared, Activation.LINEAR);
            for (int i = -3; i < RUNS; i++) {
                long start = System.nanoTime();
                try (NDArray product = kernels.run(x, prepared, Activation.LINEAR);
                        NDArray corner = product.get(CORNER);
                        NDArray number = kernels.widen(corner)) {
                    // A GPU is not done until a number is asked of it.
                    number.getFloat();
                }
                if (i >= 0) {
                    seconds[i] = (System.nanoTime() - start) / 1e9;
                }
            }
        }
        Arrays.sort(seconds);
        return 2.0 * CHANNELS * CHANNELS * SIDE * SIDE / seconds[RUNS / 2] / 1e9;
    }
}

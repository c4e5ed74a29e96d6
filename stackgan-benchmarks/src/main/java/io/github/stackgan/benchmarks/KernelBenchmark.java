package io.github.stackgan.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.stackgan.core.engine.PyTorch;
import io.github.stackgan.core.kernels.ConvolutionGeometry;
import io.github.stackgan.core.kernels.KernelChoice;
import io.github.stackgan.core.kernels.Kernels;
import io.github.stackgan.settings.Precision;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Forward and backward of single kernels, batch 16: {@code org.openjdk.jmh.Main KernelBenchmark}. Add
 * {@code -jvmArgsAppend -Dstackgan.kernels=plain} for the counterparts of plain DJL operations.
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class KernelBenchmark {
    private static final int BATCH = 16;

    /** Geometry, channels in, channels out, and side of the feature map. */
    @Param({
        "DOUBLING,1024,512,4",
        "DOUBLING,512,256,8",
        "DOUBLING,256,128,16",
        "DOUBLING,128,64,32",
        "SAME,512,512,16",
        "HALVING,64,128,32",
        "HALVING,256,512,8"
    })
    public String layer = "";

    /** Bits of the feature maps. */
    @Param({"FLOAT32", "BFLOAT16"})
    public Precision precision = Precision.FLOAT32;

    private NDManager manager = PyTorch.manager(Optional.empty());
    private Kernels kernels = KernelChoice.of(precision);
    private NDArray x = manager.zeros(new Shape(1));
    private NDArray weight = x;
    private ConvolutionGeometry geometry = ConvolutionGeometry.SAME;

    /** For JMH. */
    public KernelBenchmark() {}

    /** Makes feature map and weight. */
    @Setup(Level.Trial)
    public void setUp() {
        String[] parts = layer.split(",", -1);
        geometry = ConvolutionGeometry.valueOf(parts[0]);
        long in = Long.parseLong(parts[1]);
        long out = Long.parseLong(parts[2]);
        long side = Long.parseLong(parts[3]);
        kernels = KernelChoice.of(precision);
        x = manager.randomNormal(new Shape(BATCH, in, side, side));
        weight = manager.randomNormal(new Shape(out, in, geometry.kernel(), geometry.kernel()));
        x.setRequiresGradient(true);
        weight.setRequiresGradient(true);
    }

    /** Frees everything. */
    @TearDown(Level.Trial)
    public void tearDown() {
        manager.close();
    }

    /** A convolution and its gradients. */
    @Benchmark
    public void convolution() {
        try (NDManager scratch = manager.newSubManager();
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray y = kernels.convolve(x, weight, geometry);
            y.attach(scratch);
            NDArray wide = kernels.widen(y);
            wide.attach(scratch);
            collector.backward(wide.sum());
        }
    }
}

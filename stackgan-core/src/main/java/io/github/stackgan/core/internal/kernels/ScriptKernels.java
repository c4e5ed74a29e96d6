package io.github.stackgan.core.internal.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.Precision;

/** The engine's own operators, through {@link ScriptModule}. */
final class ScriptKernels implements Kernels {
    /** With fewer channels than these, and no fewer cells, a transposed convolution beats differences: measured, docs/benchmarks.md. */
    private static final long CHANNELS_FOR_DIFFERENCES = 512;

    private static final long CELLS_FOR_TRANSPOSED = 8;

    /** With more weights than these for a cell of the result, a product with the weights as they lie beats a convolution: measured. */
    private static final long WEIGHTS_FOR_COLUMNS = 50_000;

    private final ScriptModule module;
    private final Precision precision;

    ScriptKernels(ScriptModule module, Precision precision) {
        this.module = module;
        this.precision = precision;
    }

    @Override
    public NDArray convolve(NDArray x, NDArray weight, Window window) {
        // On a GPU the fewest operations are best: its time goes into starting them.
        boolean processor = !x.getDevice().isGpu();
        if (processor && window == Window.DOUBLING && differencesPay(x.getShape())) {
            return module.call(ScriptSource.differences(precision), x, weight, module.differences(x.getDevice()));
        }
        if (processor && !window.enlarges() && columnsPay(x.getShape(), weight.getShape(), window)) {
            return module.call(ScriptSource.columns(window, precision), x, weight);
        }
        return module.call(ScriptSource.learning(window, precision), x, weight);
    }

    private static boolean columnsPay(Shape grid, Shape weight, Window window) {
        long cells = grid.get(0) * (grid.get(2) / window.stride()) * (grid.get(3) / window.stride());
        return weight.size() > WEIGHTS_FOR_COLUMNS * cells;
    }

    private static boolean differencesPay(Shape grid) {
        return grid.get(1) >= CHANNELS_FOR_DIFFERENCES || grid.get(2) < CELLS_FOR_TRANSPOSED;
    }

    @Override
    public Prepared prepare(NDArray weight, NDArray bias, Window window) {
        String method = ScriptSource.prepare(window, precision);
        return new Prepared(module.call(method, weight), module.call(ScriptSource.copy(precision), bias), window);
    }

    @Override
    public NDArray run(NDArray x, Prepared prepared, Slope slope) {
        String method = ScriptSource.prepared(prepared.window(), slope, precision);
        return module.call(method, x, prepared.weight(), prepared.bias());
    }

    @Override
    public NDArray normalize(NDArray x, Norm norm, Slope slope, int batches) {
        if (batches == 1) {
            return normalize(ScriptSource.normalize(slope), x, norm);
        }
        Shape s = x.getShape();
        NDArray wide = x.reshape(s.get(0) / batches, s.get(1) * batches, s.get(2), s.get(3));
        return normalize(ScriptSource.normalizeApart(slope), wide, norm).reshape(s);
    }

    private NDArray normalize(String method, NDArray x, Norm norm) {
        return module.call(method, x, norm.scale(), norm.offset(), norm.mean(), norm.variance());
    }

    @Override
    public NDArray activate(NDArray x, Slope slope) {
        return slope == Slope.LINEAR ? x : module.call(ScriptSource.activate(slope), x);
    }

    @Override
    public void adam(AdamUpdate update) {
        if (module.hasAdam(update.weights().get(0).getDevice())) {
            module.adam(update);
        } else {
            PlainKernels.INSTANCE.adam(update);
        }
    }

    @Override
    public NDArray widen(NDArray x) {
        return precision == Precision.FLOAT32 ? x : module.call("widen", x);
    }
}

package io.github.stackgan.core.internal.kernels;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.Precision;

/** The engine's own operators, through {@link ScriptModule}. */
final class ScriptKernels implements Kernels {
    /** On smaller grids the enlarged kernel costs more than the enlarged picture. */
    private static final long SMALLEST_TRANSPOSED = 8;

    private final ScriptModule module;
    private final Precision precision;

    ScriptKernels(ScriptModule module, Precision precision) {
        this.module = module;
        this.precision = precision;
    }

    @Override
    public NDArray convolve(NDArray x, NDArray weight, Window window) {
        boolean copied = window == Window.DOUBLING && x.getShape().get(2) < SMALLEST_TRANSPOSED;
        return module.call(
                copied ? ScriptSource.nearest(precision) : ScriptSource.learning(window, precision), x, weight);
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
    public NDArray normalize(NDArray x, Norm norm, Slope slope) {
        return module.call(ScriptSource.normalize(slope), x, norm.scale(), norm.offset(), norm.mean(), norm.variance());
    }

    @Override
    public NDArray activate(NDArray x, Slope slope) {
        return slope == Slope.LINEAR ? x : module.call(ScriptSource.activate(slope), x);
    }

    @Override
    public NDArray widen(NDArray x) {
        return precision == Precision.FLOAT32 ? x : module.call("widen", x);
    }
}

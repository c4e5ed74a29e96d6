package io.github.stackgan.core.kernels;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.engine.TorchScript;
import io.github.stackgan.settings.Precision;
import java.util.Locale;

/**
 * A convolution as one product with the weights as they lie, of columns that an {@link Im2ColMatrix} picks. The
 * engine's own brings weights into another order for each pass, which takes longer than the product where there are
 * few cells: measured, docs/decisions/0005-kernels.md.
 */
final class Im2ColConvolution {
    private final TorchScript script;
    private final String method;

    Im2ColConvolution(TorchScript script, Precision precision) {
        this.script = script;
        method = "im2col_" + precision.name().toLowerCase(Locale.ROOT);
    }

    /** Of weights that learn: (N, in, H, W) to (N, out, H', W'); the geometry does not enlarge. */
    NDArray run(NDArray x, NDArray weight, ConvolutionGeometry geometry) {
        Im2ColMatrix matrix = Im2ColMatrix.of(geometry, x.getShape());
        return script.call(
                method,
                x,
                weight,
                script.constant(matrix, matrix::create),
                script.count(Math.toIntExact(matrix.resultHeight())));
    }
}

package io.github.stackgan.core.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.engine.TorchScript;
import io.github.stackgan.settings.Precision;
import java.util.Locale;

/**
 * Upsampling and a 3x3 convolution by differences: with x and what it lacks to its neighbours above, to the left, and
 * both, nine products for each pixel are enough, where the enlarged feature map takes 36 and the transposed
 * convolution 16. Of the rows w0, w1, w2 of the kernel, a pixel's upper half is w0 (above - x) + (w0 + w1 + w2) x, its
 * lower half (w0 + w1 + w2) x - w2 (x - below); columns likewise.
 *
 * <p>On the smallest feature maps the differences of cells are a product too, and so is what puts the nine results
 * together.
 */
final class DifferenceConvolution implements ConvolutionAlgorithm {
    private final TorchScript script;
    private final long cellsByProducts;
    private final String method;
    private final String methodByProducts;

    /**
     * The algorithm.
     *
     * @param cellsByProducts how many cells a feature map has at most for all of it to be products
     */
    DifferenceConvolution(TorchScript script, Precision precision, long cellsByProducts) {
        this.script = script;
        this.cellsByProducts = cellsByProducts;
        method = "differences_" + precision.name().toLowerCase(Locale.ROOT);
        methodByProducts = "small_" + method;
    }

    /** Of weights (out, in, 3, 3) that learn: (N, in, H, W) to (N, out, 2H, 2W). */
    NDArray run(NDArray x, NDArray weight) {
        NDArray kernels = script.constant(method, DifferenceMatrix::kernels);
        int height = Math.toIntExact(x.getShape().get(2));
        int width = Math.toIntExact(x.getShape().get(3));
        if ((long) height * width > cellsByProducts) {
            return script.call(method, x, weight, kernels);
        }
        DifferenceMatrix.Steps steps = new DifferenceMatrix.Steps(height, width);
        DifferenceMatrix.Sums sums = new DifferenceMatrix.Sums(height, width);
        return script.call(
                methodByProducts,
                x,
                weight,
                kernels,
                script.constant(steps, steps::create),
                script.constant(sums, sums::create));
    }

    @Override
    public Kernels.Weights prepare(Kernels.Weights weights, ConvolutionGeometry geometry, Shape x) {
        NDArray bias = weights.bias();
        try (NDArray view = bias.reshape(1, -1, 1, 1)) {
            return new Kernels.Weights(weights.kernel().duplicate(), view.duplicate());
        }
    }

    @Override
    public NDArray run(NDArray x, Kernels.Prepared prepared, Activation activation) {
        Kernels.Weights weights = prepared.weights();
        return activation.apply(script, run(x, weights.kernel()).addi(weights.bias()));
    }
}

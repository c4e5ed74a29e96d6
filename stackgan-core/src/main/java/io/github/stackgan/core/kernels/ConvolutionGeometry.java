package io.github.stackgan.core.kernels;

import ai.djl.ndarray.types.Shape;
import io.github.stackgan.settings.Precision;
import java.util.Locale;

/** How a convolution's kernel moves over a feature map. */
public enum ConvolutionGeometry {
    /** A 1x1 kernel; keeps the feature map's size. */
    POINTWISE(1, 1, 0),
    /** A 3x3 kernel; keeps the size. */
    SAME(3, 1, 1),
    /** A 4x4 kernel; halves height and width. */
    HALVING(4, 2, 1),
    /** Nearest-neighbour upsampling by two, then a 3x3 kernel; doubles height and width. */
    DOUBLING(3, 1, 1),
    /**
     * A transposed convolution with a 4x4 kernel and stride 2; doubles them. The weight lies as all others' do, (out,
     * in, 4, 4).
     */
    TRANSPOSED(4, 2, 1);

    private final int kernel;
    private final int stride;
    private final int padding;

    ConvolutionGeometry(int kernel, int stride, int padding) {
        this.kernel = kernel;
        this.stride = stride;
        this.padding = padding;
    }

    /**
     * The geometry that keeps a feature map's size.
     *
     * @param kernel 1 or 3
     * @return the geometry
     */
    public static ConvolutionGeometry keeping(int kernel) {
        return kernel == 1 ? POINTWISE : SAME;
    }

    /**
     * The kernel of the weights.
     *
     * @return its height and width
     */
    public int kernel() {
        return kernel;
    }

    /** Whether the feature map grows; then the result is not a plain convolution of it. */
    boolean enlarges() {
        return this == DOUBLING || this == TRANSPOSED;
    }

    int stride() {
        return stride;
    }

    /** How many cells the result for a feature map (N, in, H, W) has, of all images. */
    long cells(Shape x) {
        long cells = x.get(0) * x.get(2) * x.get(3);
        return enlarges() ? 4 * cells : cells / ((long) stride * stride);
    }

    int padding() {
        return padding;
    }

    /** The start of its methods' names in TorchScript. */
    String method() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its method in TorchScript, of weights that learn. */
    String method(Precision precision) {
        return method() + "_" + precision.name().toLowerCase(Locale.ROOT);
    }
}

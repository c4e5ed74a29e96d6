package io.github.stackgan.core.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import org.jspecify.annotations.Nullable;

/**
 * Plain DJL convolutions, in 32 bits.
 *
 * <p>The enlarged feature map of {@link ConvolutionGeometry#DOUBLING} is never made. Each of the four pixels that a
 * pixel becomes sees only 2x2 different pixels of the small feature map, so the 3x3 kernel folds into four 2x2 kernels
 * (neighbours that fall on the same pixel add up), all four run as one convolution on the small feature map, and their
 * results interlock: 16 instead of 36 multiplications for each pixel. On 4x4 feature maps the folding costs more than
 * it saves.
 *
 * <p>A transposed convolution with a 4x4 kernel and stride 2, which DJL does not have for this engine, is four
 * interlocking 2x2 kernels as well: a pixel's upper half sees rows 3 and 1 of the kernel on the pixel above and its
 * own, its lower half rows 2 and 0 on its own and the pixel below; columns likewise.
 */
final class FoldedConvolution implements ConvolutionAlgorithm {
    private static final long SMALLEST_FOLDED = 8;
    private static final Shape ONE = new Shape(1, 1);

    /** Of weights that learn: (N, in, H, W) to (N, out, H', W'). */
    NDArray run(NDArray x, NDArray weight, ConvolutionGeometry geometry) {
        if (!geometry.enlarges()) {
            return convolve(x, weight, null, geometry);
        }
        return geometry == ConvolutionGeometry.DOUBLING && x.getShape().get(2) < SMALLEST_FOLDED
                ? convolve(nearest(x), weight, null, ConvolutionGeometry.SAME)
                : interlocked(x, folded(x.getManager(), weight), null);
    }

    private static NDArray convolve(NDArray x, NDArray weight, @Nullable NDArray bias, ConvolutionGeometry geometry) {
        Shape stride = new Shape(geometry.stride(), geometry.stride());
        Shape padding = new Shape(geometry.padding(), geometry.padding());
        return Conv2d.conv2d(x, weight, bias, stride, padding, ONE).singletonOrThrow();
    }

    @Override
    public Kernels.Weights prepare(Kernels.Weights weights, ConvolutionGeometry geometry, Shape x) {
        NDArray weight = weights.kernel();
        NDArray bias = weights.bias();
        if (!geometry.enlarges()) {
            return new Kernels.Weights(weight.duplicate(), bias.duplicate());
        }
        try (NDManager scratch = weight.getManager().newSubManager()) {
            NDArray kernels = folded(scratch, weight);
            kernels.attach(weight.getManager());
            return new Kernels.Weights(kernels, bias.tile(4));
        }
    }

    @Override
    public NDArray run(NDArray x, Kernels.Prepared prepared, Activation activation) {
        NDArray kernel = prepared.weights().kernel();
        NDArray bias = prepared.weights().bias();
        NDArray y = prepared.geometry().enlarges()
                ? interlocked(x, kernel, bias)
                : convolve(x, kernel, bias, prepared.geometry());
        return activation.apply(y);
    }

    /**
     * The kernels (out, in, 3 or 4, 3 or 4) as four times as many of 2x2 (4 out, in, 2, 2), which belong to {@code
     * manager}.
     */
    private static NDArray folded(NDManager manager, NDArray weight) {
        NDArray upper = folded(manager, weight, 2, 0);
        NDArray lower = folded(manager, weight, 2, 1);
        return folded(manager, upper, 3, 0)
                .concat(folded(manager, upper, 3, 1))
                .concat(folded(manager, lower, 3, 0).concat(folded(manager, lower, 3, 1)));
    }

    private static NDArray interlocked(NDArray x, NDArray kernels, @Nullable NDArray bias) {
        Shape shape = x.getShape();
        long n = shape.get(0);
        long h = shape.get(2);
        long w = shape.get(3);
        long out = kernels.getShape().get(0) / 4;
        NDArray phases = Conv2d.conv2d(x, kernels, bias, ONE, ONE, ONE)
                .singletonOrThrow()
                .reshape(n, 4, out, h + 1, w + 1);
        NDArray even = phase(phases, 0, 0, h, w).stack(phase(phases, 0, 1, h, w), 4);
        NDArray odd = phase(phases, 1, 0, h, w).stack(phase(phases, 1, 1, h, w), 4);
        return even.stack(odd, 3).reshape(n, out, 2 * h, 2 * w);
    }

    /**
     * Three taps on the enlarged feature map are two on the small one: first + (second + third), or (first + second) +
     * third. Of four taps of a transposed convolution, each phase sees every other one, the last first.
     */
    private static NDArray folded(NDManager manager, NDArray kernel, int axis, int phase) {
        if (kernel.getShape().get(axis) == ConvolutionGeometry.TRANSPOSED.kernel()) {
            return tap(manager, kernel, axis, 3 - phase).concat(tap(manager, kernel, axis, 1 - phase), axis);
        }
        NDArray first = tap(manager, kernel, axis, 0);
        NDArray second = tap(manager, kernel, axis, 1);
        NDArray third = tap(manager, kernel, axis, 2);
        return phase == 0
                ? first.concat(second.add(third), axis)
                : first.add(second).concat(third, axis);
    }

    private static NDArray tap(NDManager manager, NDArray kernel, int axis, int place) {
        String range = place + ":" + (place + 1);
        NDArray tap = kernel.get(new NDIndex(axis == 2 ? ":,:," + range : ":,:,:," + range));
        tap.attach(manager);
        return tap;
    }

    private static NDArray phase(NDArray phases, int row, int column, long h, long w) {
        return phases.get(new NDIndex(
                ":," + (2 * row + column) + ",:," + row + ":" + (row + h) + "," + column + ":" + (column + w)));
    }

    /** Doubles height and width by repeating every pixel. */
    static NDArray nearest(NDArray x) {
        Shape s = x.getShape();
        long h = s.get(2);
        long w = s.get(3);
        return x.reshape(s.get(0), s.get(1), h, 1, w, 1)
                .broadcast(s.get(0), s.get(1), h, 2, w, 2)
                .reshape(s.get(0), s.get(1), 2 * h, 2 * w);
    }
}

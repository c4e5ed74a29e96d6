package io.github.stackgan.core.internal.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operations that DJL has, in 32 bits.
 *
 * <p>The enlarged picture of {@link Window#DOUBLING} is never made. Each of the four pixels that a pixel becomes sees only 2x2
 * different pixels of the small picture, so the 3x3 kernel folds into four 2x2 kernels (neighbours that fall on the same pixel add
 * up), all four run as one convolution on the small picture, and their results interlock: 16 instead of 36 multiplications for
 * each pixel. On 4x4 grids the folding costs more than it saves.
 *
 * <p>A transposed convolution with a 4x4 kernel and stride 2, which DJL does not have for this engine, is four interlocking 2x2 kernels as
 * well: a pixel's upper half sees rows 3 and 1 of the kernel on the pixel above and its own, its lower half rows 2 and 0 on its own
 * and the pixel below; columns likewise.
 */
final class PlainKernels implements Kernels {
    static final PlainKernels INSTANCE = new PlainKernels();

    static final float EPSILON = 1e-5f;
    static final float LEAK = 0.2f;

    /** DJL counts momentum as the part of the old statistic that stays. */
    private static final float MOMENTUM = 0.9f;

    /** The engine's own axis 1; DJL's axis 1 would swap axes twice to get there. */
    private static final int AXIS = -1;

    private static final long SMALLEST_FOLDED = 8;
    private static final Shape ONE = new Shape(1, 1);

    private PlainKernels() {}

    @Override
    public NDArray convolve(NDArray x, NDArray weight, Window window) {
        if (!window.enlarges()) {
            return convolve(x, weight, null, window);
        }
        return window == Window.DOUBLING && x.getShape().get(2) < SMALLEST_FOLDED
                ? convolve(nearest(x), weight, null, Window.SAME)
                : interlocked(x, folded(x.getManager(), weight), null);
    }

    private static NDArray convolve(NDArray x, NDArray weight, @Nullable NDArray bias, Window window) {
        Shape stride = new Shape(window.stride(), window.stride());
        Shape padding = new Shape(window.padding(), window.padding());
        return Conv2d.conv2d(x, weight, bias, stride, padding, ONE).singletonOrThrow();
    }

    @Override
    public Form form(NDArray x, NDArray weight, Window window) {
        return Form.DIRECT;
    }

    @Override
    public Prepared prepare(NDArray weight, NDArray bias, Window window, Form form, Shape grid) {
        if (!window.enlarges()) {
            return new Prepared(weight.duplicate(), bias.duplicate(), window, form);
        }
        try (NDManager scratch = weight.getManager().newSubManager()) {
            NDArray kernels = folded(scratch, weight);
            kernels.attach(weight.getManager());
            return new Prepared(kernels, bias.tile(4), window, form);
        }
    }

    @Override
    public NDArray run(NDArray x, Prepared prepared, Slope slope) {
        NDArray y = prepared.window().enlarges()
                ? interlocked(x, prepared.weight(), prepared.bias())
                : convolve(x, prepared.weight(), prepared.bias(), prepared.window());
        return activate(y, slope);
    }

    /** The kernels (out, in, 3 or 4, 3 or 4) as four times as many of 2x2 (4 out, in, 2, 2), which hang from {@code manager}. */
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
     * Three taps on the enlarged picture are two on the small one: first + (second + third), or (first + second) + third. Of four taps of a
     * transposed convolution, each phase sees every other one, the last first.
     */
    private static NDArray folded(NDManager manager, NDArray kernel, int axis, int phase) {
        if (kernel.getShape().get(axis) == Window.TRANSPOSED.kernel()) {
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

    @Override
    public NDArray normalize(NDArray x, Norm norm, Slope slope, int batches) {
        if (batches == 1) {
            return normalize(x, norm, slope);
        }
        NDList normal = new NDList();
        for (NDArray batch : x.split(batches)) {
            normal.add(normalize(batch, norm, slope));
        }
        return NDArrays.concat(normal, 0);
    }

    private NDArray normalize(NDArray x, Norm norm, Slope slope) {
        NDArray normal = BatchNorm.batchNorm(
                        x, norm.mean(), norm.variance(), norm.scale(), norm.offset(), AXIS, MOMENTUM, EPSILON, true)
                .singletonOrThrow();
        return activate(normal, slope);
    }

    @Override
    public NDArray activate(NDArray x, Slope slope) {
        return switch (slope) {
            case LINEAR -> x;
            case RELU -> Activation.relu(x);
            case LEAKY -> Activation.leakyRelu(x, LEAK);
        };
    }

    @Override
    public void adam(AdamUpdate update) {
        for (int i = 0; i < update.weights().size(); i++) {
            NDArray gradient = update.gradients().get(i);
            NDArray m = update.first().get(i);
            NDArray v = update.second().get(i);
            AdamUpdate.Rates rates = update.rates();
            try (NDArray scaled = gradient.mul(1 - rates.beta1())) {
                m.muli(rates.beta1()).addi(scaled);
            }
            try (NDArray squared = gradient.square()) {
                v.muli(rates.beta2()).addi(squared.muli(1 - rates.beta2()));
            }
            try (NDArray denominator = v.sqrt()) {
                denominator.divi(Math.sqrt(update.correction2())).addi(AdamUpdate.EPSILON);
                try (NDArray change = m.div(denominator)) {
                    update.weights().get(i).subi(change.muli(rates.learningRate() / update.correction1()));
                }
            }
        }
    }

    @Override
    public List<NDArray> gradients(GradientCollector collector, NDArray loss, List<NDArray> weights) {
        collector.backward(loss);
        List<NDArray> gradients = new ArrayList<>();
        for (NDArray weight : weights) {
            try (NDArray summed = weight.getGradient()) {
                NDArray gradient = summed.duplicate();
                gradient.attach(loss.getManager());
                gradients.add(gradient);
                summed.set(new NDIndex("..."), 0);
            }
        }
        return gradients;
    }

    @Override
    public NDArray widen(NDArray x) {
        return x;
    }
}

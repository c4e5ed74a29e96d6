package io.github.stackgan.metrics.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.metrics.features.InceptionUnit.Kernel;
import java.util.ArrayList;
import java.util.List;

/**
 * One of Inception-v3's "Mixed" blocks: branches that all read the same feature map, their results side by side on the
 * channels (Szegedy et al., <i>Rethinking the Inception Architecture</i>, CVPR 2016, figures 5 to 7 and 10).
 */
final class InceptionBlock {
    private static final Shape THREE = new Shape(3, 3);
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape TWO = new Shape(2, 2);
    private static final Shape NONE = new Shape(0, 0);

    private final Parameters parameters;
    private final String name;
    private final int in;
    private final List<Branch> branches = new ArrayList<>();

    /** What a branch does before its first convolution. */
    enum Pooling {
        NONE,
        /** 3x3, the padding counted as zeros: torchvision's. */
        AVERAGE,
        /** 3x3 over what is there: the original's. */
        AVERAGE_INSIDE,
        /** 3x3, keeping height and width: the original's last block, in place of an average. */
        MAXIMUM,
        /** 3x3 with stride 2. */
        REDUCING
    }

    /** A chain, and ends that all read the chain's last feature map. */
    private record Branch(Pooling pooling, List<InceptionUnit> chain, List<InceptionUnit> ends) {}

    InceptionBlock(Parameters parameters, String name, int in) {
        this.parameters = parameters;
        this.name = name;
        this.in = in;
    }

    /** A convolution of a branch: the last part of its name, its channels and its kernel. */
    record Step(String name, int out, Kernel kernel) {}

    static Step step(String name, int out, int height, int width) {
        return new Step(name, out, Kernel.same(height, width));
    }

    static Step reducing(String name, int out) {
        return new Step(name, out, Kernel.valid(3, 2));
    }

    InceptionBlock branch(Step... steps) {
        return branch(Pooling.NONE, List.of(steps), List.of());
    }

    InceptionBlock pooled(Pooling pooling, Step... steps) {
        return branch(pooling, List.of(steps), List.of());
    }

    InceptionBlock split(List<Step> chain, Step... ends) {
        return branch(Pooling.NONE, chain, List.of(ends));
    }

    private InceptionBlock branch(Pooling pooling, List<Step> chain, List<Step> ends) {
        int channels = in;
        List<InceptionUnit> units = new ArrayList<>();
        for (Step step : chain) {
            units.add(unit(step, channels));
            channels = step.out();
        }
        List<InceptionUnit> last = new ArrayList<>();
        for (Step step : ends) {
            last.add(unit(step, channels));
        }
        branches.add(new Branch(pooling, units, last));
        return this;
    }

    private InceptionUnit unit(Step step, int channels) {
        return new InceptionUnit(parameters, name + "." + step.name(), channels, step.out(), step.kernel());
    }

    /** (N, in, H, W) to (N, out, H', W'); frees its own intermediate feature maps where nothing learns. */
    NDArray forward(NDArray x) {
        NDList results = new NDList();
        for (Branch branch : branches) {
            NDArray y = pool(x, branch.pooling());
            for (InceptionUnit unit : branch.chain()) {
                y = replace(y, unit.forward(y), x);
            }
            if (branch.ends().isEmpty()) {
                results.add(y);
            } else {
                for (InceptionUnit end : branch.ends()) {
                    results.add(end.forward(y));
                }
                release(y, x);
            }
        }
        NDArray joined = NDArrays.concat(results, 1);
        results.forEach(result -> release(result, x));
        return joined;
    }

    private NDArray replace(NDArray old, NDArray next, NDArray input) {
        release(old, input);
        return next;
    }

    private void release(NDArray array, NDArray input) {
        if (array != input && !parameters.learning()) {
            array.close();
        }
    }

    private static NDArray pool(NDArray x, Pooling pooling) {
        return switch (pooling) {
            case NONE -> x;
            case AVERAGE -> average(x);
            case AVERAGE_INSIDE -> averageInside(x);
            case MAXIMUM -> Pool.maxPool2d(x, THREE, ONE, ONE, false);
            case REDUCING -> reduce(x);
        };
    }

    private static NDArray average(NDArray x) {
        return Pool.avgPool2d(x, THREE, ONE, ONE, false, true);
    }

    /**
     * DJL's own choice to leave the padding out has no effect on PyTorch, so the average is divided by what was there.
     */
    private static NDArray averageInside(NDArray x) {
        Shape shape = x.getShape();
        try (NDManager scratch = x.getManager().newSubManager()) {
            NDArray ones = scratch.ones(new Shape(1, 1, shape.get(2), shape.get(3)));
            NDArray there = average(ones);
            try (NDArray padded = average(x)) {
                return padded.mul(ones.div(there));
            }
        }
    }

    /** 3x3 maximum with stride 2. */
    static NDArray reduce(NDArray x) {
        return Pool.maxPool2d(x, THREE, TWO, NONE, false);
    }
}

package io.github.stackgan.core.internal.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.stackgan.Precision;
import java.util.List;

/**
 * The operations that take a network's time. Results hang from the manager of the first argument.
 *
 * <p>With 16 bits, grids come and go as bfloat16 arrays; weights, statistics and everything else stay 32 bits wide.
 */
public sealed interface Kernels permits PlainKernels, ScriptKernels {
    /** Set to {@code plain} to do without the TorchScript archive, or to {@code script} to fail where it cannot be loaded. */
    String PROPERTY = "stackgan.kernels";

    /** Batch normalisation's weights and running statistics, each (C). */
    record Norm(NDArray scale, NDArray offset, NDArray mean, NDArray variance) {}

    /** How {@link #run} computes. */
    enum Form {
        /** By the convolution that learns; gradients flow to the grid. */
        LEARNING,
        /** By that convolution, of weights that were brought into its type; gradients flow to the grid. */
        DIRECT,
        /** By a convolution with weights in the engine's own order, and the activation in the same operation; no gradients. */
        PACKED,
        /** By Winograd's way of a 3x3 convolution, see {@link Winograd}; not used where gradients are wanted. */
        WINOGRAD
    }

    /** Weights for {@link #run}. */
    record Prepared(NDArray weight, NDArray bias, Window window, Form form) implements AutoCloseable {
        /** Hangs the arrays from a manager. */
        public void attach(NDManager manager) {
            weight.attach(manager);
            bias.attach(manager);
        }

        @Override
        public void close() {
            weight.close();
            bias.close();
        }
    }

    /**
     * The kernels to use.
     *
     * @param precision of grids
     * @return the kernels that the property asks for, and the fastest if it asks for none
     * @throws io.github.stackgan.StackGanException if 16 bits are asked for and the archive cannot be loaded or is forbidden
     */
    static Kernels of(Precision precision) {
        return KernelChoice.of(precision);
    }

    /**
     * A convolution that may learn.
     *
     * @param x grid (N, in, H, W)
     * @param weight (out, in, k, k) with the k of {@code window}
     * @param window how the kernel moves
     * @return (N, out, H', W')
     */
    NDArray convolve(NDArray x, NDArray weight, Window window);

    /**
     * How a convolution of weights that do not learn is computed fastest.
     *
     * @param x a typical grid (N, in, H, W)
     * @param weight (out, in, k, k)
     * @param window how the kernel moves
     * @return the form to {@link #prepare} weights for; others are right as well, for this grid and for others
     */
    Form form(NDArray x, NDArray weight, Window window);

    /**
     * Brings weights that will not change into a form for {@link #run}.
     *
     * @param weight (out, in, k, k) with the k of {@code window}
     * @param bias (out)
     * @param window how the kernel moves
     * @param form what {@link #form} said
     * @param grid the shape of a typical input
     * @return arrays that hang from the manager of {@code weight}
     */
    Prepared prepare(NDArray weight, NDArray bias, Window window, Form form, Shape grid);

    /**
     * A convolution and an activation, of weights that do not learn.
     *
     * @param x grid (N, in, H, W)
     * @param prepared the same kernels' weights
     * @param slope the activation
     * @return (N, out, H', W')
     */
    NDArray run(NDArray x, Prepared prepared, Slope slope);

    /**
     * Batch normalisation by the batch's own statistics, which also moves the running ones by a tenth; then an activation.
     *
     * <p>Several batches of the same size, one after the other, are normalised each by its own statistics, and move the running ones in turn.
     *
     * @param x (N, C, H, W), or (N, C) of one batch; it may be overwritten
     * @param norm weights and statistics
     * @param slope the activation
     * @param batches how many batches are in {@code x}
     * @return of the shape of {@code x}
     */
    NDArray normalize(NDArray x, Norm norm, Slope slope, int batches);

    /**
     * An activation alone.
     *
     * @param x any array; it may be overwritten
     * @param slope the activation
     * @return of the shape of {@code x}
     */
    NDArray activate(NDArray x, Slope slope);

    /**
     * A backward pass; the graph is gone afterwards.
     *
     * @param collector what recorded the graph
     * @param loss a scalar
     * @param weights what to derive it by; gradients must be on
     * @return a gradient for each, 0 for those that the loss does not depend on; they hang from the manager of {@code loss}
     */
    List<NDArray> gradients(GradientCollector collector, NDArray loss, List<NDArray> weights);

    /**
     * Updates weights and moments in place.
     *
     * @param update what to update, and how
     */
    void adam(AdamUpdate update);

    /**
     * Back to 32 bits.
     *
     * @param x any array
     * @return the same numbers in 32 bits; {@code x} itself if it has them
     */
    NDArray widen(NDArray x);
}

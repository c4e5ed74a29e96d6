package io.github.stackgan.core.kernels;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.settings.Precision;
import java.util.Set;

/**
 * Says by which algorithm a convolution is fastest: a function of the layer's sizes, the precision, and what the
 * machine can do. Its limits are measured, docs/decisions/0005-kernels.md.
 *
 * @param precision of feature maps
 * @param features what the machine can do
 */
record ConvolutionSelector(Precision precision, Set<Feature> features) {
    /** With as many channels as these, or feature maps lower than these, differences beat a transposed convolution. */
    private static final long CHANNELS_FOR_DIFFERENCES = 512;

    private static final long HEIGHT_FOR_TRANSPOSED = 8;

    /** With fewer weights than these for a cell of the result, it pays to lay each cell's channels side by side. */
    private static final long WEIGHTS_FOR_CHANNELS_LAST = 4096;

    /** With fewer channels than these, the transformations of Winograd's way take longer than they save. */
    private static final long CHANNELS_FOR_WINOGRAD = 256;

    /** With fewer cells than these, reading its weights, four times as many, takes longer. */
    private static final long CELLS_FOR_WINOGRAD = 1024;

    /**
     * With as many images as these, differences beat the packed convolution on the smallest feature maps in 32 bits.
     */
    private static final long IMAGES_FOR_DIFFERENCES = 4;

    /** With more cells in a feature map than these, picking columns takes longer than it saves. */
    private static final long CELLS_FOR_IM2COL = 256;

    /**
     * With more cells in a feature map than these, products that put differences together take longer than they save.
     */
    private static final long CELLS_FOR_PRODUCTS = 16;

    /** The same where the processor multiplies matrices in 16 bits. */
    private static final long CELLS_FOR_FAST_PRODUCTS = 64;

    /** What a machine can do. */
    enum Feature {
        /** The processor multiplies matrices in units of their own. */
        MATRIX_UNITS,
        /** The engine takes weights in oneDNN's order. */
        PACKED_WEIGHTS
    }

    /** Algorithms for weights that learn. */
    enum LearningAlgorithm {
        /** {@link DirectConvolution#run}. */
        DIRECT,
        /** {@link DirectConvolution#channelsLast}. */
        CHANNELS_LAST,
        /** {@link Im2ColConvolution}. */
        IM2COL,
        /** {@link DifferenceConvolution}. */
        DIFFERENCES
    }

    /**
     * For weights that learn.
     *
     * @param device where the arrays live
     * @param x the feature map's shape (N, in, H, W)
     * @param weight the kernel's (out, in, k, k)
     * @param geometry how the kernel moves
     */
    LearningAlgorithm learning(Device device, Shape x, Shape weight, ConvolutionGeometry geometry) {
        // On a GPU the fewest operations are best: its time goes into starting them.
        if (device.isGpu()) {
            return LearningAlgorithm.DIRECT;
        }
        if (geometry == ConvolutionGeometry.DOUBLING
                && (x.get(1) >= CHANNELS_FOR_DIFFERENCES || x.get(2) < HEIGHT_FOR_TRANSPOSED)) {
            return LearningAlgorithm.DIFFERENCES;
        }
        long weightsPerCell = weight.size() / geometry.cells(x);
        if (!geometry.enlarges()
                && x.get(2) * x.get(3) <= CELLS_FOR_IM2COL
                && weightsPerCell >= weightsForIm2Col(geometry)) {
            return LearningAlgorithm.IM2COL;
        }
        return weightsPerCell < WEIGHTS_FOR_CHANNELS_LAST ? LearningAlgorithm.CHANNELS_LAST : LearningAlgorithm.DIRECT;
    }

    /**
     * With more weights than these for a cell of the result, a product with the weights as they lie beats a
     * convolution.
     */
    private long weightsForIm2Col(ConvolutionGeometry geometry) {
        if (!features.contains(Feature.MATRIX_UNITS)) {
            return 50_000;
        }
        if (geometry == ConvolutionGeometry.HALVING) {
            return 2500;
        }
        return precision == Precision.BFLOAT16 ? 4500 : 8000;
    }

    /**
     * For weights that do not learn, where no gradients are wanted.
     *
     * @param device where the arrays live
     * @param x the feature map's shape (N, in, H, W)
     * @param weight the kernel's (out, in, k, k)
     * @param geometry how the kernel moves
     */
    Kernels.InferenceAlgorithm inference(Device device, Shape x, Shape weight, ConvolutionGeometry geometry) {
        if (device.isGpu() || !features.contains(Feature.PACKED_WEIGHTS)) {
            return Kernels.InferenceAlgorithm.DIRECT;
        }
        if (precision == Precision.BFLOAT16) {
            return Kernels.InferenceAlgorithm.PACKED;
        }
        if (geometry == ConvolutionGeometry.SAME
                && Math.min(weight.get(0), weight.get(1)) >= CHANNELS_FOR_WINOGRAD
                && geometry.cells(x) >= CELLS_FOR_WINOGRAD) {
            return Kernels.InferenceAlgorithm.WINOGRAD;
        }
        return geometry == ConvolutionGeometry.DOUBLING
                        && x.get(2) < HEIGHT_FOR_TRANSPOSED
                        && x.get(0) >= IMAGES_FOR_DIFFERENCES
                ? Kernels.InferenceAlgorithm.DIFFERENCES
                : Kernels.InferenceAlgorithm.PACKED;
    }

    /** How many cells a feature map has at most for {@link DifferenceConvolution} to be products alone. */
    long cellsForProducts() {
        return precision == Precision.BFLOAT16 && features.contains(Feature.MATRIX_UNITS)
                ? CELLS_FOR_FAST_PRODUCTS
                : CELLS_FOR_PRODUCTS;
    }
}

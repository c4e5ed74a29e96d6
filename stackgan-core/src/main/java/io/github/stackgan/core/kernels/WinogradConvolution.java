package io.github.stackgan.core.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.engine.TorchScript;

/**
 * Winograd's way of a 3x3 convolution (Lavin and Gray, CVPR 2016, section 4.3), in 32 bits and without gradients: of
 * each window of 6x6 cells, 36 products give 4x4 results, where the plain way takes 144. Window, kernel and result are
 * seen as polynomials, and products taken at the points 0, 1, -1, 1/2, -2 and infinity, which lose less of 32 bits
 * than the usual 2 and -2. Weights are kept as (36, in, out).
 */
final class WinogradConvolution implements ConvolutionAlgorithm {
    private final TorchScript script;

    WinogradConvolution(TorchScript script) {
        this.script = script;
    }

    @Override
    public Kernels.Weights prepare(Kernels.Weights weights, ConvolutionGeometry geometry, Shape x) {
        return new Kernels.Weights(
                script.call("winograd_prepare", weights.kernel(), constant(Matrix.KERNELS)),
                script.call("copy_float32", weights.bias()));
    }

    @Override
    public NDArray run(NDArray x, Kernels.Prepared prepared, Activation activation) {
        Kernels.Weights weights = prepared.weights();
        NDArray y = script.call(
                "winograd", x, weights.kernel(), weights.bias(), constant(Matrix.WINDOWS), constant(Matrix.RESULTS));
        return activation.apply(script, y);
    }

    private NDArray constant(Matrix matrix) {
        return script.constant(matrix, matrix::create);
    }

    /** What turns kernels, windows and products into each other, for both axes at once. */
    private enum Matrix {
        /** Turns the 9 places of a kernel into its values at the 36 points. */
        KERNELS(Axis.KERNEL),
        /** Turns the 36 cells of a window into its values at the points. */
        WINDOWS(Axis.WINDOW),
        /** Turns 36 products into 16 results. */
        RESULTS(Axis.RESULT);

        private final float[][] axis;

        Matrix(float[][] axis) {
            this.axis = axis;
        }

        /** The axis' own, times itself for the other axis. */
        NDArray create(NDManager manager) {
            int rows = axis.length;
            int columns = axis[0].length;
            float[] matrix = new float[rows * rows * columns * columns];
            int place = 0;
            for (int row = 0; row < rows * rows; row++) {
                for (int column = 0; column < columns * columns; column++) {
                    matrix[place++] = axis[row / rows][column / columns] * axis[row % rows][column % columns];
                }
            }
            return manager.create(matrix, new Shape((long) rows * rows, (long) columns * columns));
        }
    }

    /**
     * Of one axis. With w(p) the product of the differences of point p from the other finite points, kernels are
     * divided by it.
     */
    private static final class Axis {
        private static final double[] POINTS = {0, 1, -1, 0.5, -2};
        private static final int TAPS = 3;
        private static final int RESULTS = 4;
        private static final float[][] KERNEL = new float[POINTS.length + 1][TAPS];
        private static final float[][] WINDOW = new float[POINTS.length + 1][POINTS.length + 1];
        private static final float[][] RESULT = new float[RESULTS][POINTS.length + 1];

        static {
            int infinity = POINTS.length;
            for (int p = 0; p < infinity; p++) {
                double distances = 1;
                for (int q = 0; q < infinity; q++) {
                    distances *= q == p ? 1 : POINTS[p] - POINTS[q];
                }
                for (int i = 0; i < TAPS; i++) {
                    KERNEL[p][i] = (float) (Math.pow(POINTS[p], i) / distances);
                }
                for (int i = 0; i < RESULTS; i++) {
                    RESULT[i][p] = (float) Math.pow(POINTS[p], i);
                }
                WINDOW[p] = withoutPoint(p);
            }
            KERNEL[infinity][TAPS - 1] = 1;
            RESULT[RESULTS - 1][infinity] = 1;
            WINDOW[infinity] = withoutPoint(infinity);
        }

        private Axis() {}

        /** The coefficients, lowest first, of the product of (x - q) over all finite points q but one. */
        private static float[] withoutPoint(int left) {
            double[] product = new double[POINTS.length + 1];
            product[0] = 1;
            int degree = 0;
            for (int q = 0; q < POINTS.length; q++) {
                if (q == left) {
                    continue;
                }
                degree++;
                for (int i = degree; i > 0; i--) {
                    product[i] = product[i - 1] - POINTS[q] * product[i];
                }
                product[0] *= -POINTS[q];
            }
            float[] coefficients = new float[product.length];
            for (int i = 0; i < product.length; i++) {
                coefficients[i] = (float) product[i];
            }
            return coefficients;
        }
    }
}

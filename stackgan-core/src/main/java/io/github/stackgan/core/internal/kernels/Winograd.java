package io.github.stackgan.core.internal.kernels;

import ai.djl.ndarray.types.Shape;

/**
 * Winograd's way of a 3x3 convolution (Lavin and Gray, CVPR 2016, section 4.3): of each window of 6x6 cells, 36 products give 4x4 results, where the
 * plain way takes 144. Window, kernel and result are seen as polynomials, and products taken at the points 0, 1, -1, 1/2, -2 and infinity,
 * which lose less of 32 bits than the usual 2 and -2. Each constant is a matrix for both axes at once.
 */
enum Winograd implements FixedMatrix {
    /** Turns the 9 places of a kernel into its values at the 36 points. */
    KERNELS(Axis.KERNEL),
    /** Turns the 36 cells of a window into its values at the points. */
    WINDOWS(Axis.WINDOW),
    /** Turns 36 products into 16 results. */
    RESULTS(Axis.RESULT);

    private final float[][] axis;

    Winograd(float[][] axis) {
        this.axis = axis;
    }

    /** Of one axis. With w(p) the product of the differences of point p from the other finite points, kernels are divided by it. */
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

    @Override
    public Shape shape() {
        return new Shape((long) axis.length * axis.length, (long) axis[0].length * axis[0].length);
    }

    /** The axis' own, times itself for the other axis. */
    @Override
    public float[] matrix() {
        int rows = axis.length;
        int columns = axis[0].length;
        float[] matrix = new float[rows * rows * columns * columns];
        int place = 0;
        for (int row = 0; row < rows * rows; row++) {
            for (int column = 0; column < columns * columns; column++) {
                matrix[place++] = axis[row / rows][column / columns] * axis[row % rows][column % columns];
            }
        }
        return matrix;
    }
}

package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Rows of numbers, of one length, as the engine takes and gives them.
 *
 * @since 0.1.0
 */
public final class Matrices {
    /** All of an array, to be set anew. */
    public static final NDIndex EVERYTHING = new NDIndex("...");

    private Matrices() {}

    /**
     * One row after the other.
     *
     * @param rows (N, width), at least one
     * @return N width numbers
     */
    public static float[] flat(float[][] rows) {
        int width = rows[0].length;
        float[] flat = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * width, width);
        }
        return flat;
    }

    /**
     * A matrix of rows.
     *
     * @param manager what it hangs from
     * @param rows (N, width), at least one
     * @return (N, width)
     */
    public static NDArray of(NDManager manager, float[][] rows) {
        return manager.create(flat(rows), new Shape(rows.length, rows[0].length));
    }

    /**
     * The rows of a matrix, on the host.
     *
     * @param matrix (N, ...); what follows N is one row
     * @return (N, width)
     */
    public static float[][] rows(NDArray matrix) {
        float[] values = matrix.toFloatArray();
        float[][] rows = new float[Math.toIntExact(matrix.getShape().get(0))][];
        for (int i = 0, width = values.length / Math.max(1, rows.length); i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        }
        return rows;
    }
}

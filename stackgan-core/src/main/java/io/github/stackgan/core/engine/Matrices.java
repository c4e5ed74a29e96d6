package io.github.stackgan.core.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Rows of numbers, of one length, as the engine takes them. */
public final class Matrices {
    private Matrices() {}

    /** One row after the other; there is at least one. */
    public static float[] flat(float[][] rows) {
        int width = rows[0].length;
        float[] flat = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * width, width);
        }
        return flat;
    }

    /** A matrix (N, width) that hangs from the manager. */
    public static NDArray of(NDManager manager, float[][] rows) {
        return manager.create(flat(rows), new Shape(rows.length, rows[0].length));
    }
}

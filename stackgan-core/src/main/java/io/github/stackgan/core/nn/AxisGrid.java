package io.github.stackgan.core.nn;

/**
 * One axis of an affine grid without rotation: where a cell's value is taken from, in coordinates that run from -1 at
 * the centre of the first cell to 1 at that of the last. For rows it is the first row of the usual matrix in (y, x)
 * order, for columns the second.
 *
 * @param scale what a coordinate is multiplied by
 * @param shift what is added then
 */
public record AxisGrid(double scale, double shift) {
    /**
     * The grid that cuts out an interval and stretches it over the whole axis.
     *
     * @param start of the interval, as a fraction of the axis
     * @param length of the interval, above 0
     * @return scale {@code length}, and the shift of the interval's middle
     */
    public static AxisGrid cropping(double start, double length) {
        return new AxisGrid(length, 2 * (start + length / 2 - 0.5));
    }

    /**
     * The grid that undoes this one: that of {@link #cropping} shrinks the whole axis into the interval.
     *
     * @return the inverse
     */
    public AxisGrid inverse() {
        return new AxisGrid(1 / scale, -shift / scale);
    }

    /**
     * Where a coordinate's value is taken from.
     *
     * @param coordinate from -1 to 1
     * @return any coordinate; those beyond 1 lie outside
     */
    public double at(double coordinate) {
        return scale * coordinate + shift;
    }

    /**
     * Writes the matrix that samples an axis: row i says which cells, at most two neighbours, the value of cell i is
     * made of, and how much of each.
     *
     * @param cells how many there are, at least 2
     * @param into where the numbers go, row by row; all 0 before
     * @param offset where they begin; {@code cells} squared are written
     */
    public void weights(int cells, float[] into, int offset) {
        for (int i = 0; i < cells; i++) {
            double from = (at(2.0 * i / (cells - 1) - 1) + 1) / 2 * (cells - 1);
            double lower = Math.floor(from);
            put(into, offset + i * cells, cells, lower, 1 - (from - lower));
            put(into, offset + i * cells, cells, lower + 1, from - lower);
        }
    }

    private static void put(float[] into, int row, int cells, double cell, double weight) {
        if (cell >= 0 && cell < cells && weight > 0) {
            into[row + (int) cell] = (float) weight;
        }
    }
}

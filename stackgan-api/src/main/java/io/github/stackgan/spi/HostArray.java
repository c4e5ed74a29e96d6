package io.github.stackgan.spi;

import java.util.Arrays;

/**
 * An array of numbers in Java's memory, as files keep them. Implementations do not change.
 *
 * @since 0.1.0
 */
public interface HostArray {
    /**
     * Its dimensions.
     *
     * @return a copy, no number below 0
     */
    long[] shape();

    /**
     * Its numbers in single precision, whatever they are kept in.
     *
     * @return a copy, the last dimension fastest
     */
    float[] toFloats();

    /**
     * An array of these numbers.
     *
     * @param values the numbers, the last dimension fastest; copied
     * @param shape the dimensions
     * @return the array
     * @throws IllegalArgumentException if there are not as many numbers as the shape says
     */
    static HostArray of(float[] values, long... shape) {
        long count = 1;
        for (long dimension : shape) {
            count = dimension < 0 ? -1 : Math.multiplyExact(count, dimension);
        }
        if (count != values.length) {
            throw new IllegalArgumentException("values has " + values.length + " numbers, but the shape "
                    + Arrays.toString(shape) + " asks for another count; give as many as it says");
        }
        float[] ownValues = values.clone();
        long[] ownShape = shape.clone();
        return new HostArray() {
            @Override
            public long[] shape() {
                return ownShape.clone();
            }

            @Override
            public float[] toFloats() {
                return ownValues.clone();
            }
        };
    }
}

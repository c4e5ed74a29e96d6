package io.github.stackgan.core.nn;

import io.github.stackgan.core.random.RandomStream;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The numbers that weights start as: random by (seed, name), or zeros.
 *
 * @param seed any number, or empty for zeros
 */
record FirstValues(OptionalLong seed) {
    private static final int MOST = Integer.MAX_VALUE / Float.BYTES;

    /** Numbers of N(mean, deviation) for a weight of this shape, row by row. */
    float[] normal(String name, double mean, double deviation, long... shape) {
        int count = count(name, shape);
        if (seed.isEmpty()) {
            return new float[count];
        }
        float[] values = RandomStream.of(seed.getAsLong(), name, 0).normal(count);
        for (int i = 0; i < count; i++) {
            values[i] = (float) (mean + deviation * values[i]);
        }
        return values;
    }

    /** Numbers uniform in [-bound, bound] for a weight of this shape, row by row. */
    float[] uniform(String name, double bound, long... shape) {
        float[] values = new float[count(name, shape)];
        if (seed.isPresent()) {
            RandomStream random = RandomStream.of(seed.getAsLong(), name, 0);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (bound * (2 * random.nextDouble() - 1));
            }
        }
        return values;
    }

    /** How many numbers a shape has, whose bytes Java can make room for. */
    static int count(String name, long... shape) {
        long count = 1;
        for (long size : shape) {
            count = size < 1 || count > MOST / size ? Long.MAX_VALUE : count * size;
        }
        if (count > MOST) {
            throw new IllegalArgumentException("The settings ask for a weight " + name + " of " + Arrays.toString(shape)
                    + " numbers, but it must have from 1 to " + MOST + "; choose narrower networks");
        }
        return (int) count;
    }
}

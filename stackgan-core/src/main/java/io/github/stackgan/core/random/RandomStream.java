package io.github.stackgan.core.random;

import java.util.SplittableRandom;

/**
 * Random numbers for one purpose at one step of one seed.
 *
 * <p>There is no generator state to save: whoever needs noise for iteration i of a run asks for the stream of (seed,
 * purpose, i), so a resumed run draws what an unbroken one would have drawn. Normal numbers come from the Box-Muller
 * transform in {@link StrictMath}, the same on every machine.
 *
 * @since 0.1.0
 */
public final class RandomStream {
    private final SplittableRandom random;
    private double spare = Double.NaN;

    private RandomStream(long seed) {
        random = new SplittableRandom(seed);
    }

    /**
     * The stream of a purpose.
     *
     * @param seed any number
     * @param purpose what the numbers are for, such as {@code "stage1/noise"}
     * @param step which iteration, image or epoch
     * @return the stream, at its beginning
     */
    public static RandomStream of(long seed, String purpose, long step) {
        long mixed = mix(seed);
        for (int i = 0; i < purpose.length(); i++) {
            mixed = mix(mixed ^ purpose.charAt(i));
        }
        return new RandomStream(mix(mixed ^ mix(step + 0x9E3779B97F4A7C15L)));
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /**
     * One number of the standard normal distribution.
     *
     * @return any finite number
     */
    public double nextNormal() {
        if (!Double.isNaN(spare)) {
            double result = spare;
            spare = Double.NaN;
            return result;
        }
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        double angle = 2 * Math.PI * random.nextDouble();
        spare = radius * StrictMath.sin(angle);
        return radius * StrictMath.cos(angle);
    }

    /**
     * Numbers of the standard normal distribution.
     *
     * @param count how many
     * @return the numbers
     */
    public float[] normal(int count) {
        float[] result = new float[count];
        for (int i = 0; i < count; i++) {
            result[i] = (float) nextNormal();
        }
        return result;
    }

    /**
     * Numbers of the standard normal distribution cut at two standard deviations; what lies beyond is drawn again.
     *
     * @param count how many
     * @return numbers in [-2, 2]
     */
    public float[] truncatedNormal(int count) {
        float[] result = new float[count];
        for (int i = 0; i < count; i++) {
            double drawn = nextNormal();
            while (Math.abs(drawn) > 2) {
                drawn = nextNormal();
            }
            result[i] = (float) drawn;
        }
        return result;
    }

    /**
     * A whole number, each equally likely.
     *
     * @param bound at least 1
     * @return a number in [0, bound)
     */
    public int nextInt(int bound) {
        return random.nextInt(bound);
    }

    /**
     * A number of the uniform distribution.
     *
     * @return a number in [0, 1)
     */
    public double nextDouble() {
        return random.nextDouble();
    }

    /**
     * The numbers from 0 to size - 1 in an order that every order is equally likely to be.
     *
     * @param size at least 0
     * @return the order
     */
    public int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}

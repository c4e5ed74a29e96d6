package io.github.stackgan.checks;

import java.util.Arrays;

/** Checks of settings: each message names the setting, what was found and what is allowed. */
public final class Require {
    private Require() {}

    public static void positive(String name, long found) {
        if (found < 1) {
            throw new IllegalArgumentException(name + " is " + found + ", but must be at least 1");
        }
    }

    /** Wider than any network that memory holds; the products of several such numbers are still whole. */
    private static final int WIDEST = 1 << 16;

    /** So many channels, or numbers of a vector, that sizes computed from them cannot overflow. */
    public static void width(String name, long found) {
        between(name, found, 1, WIDEST);
    }

    public static void between(String name, long found, long least, long most) {
        if (found < least || found > most) {
            throw new IllegalArgumentException(name + " is " + found + ", but must be from " + least + " to " + most);
        }
    }

    public static void notNegative(String name, double found) {
        if (!(found >= 0) || Double.isInfinite(found)) {
            throw new IllegalArgumentException(name + " is " + found + ", but must be a finite number of at least 0");
        }
    }

    public static void notNegative(String name, long found) {
        if (found < 0) {
            throw new IllegalArgumentException(name + " is " + found + ", but must be at least 0");
        }
    }

    /** A learning rate. */
    public static void rate(String name, double found) {
        if (!(found > 0 && found < 1)) {
            throw new IllegalArgumentException(name + " is " + found + ", but must be between 0 and 1");
        }
    }

    public static void fraction(String name, double found) {
        if (!(found >= 0 && found < 1)) {
            throw new IllegalArgumentException(name + " is " + found + ", but must be at least 0 and below 1");
        }
    }

    public static void oneOf(String name, int found, int... allowed) {
        if (Arrays.stream(allowed).noneMatch(a -> a == found)) {
            throw new IllegalArgumentException(
                    name + " is " + found + ", but must be one of " + Arrays.toString(allowed));
        }
    }

    public static void powerOfTwo(String name, int found, int least, int most) {
        if (found < least || found > most || Integer.bitCount(found) != 1) {
            throw new IllegalArgumentException(
                    name + " is " + found + ", but must be a power of two from " + least + " to " + most);
        }
    }

    public static void multipleOf(String name, int found, int divisor) {
        if (found < divisor || found % divisor != 0) {
            throw new IllegalArgumentException(
                    name + " is " + found + ", but must be a positive multiple of " + divisor);
        }
    }
}

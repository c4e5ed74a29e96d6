package io.github.stackgan.metrics.internal.numbers;

import java.util.SplittableRandom;

/** Random orders and choices. */
public final class Permutation {
    private Permutation() {}

    /** The numbers from 0 to size - 1, every order equally likely. */
    public static int[] of(int size, SplittableRandom random) {
        return choose(size, size, random);
    }

    /** Different numbers from 0 to size - 1, in random order. */
    public static int[] choose(int count, int size, SplittableRandom random) {
        int[] all = new int[size];
        for (int i = 0; i < size; i++) {
            all[i] = i;
        }
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            int j = i + random.nextInt(size - i);
            chosen[i] = all[j];
            all[j] = all[i];
        }
        return chosen;
    }
}

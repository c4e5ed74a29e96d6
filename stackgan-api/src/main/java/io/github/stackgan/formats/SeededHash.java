package io.github.stackgan.formats;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.security.SecureRandom;

/**
 * Hash codes that no file can make alike, because they depend on a secret drawn when the program starts (SipHash,
 * Aumasson and Bernstein 2012). A table that is keyed with what stands in a file would otherwise take time that grows
 * with the square of its size.
 */
public final class SeededHash {
    private static final HashFunction HASH = seeded(new SecureRandom());

    private SeededHash() {}

    private static HashFunction seeded(SecureRandom random) {
        return Hashing.sipHash24(random.nextLong(), random.nextLong());
    }

    /** The code of a number. */
    public static int of(long number) {
        return HASH.hashLong(number).asInt();
    }

    /** The code of a text. */
    static int of(String text) {
        return HASH.hashUnencodedChars(text).asInt();
    }
}

package io.github.stackgan.datasets;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** What the system's encoding of file names, Java's {@code sun.jnu.encoding}, makes of names. */
final class FileNames {
    /** Java 17 takes the encoding from the environment alone, whatever is set on its command line. */
    private static final String REMEDY = "; run with LC_ALL=C.UTF-8 in the environment";

    private FileNames() {}

    /** Why a name was not accepted: most often the locale "C" of containers, which has no accents. */
    static String notAName(String name) {
        return isNameable(name)
                ? "is not a file's name on this system; rename the file, and write the new name here"
                : "has characters that the locale has not (sun.jnu.encoding is " + encoding() + ")" + REMEDY;
    }

    /** Whether a name that the system told lost characters on the way. */
    static boolean isGarbled(String name) {
        return name.indexOf('\uFFFD') >= 0;
    }

    /** What is said of a garbled name. */
    static String garbled() {
        return "the name has bytes that are no characters of the locale (sun.jnu.encoding is " + encoding() + ")"
                + (isNameable("\u00e9\u4e00") ? "; rename it in UTF-8" : REMEDY);
    }

    private static boolean isNameable(String name) {
        return encoding().newEncoder().canEncode(name);
    }

    private static Charset encoding() {
        try {
            return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }
}

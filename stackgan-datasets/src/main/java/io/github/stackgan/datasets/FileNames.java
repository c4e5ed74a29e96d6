package io.github.stackgan.datasets;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What the system's encoding of file names, Java's {@code sun.jnu.encoding}, makes of names. */
final class FileNames {
    private static final String REMEDY =
            "; run with LC_ALL=C.UTF-8 in the environment, or java -Dsun.jnu.encoding=UTF-8";

    private FileNames() {}

    /** Why a name was not accepted: most often the locale "C" of containers, which has no accents. */
    static String notAName(String name) {
        return isNameable(name)
                ? "is not a file's name on this system; rename the file, and write the new name here"
                : "has characters that the locale has not (its encoding is " + encoding() + ")" + REMEDY;
    }

    /** Whether a name that the system told lost characters on the way. */
    static boolean isGarbled(String name) {
        return name.indexOf('\uFFFD') >= 0;
    }

    /** What is said of a garbled name. */
    static String garbled() {
        return "the name has bytes that are no characters of the locale (its encoding is " + encoding() + ")" + REMEDY
                + ", or rename the file";
    }

    /** Added to the advice on a file or folder that is not there: question marks stand for what the locale has not. */
    static String orLocale(Path absent) {
        String name = absent.toString();
        boolean lost = name.indexOf('?') >= 0 || isGarbled(name);
        return lost && !isNameable("\u00e9\u4e00")
                ? "; or the name has characters that the locale has not (its encoding is " + encoding() + ")" + REMEDY
                : "";
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

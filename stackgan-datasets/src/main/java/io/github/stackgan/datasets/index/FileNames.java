package io.github.stackgan.datasets.index;

import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Quoted;
import java.io.File;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Names of files in indexes and on disk, and what the system's encoding of them, {@code sun.jnu.encoding}, makes of
 * them.
 */
public final class FileNames {
    /** Java 17 takes the encoding from the environment alone, whatever is set on its command line. */
    private static final String REMEDY = "; run with LC_ALL=C.UTF-8 in the environment";

    private static final int LONGEST_PATH = 400;

    private FileNames() {}

    /**
     * A file inside a folder, by a name out of an index, which may try to leave it.
     *
     * @param what begins the error message, such as {@code "images.txt line 3: the image's name"}
     */
    public static Path inside(Path folder, String name, String what) {
        try {
            Path root = folder.toAbsolutePath().normalize();
            Path file = root.resolve(name).normalize();
            if (!name.isBlank() && !Path.of(name).isAbsolute() && file.startsWith(root) && !file.equals(root)) {
                return folder.resolve(name).normalize();
            }
        } catch (InvalidPathException e) {
            throw new DatasetException(what + " is " + Quoted.of(name) + ", which " + notAName(name), e);
        }
        throw new DatasetException(what + " is " + Quoted.of(name) + ", which is not inside the folder " + folder
                + "; give a path relative to it, without \"..\"");
    }

    /** A file fit for a message: whole if it is of a usual length, so that it can be found. */
    public static String shown(Path file) {
        String path = file.toString();
        return path.length() > LONGEST_PATH
                ? Quoted.bare(path)
                : Quoted.harmless(path).replace('\n', '?').replace('\t', '?');
    }

    /** Why a name was not accepted: most often the locale "C" of containers, which has no accents. */
    private static String notAName(String name) {
        return isNameable(name)
                ? "is not a file's name on this system; rename the file, and write the new name here"
                : "has characters that the locale has not (sun.jnu.encoding is " + encoding() + ")" + REMEDY;
    }

    /** Whether a name that the system told lost characters on the way. */
    public static boolean isGarbled(String name) {
        return name.indexOf('\uFFFD') >= 0;
    }

    /** What is said of a garbled name. */
    public static String garbled() {
        return "the name has bytes that are no characters of the locale (sun.jnu.encoding is " + encoding() + ")"
                + (isNameable("\u00e9\u4e00") ? "; rename it in UTF-8" : REMEDY);
    }

    /** To Windows all characters are characters of names, whatever the locale. */
    private static boolean isNameable(String name) {
        return File.separatorChar == '\\' || encoding().newEncoder().canEncode(name);
    }

    private static Charset encoding() {
        try {
            return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }
}

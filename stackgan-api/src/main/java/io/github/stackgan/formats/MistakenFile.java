package io.github.stackgan.formats;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tells by its first bytes what a file is that is not what its name says. */
public final class MistakenFile {
    /** How many first bytes are enough to tell. */
    public static final int BYTES = 256;

    private static final String HDF5 =
            "it is an HDF5 file, as MATLAB 7.3 writes them; save it in MATLAB with the option -v7, or its"
                    + " numbers as .npz";

    /** First bytes as Latin-1. */
    private static final Map<String, String> BEGINNINGS = Map.of(
            "PK\u0003\u0004", "it is a zip archive, as .npz and new .pth files are, and not what its name says",
            "\u001f\u008b", "it is compressed with gzip; unpack it first",
            "BZh", "it is compressed with bzip2; unpack it first",
            "\u00fd7zXZ", "it is compressed with xz; unpack it first",
            "\u0028\u00b5\u002f\u00fd", "it is compressed with zstd; unpack it first",
            "\u0089HDF\r\n", HDF5,
            "\u0093NUMPY", "it is a single NumPy array; save it with numpy.savez",
            "\u0089PNG\r\n", "it is a PNG image",
            "\u00ff\u00d8\u00ff", "it is a JPEG image",
            "%PDF-", "it is a PDF document");

    /** First letters of text, without white space before them, in lower case. */
    private static final Map<String, String> TEXTS = Map.of(
            "<!doctype", "it is a web page: a download that went wrong; download it again",
            "<html", "it is a web page: a download that went wrong; download it again",
            "<!--", "it is a web page: a download that went wrong; download it again",
            "<?xml", "it is an XML document, such as a server's error; download the file itself",
            "<error", "it is an XML document, such as a server's error; download the file itself",
            "{\"", "it is a JSON document, such as a server's error; download the file itself",
            "version https://git-lfs",
                    "it is a git-lfs pointer, not the file that it points to; run \"git lfs pull\" where it came from");

    private MistakenFile() {}

    /**
     * Says what a file is and what to do.
     *
     * @param start its first bytes, up to {@link #BYTES}
     * @return the end of a sentence about the file, or empty if its beginning is of no known kind
     */
    public static Optional<String> told(byte[] start) {
        if (start.length == 0) {
            return Optional.of("it is empty; download it again");
        }
        String bytes = new String(start, StandardCharsets.ISO_8859_1);
        String letters = bytes.startsWith("\u00ef\u00bb\u00bf") ? bytes.substring(3) : bytes;
        return told(BEGINNINGS, bytes).or(() -> told(TEXTS, letters.strip().toLowerCase(Locale.ROOT)));
    }

    private static Optional<String> told(Map<String, String> kinds, String start) {
        return kinds.entrySet().stream()
                .filter(kind -> start.startsWith(kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}

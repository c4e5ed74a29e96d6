package io.github.stackgan.formats;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a file is by its first bytes, whatever its name says. */
public enum FileKind {
    /** Eight bytes of length, then a JSON header. */
    SAFETENSORS("it is a safetensors file", "give it to a reader of that format"),
    /** PyTorch since 1.6, but also NumPy's, Keras's and Java's archives. */
    ZIP("it is a zip archive, as PyTorch and NumPy write them", "give a file of the kind that its name says"),
    /** Python's pickle, as PyTorch wrote it before 1.6. */
    PICKLE("it is a Python pickle, as older PyTorch writes them", "give a file of the kind that its name says"),
    /** Nothing. */
    EMPTY("it is empty", "download or write it again"),
    /** A page instead of a file. */
    WEB_PAGE("it is a web page, so a download went wrong", "download the file itself"),
    /** A page of a service instead of a file. */
    JSON("it is JSON text, such as a server's answer", "download the file itself, not its index"),
    /** Text that stands for a file. */
    GIT_LFS("it is a git-lfs pointer, not the file it points to", "run git lfs pull"),
    /** A format of other programs. */
    ONNX("it is an ONNX model", "export the state dict from PyTorch as safetensors"),
    /** Keras, MATLAB 7.3. */
    HDF5(
            "it is an HDF5 file, as Keras and MATLAB 7.3 write them",
            "save weights as safetensors, and numbers from MATLAB with the option -v7"),
    /** llama.cpp. */
    GGUF("it is a GGUF file", "save the weights as safetensors"),
    /** A NumPy array. */
    NUMPY("it is a single NumPy array", "save a whole state dict as safetensors, and numbers with numpy.savez"),
    /** Compressed as a whole. */
    COMPRESSED("it is a compressed archive", "unpack it, and give the file inside"),
    /** Several files in one, PyTorch's oldest format among them. */
    TAR(
            "it is a tar archive",
            "unpack it, and give the file inside; a PyTorch file from before 0.1.10 save again with a"
                    + " newer PyTorch"),
    /** A photograph under the wrong name. */
    IMAGE("it is an image", "give a file of the kind that its name says"),
    /** A page to be printed. */
    PDF("it is a PDF document", "give a file of the kind that its name says"),
    /** A server's answer, a log, a checksum. */
    TEXT("it is plain text, such as a server's answer", "download the file itself"),
    /** Nothing that is known here. */
    UNKNOWN("its first bytes are those of no known weight file", "give a safetensors file or a PyTorch state dict");

    /** How many first bytes are enough to tell. */
    public static final int BYTES = 512;

    /** What the formats of data may begin with, and texts of any kind. */
    private static final Set<FileKind> NEVER_MISTAKEN = EnumSet.of(SAFETENSORS, PICKLE, ONNX, TEXT, UNKNOWN);

    private static final int TAR_MARK = 257;

    private final String words;
    private final String remedy;

    FileKind(String words, String remedy) {
        this.words = words;
        this.remedy = remedy;
    }

    /** What it is and what to do, as the end of a sentence. */
    public String explanation() {
        return words + "; " + remedy;
    }

    /** Tells by the first bytes, {@link #BYTES} of them if there are as many. */
    public static FileKind of(byte[] start) {
        if (start.length == 0) {
            return EMPTY;
        }
        String text = new String(start, 0, Math.min(start.length, BYTES), StandardCharsets.ISO_8859_1);
        // Beginnings of fixed form first: the first byte of a safetensors file is any, also "<".
        return binary(text).or(() -> readable(text)).orElse(UNKNOWN);
    }

    /**
     * Says what a file is that could not be read as a format of data.
     *
     * @param start its first bytes
     * @return the end of a sentence, or empty if nothing speaks for another kind of file
     */
    public static Optional<String> mistaken(byte[] start) {
        FileKind kind = of(start);
        return NEVER_MISTAKEN.contains(kind) ? Optional.empty() : Optional.of(kind.explanation());
    }

    private static Optional<FileKind> binary(String text) {
        if (text.startsWith("PK\3\4") || text.startsWith("PK\5\6")) {
            return Optional.of(ZIP);
        }
        if (text.length() > 9 && text.charAt(8) == '{' && text.startsWith("\0\0\0\0", 4)) {
            return Optional.of(SAFETENSORS);
        }
        if (text.length() > 1 && text.charAt(0) == '\u0080' && text.charAt(1) <= 5) {
            return Optional.of(PICKLE);
        }
        if (text.startsWith("\u0089HDF\r\n")) {
            return Optional.of(HDF5);
        }
        if (text.startsWith("\u0093NUMPY")) {
            return Optional.of(NUMPY);
        }
        if (text.startsWith("GGUF")) {
            return Optional.of(GGUF);
        }
        if (text.startsWith("ustar", TAR_MARK)) {
            return Optional.of(TAR);
        }
        if (startsWithAny(text, "\u001f\u008b", "BZh", "\u00fd7zXZ", "7z\u00bc\u00af", "Rar!", "(\u00b5/\u00fd")) {
            return Optional.of(COMPRESSED);
        }
        if (startsWithAny(text, "\u0089PNG", "\u00ff\u00d8\u00ff", "GIF8", "BM", "RIFF")) {
            return Optional.of(IMAGE);
        }
        return isOnnx(text) ? Optional.of(ONNX) : Optional.empty();
    }

    /** Field 1 is the version, a small number; then comes the producer's name, a domain, a version or the graph. */
    private static boolean isOnnx(String text) {
        return text.length() > 2
                && text.charAt(0) == '\b'
                && text.charAt(1) < 32
                && "\u0012\u001a\"*:B".indexOf(text.charAt(2)) >= 0;
    }

    private static Optional<FileKind> readable(String text) {
        String begin = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3).strip() : text.strip();
        if (begin.toLowerCase(Locale.ROOT).startsWith("version https://git-lfs")) {
            return Optional.of(GIT_LFS);
        }
        if (begin.startsWith("<")) {
            return Optional.of(WEB_PAGE);
        }
        boolean braces = begin.startsWith("{") || begin.startsWith("[");
        if (begin.startsWith("%PDF-")) {
            return Optional.of(PDF);
        }
        if (braces && begin.indexOf('"') > 0) {
            return Optional.of(JSON);
        }
        return begin.chars().allMatch(c -> c >= ' ' && c <= '~' || Character.isWhitespace(c))
                ? Optional.of(TEXT)
                : Optional.empty();
    }

    private static boolean startsWithAny(String text, String... beginnings) {
        for (String beginning : beginnings) {
            if (text.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }
}

package io.github.stackgan.formats;

/**
 * How much one compressed file may still become. Weights, embeddings and labels shrink little; files that grow more
 * than this were made to fill the memory.
 */
public final class UnpackLimit {
    /** What a file of any size may become. */
    public static final long FREE_BYTES = 64L << 20;

    /** What each byte of a file may become beyond that. */
    public static final long BYTES_PER_BYTE = 32;

    private final long fileBytes;
    private long left;

    /** The limit of a file of so many bytes, for all of its parts together. */
    public UnpackLimit(long fileBytes) {
        this.fileBytes = fileBytes;
        left = FREE_BYTES + BYTES_PER_BYTE * fileBytes;
    }

    /**
     * Takes what a part claims to become, before any of it is unpacked.
     *
     * @param part names the part in errors
     */
    public void take(String part, long bytes) throws MalformedFileException {
        if (bytes < 0 || bytes > left) {
            throw new MalformedFileException(part + " claims " + bytes + " bytes unpacked, but the " + fileBytes
                    + " bytes of this file may become " + (FREE_BYTES + BYTES_PER_BYTE * fileBytes)
                    + " in all; save it without compression");
        }
        left -= bytes;
    }
}

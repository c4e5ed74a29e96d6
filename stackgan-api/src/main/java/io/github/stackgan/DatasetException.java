package io.github.stackgan;

/**
 * A dataset cannot be used: a missing or unreadable file, an image without captions, an index that makes no sense.
 *
 * @since 0.1.0
 */
public final class DatasetException extends StackGanException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was wrong, where, and what to do
     */
    public DatasetException(String message) {
        super(message);
    }

    /**
     * Creates an exception.
     *
     * @param message what was wrong, where, and what to do
     * @param cause what made it known
     */
    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.github.stackgan;

/**
 * A weight, model or checkpoint file cannot be used: unreadable, of another kind, or with weights that do not fit.
 *
 * @since 0.1.0
 */
public final class ModelFormatException extends StackGanException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was wrong, where, and what to do
     */
    public ModelFormatException(String message) {
        super(message);
    }

    /**
     * Creates an exception.
     *
     * @param message what was wrong, where, and what to do
     * @param cause what made it known
     */
    public ModelFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}

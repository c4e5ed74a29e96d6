package io.github.stackgan;

/**
 * Training had to stop: a loss became NaN or infinite, or a run folder cannot be used.
 *
 * @since 0.1.0
 */
public final class TrainingException extends StackGanException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was wrong, where, and what to do
     */
    public TrainingException(String message) {
        super(message);
    }

    /**
     * Creates an exception.
     *
     * @param message what was wrong, where, and what to do
     * @param cause what made it known
     */
    public TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}

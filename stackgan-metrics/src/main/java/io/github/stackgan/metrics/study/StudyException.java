package io.github.stackgan.metrics.study;

import io.github.stackgan.StackGanException;

/**
 * A study cannot be made or summed up: an image is missing, or a file of answers is of another study, incomplete,
 * double or no such file.
 *
 * @since 0.1.0
 */
public final class StudyException extends StackGanException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was wrong, where, and what to do
     */
    public StudyException(String message) {
        super(message);
    }

    /**
     * Creates an exception.
     *
     * @param message what was wrong, where, and what to do
     * @param cause what made it known
     */
    public StudyException(String message, Throwable cause) {
        super(message, cause);
    }
}

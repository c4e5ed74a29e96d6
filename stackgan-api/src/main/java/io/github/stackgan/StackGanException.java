package io.github.stackgan;

import io.github.stackgan.checks.Quoted;

/**
 * The parent of every exception that this library makes up itself. Wrong arguments are plain {@link
 * IllegalArgumentException}s. Characters that would steer a terminal are question marks in its message, so that it can
 * be printed.
 *
 * @since 0.1.0
 */
public class StackGanException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was wrong, where, and what to do
     */
    public StackGanException(String message) {
        super(Quoted.harmless(message));
    }

    /**
     * Creates an exception.
     *
     * @param message what was wrong, where, and what to do
     * @param cause what made it known
     */
    public StackGanException(String message, Throwable cause) {
        super(Quoted.harmless(message), cause);
    }
}

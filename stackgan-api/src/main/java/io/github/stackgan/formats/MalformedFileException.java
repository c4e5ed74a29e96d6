package io.github.stackgan.formats;

/** What was wrong with the content of a file; the reader adds the file's name. */
public final class MalformedFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String fault;

    /** Says what was found, what was expected, and what to do. */
    public MalformedFileException(String fault) {
        super(fault);
        this.fault = fault;
    }

    @Override
    public String getMessage() {
        return fault;
    }
}

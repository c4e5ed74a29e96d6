package io.github.stackgan.datasets.formats;

/** What was wrong with the content of a file; the reader adds the file's name. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_QUOTE = 120;

    Refused(String message) {
        super(message);
    }

    /** Text out of a file, fit to be shown: short, and without control characters that would steer a terminal. */
    static String quote(String text) {
        String start = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
        return start.replaceAll("\\p{C}", "?");
    }
}

package io.github.stackgan.checks;

import java.util.regex.Pattern;

/**
 * Text that comes from files and users, made fit for messages and terminals: bounded in length, and without characters
 * that would steer a terminal or reverse the reading order.
 *
 * @since 0.1.0
 */
public final class Quoted {
    /** Most UTF-16 units of a foreign text that a message repeats. */
    private static final int LONGEST = 120;

    /**
     * Control, format (bidirectional overrides among them), private, surrogate and unassigned characters; line
     * separators.
     */
    private static final Pattern UNFIT = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private Quoted() {}

    /**
     * A foreign text within quotation marks.
     *
     * @param text a name, key, value or line of a file, a sentence, a path
     * @return at most 120 characters of it between {@code "}, with "..." after the last one if there were more; what is
     *     unfit for a terminal is a question mark
     */
    public static String of(Object text) {
        return "\"" + bare(text) + "\"";
    }

    /**
     * A foreign text as {@link #of} shows it, without the quotation marks.
     *
     * @param text the text
     * @return the same, bounded and harmless
     */
    public static String bare(Object text) {
        String all = String.valueOf(text);
        if (all.length() <= LONGEST) {
            return UNFIT.matcher(all).replaceAll("?");
        }
        int end = Character.isHighSurrogate(all.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return UNFIT.matcher(all.substring(0, end)).replaceAll("?") + "...";
    }

    /**
     * A whole text of any length, for a terminal.
     *
     * @param text one or more lines
     * @return the same, with a question mark for every unfit character but line feeds and tabs
     */
    public static String harmless(String text) {
        return UNFIT.matcher(text).replaceAll(match -> {
            String found = match.group();
            return found.equals("\n") || found.equals("\t") ? found : "?";
        });
    }
}

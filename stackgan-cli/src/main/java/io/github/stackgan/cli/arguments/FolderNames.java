package io.github.stackgan.cli.arguments;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of folders for what users call as they like: such as every system allows, and different where case does not
 * count.
 */
public final class FolderNames {
    private static final int LONGEST = 80;

    /** Devices to Windows, whatever the folder. */
    private static final Pattern RESERVED =
            Pattern.compile("con|prn|aux|nul|(com|lpt)[0-9\u00b9\u00b2\u00b3]", Pattern.CASE_INSENSITIVE);

    private final Set<String> taken = new HashSet<>();

    /** A name that every system allows: letters, digits and dashes; the same for the same text. */
    public static String of(String text) {
        String name = text.replaceAll("[^\\p{L}\\p{N}-]+", "-");
        int end = Math.min(name.length(), LONGEST);
        String bounded = name.substring(0, name.offsetByCodePoints(0, name.codePointCount(0, end)));
        return bounded.isEmpty() || RESERVED.matcher(bounded).matches() ? bounded + "-" : bounded;
    }

    /** Such a name that this object has not given out before. */
    public String next(String text) {
        String name = of(text);
        String unique = name;
        for (int i = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); i++) {
            unique = name + "-" + i;
        }
        return unique;
    }
}

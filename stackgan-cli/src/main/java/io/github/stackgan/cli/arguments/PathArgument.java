package io.github.stackgan.cli.arguments;

import io.github.stackgan.checks.Quoted;
import java.io.File;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Files and folders from the command line, where a locale without accents makes names unreadable. */
public final class PathArgument implements ITypeConverter<Path> {
    @Override
    public Path convert(String value) {
        try {
            return of(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    public static Path of(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(Quoted.of(name) + " is not a file's name" + why(name, e), e);
        }
    }

    /** How Java reads the command line. */
    public static Charset locale() {
        return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    }

    /** An argument that the locale has garbled: of one that has all characters, U+FFFD is the user's own. */
    public static Optional<String> garbled(List<String> arguments, Charset locale) {
        return locale.newEncoder().canEncode("\u00e9\u4e00")
                ? Optional.empty()
                : arguments.stream().filter(a -> a.indexOf('\uFFFD') >= 0).findFirst();
    }

    /** What is said of an argument whose characters the locale has not. */
    public static String underLocale() {
        return " under this locale (sun.jnu.encoding is " + System.getProperty("sun.jnu.encoding")
                + "); if it has accents, run with LC_ALL=C.UTF-8 in the environment";
    }

    /** Elsewhere than on Windows a name may hold all characters but one, as far as the locale has them. */
    private static String why(String name, InvalidPathException e) {
        if (File.separatorChar == '/' && name.indexOf('\0') < 0) {
            return underLocale();
        }
        // To Windows a backslash before a quote is a quote that does not end the argument.
        String remedy = name.indexOf('"') < 0
                ? "choose another"
                : "leave out a backslash before a closing quote, which does not close then";
        return " on this system (" + e.getReason() + "); " + remedy;
    }
}

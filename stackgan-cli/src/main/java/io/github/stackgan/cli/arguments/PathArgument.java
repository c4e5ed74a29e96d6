package io.github.stackgan.cli.arguments;

import io.github.stackgan.checks.Quoted;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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

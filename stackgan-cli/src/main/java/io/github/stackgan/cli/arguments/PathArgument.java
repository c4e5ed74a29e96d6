package io.github.stackgan.cli.arguments;

import io.github.stackgan.checks.Quoted;
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
            throw new IllegalArgumentException(
                    Quoted.of(name) + " is not a file's name under this locale (sun.jnu.encoding is "
                            + System.getProperty("sun.jnu.encoding")
                            + "); if it has accents, run with LC_ALL=C.UTF-8 in the environment",
                    e);
        }
    }
}

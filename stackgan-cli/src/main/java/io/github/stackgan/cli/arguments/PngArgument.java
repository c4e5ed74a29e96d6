package io.github.stackgan.cli.arguments;

import io.github.stackgan.checks.Quoted;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A file for an image, which is written as PNG; names that promise another format are refused. */
public final class PngArgument implements ITypeConverter<Path> {
    private static final Set<String> OTHERS =
            Set.of("jpg", "jpeg", "gif", "bmp", "webp", "tif", "tiff", "avif", "heic", "svg", "pdf");

    @Override
    public Path convert(String value) {
        int dot = value.lastIndexOf('.');
        if (dot >= 0 && OTHERS.contains(value.substring(dot + 1).toLowerCase(Locale.ROOT))) {
            throw new TypeConversionException(Quoted.of(value)
                    + " promises another format, but images are written as PNG;" + " name a file that ends with .png");
        }
        Path file = new PathArgument().convert(value);
        boolean folder = value.endsWith("/") || value.endsWith(File.separator);
        if (folder || Files.isDirectory(file) || file.getFileName() == null) {
            throw new TypeConversionException(
                    Quoted.of(value) + " is a folder, but an image is a file; name one in it, such as "
                            + Quoted.of(file.resolve("image.png")));
        }
        return file;
    }
}

package io.github.stackgan.cli.dataset;

import io.github.stackgan.cli.arguments.PathArgument;
import io.github.stackgan.datasets.IndexedImages;
import io.github.stackgan.datasets.Problems;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A dataset of files on the command line: {@code cub:PATH}, {@code oxford:PATH}, ...; a path alone is a folder. */
record DatasetLocation(DatasetKind kind, Path path) {
    /** For options of this type. */
    static final class Converter implements ITypeConverter<DatasetLocation> {
        @Override
        public DatasetLocation convert(String value) {
            try {
                return of(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static DatasetLocation of(String text) {
        int colon = text.indexOf(':');
        Optional<DatasetKind> kind = colon < 0 ? Optional.empty() : DatasetKind.of(text.substring(0, colon));
        return new DatasetLocation(
                kind.orElse(DatasetKind.FOLDER), PathArgument.of(kind.isPresent() ? text.substring(colon + 1) : text));
    }

    IndexedImages read(Optional<String> split, Problems problems) {
        return kind.read(path, split, problems);
    }
}

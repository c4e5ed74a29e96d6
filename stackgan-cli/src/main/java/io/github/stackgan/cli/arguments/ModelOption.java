package io.github.stackgan.cli.arguments;

import io.github.stackgan.StackGan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The model of a command, from the command line: a pretrained one by its name, or a file. */
public final class ModelOption {
    private static final String DEFAULT = "birds";
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

    @Option(
            names = "--model",
            paramLabel = "NAME|FILE",
            description = "A pretrained model's name, or a model file. Default: ${DEFAULT-VALUE}")
    private String model = DEFAULT;

    /** The model, to be closed by the caller. */
    public StackGan open() {
        return open(model);
    }

    /** The file, unless the model is a pretrained one. */
    public Optional<Path> file() {
        return isPretrained(model) ? Optional.empty() : Optional.of(PathArgument.of(model));
    }

    /** Reads a model, to be closed by the caller. */
    public static StackGan open(String nameOrFile) {
        return isPretrained(nameOrFile) ? StackGan.pretrained(nameOrFile) : StackGan.load(PathArgument.of(nameOrFile));
    }

    /** Whether this names a pretrained model. A file of that name is meant first, but for birds: that is ./birds. */
    public static boolean isPretrained(String nameOrFile) {
        return nameOrFile.equals(DEFAULT)
                || NAME.matcher(nameOrFile).matches() && Files.notExists(PathArgument.of(nameOrFile));
    }
}

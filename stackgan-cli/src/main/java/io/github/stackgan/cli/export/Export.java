package io.github.stackgan.cli.export;

import io.github.stackgan.StackGan;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.cli.arguments.ModelOption;
import io.github.stackgan.djl.ServingFolder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a model for other programs. */
@Command(
        name = "export",
        description = "Writes a model for other programs: as the folder that DJL Serving takes.",
        mixinStandardHelpOptions = true)
public final class Export implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "MODEL",
            description = "A pretrained model's name, or a model file. Default: ${DEFAULT-VALUE}")
    private String model = "birds";

    @Option(names = "--serving", paramLabel = "DIR", description = "Write the folder that DJL Serving takes there.")
    private Optional<Path> serving = Optional.empty();

    @Override
    public Integer call() {
        if (serving.isEmpty()) {
            throw new IllegalArgumentException("export is not told what to write; give --serving DIR");
        }
        try (StackGan gan = ModelOption.open(model)) {
            serving.ifPresent(folder -> ServingFolder.write(gan, folder));
        }
        serving.ifPresent(folder -> System.out.println(Quoted.harmless(folder.toString())));
        return 0;
    }
}

package io.github.stackgan.examples;

import io.github.stackgan.StackGanException;
import io.github.stackgan.core.memory.PyTorchEngine;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The examples from the command line: {@code generate}, {@code refine}, {@code interpolate}, {@code train}, {@code dataset},
 * {@code study}, {@code serve}, {@code evaluate}, {@code experiment}.
 *
 * @since 0.1.0
 */
@Command(
        name = "stackgan",
        description = "Draws pictures of sentences, and trains the networks that do it.",
        mixinStandardHelpOptions = true,
        subcommands = {
            Generate.class,
            Refine.class,
            Interpolate.class,
            Train.class,
            Dataset.class,
            Study.class,
            Serve.class,
            Evaluate.class,
            RunExperiment.class
        })
public final class Main {
    private Main() {}

    /**
     * Runs one example and ends the program with its exit code.
     *
     * @param args the example's name and options
     */
    public static void main(String[] args) {
        PyTorchEngine.stayOffline();
        int code = run(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Mistakes of the user are told in one line, without a stack trace. */
    static int run(String... args) {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    if (e instanceof StackGanException || e instanceof IllegalArgumentException) {
                        line.getErr().println(line.getColorScheme().errorText(String.valueOf(e.getMessage())));
                        return 1;
                    }
                    throw e;
                })
                .execute(args);
    }
}

package io.github.stackgan.cli;

import io.github.stackgan.StackGanException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.cli.arguments.PathArgument;
import io.github.stackgan.cli.dataset.Dataset;
import io.github.stackgan.cli.evaluate.Evaluate;
import io.github.stackgan.cli.evaluate.Overlap;
import io.github.stackgan.cli.evaluate.TrainClassifier;
import io.github.stackgan.cli.evaluate.TrainImageEncoder;
import io.github.stackgan.cli.experiment.RunExperiment;
import io.github.stackgan.cli.export.Export;
import io.github.stackgan.cli.export.Import;
import io.github.stackgan.cli.generate.Generate;
import io.github.stackgan.cli.generate.Interpolate;
import io.github.stackgan.cli.generate.MoveBox;
import io.github.stackgan.cli.generate.Refine;
import io.github.stackgan.cli.info.Info;
import io.github.stackgan.cli.serve.Serve;
import io.github.stackgan.cli.settings.PrintSettings;
import io.github.stackgan.cli.study.Study;
import io.github.stackgan.cli.train.Train;
import io.github.stackgan.cli.train.TrainKeyPoints;
import io.github.stackgan.core.engine.PyTorchEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * The command line: {@code generate}, {@code refine}, {@code interpolate}, {@code train}, {@code dataset},
 * {@code settings}, {@code info}, {@code export}, {@code import}, {@code study}, {@code serve}, {@code evaluate},
 * {@code experiment}.
 *
 * @since 0.1.0
 */
@Command(
        name = "stackgan",
        description = "Generates images from text, and trains the networks that do it.",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class)
public final class Main {
    /** Commands that wait for the engine, which starts while they read their arguments and model. */
    private static final Set<String> GENERATING = Set.of("generate", "refine", "interpolate");

    private static final String HEADLESS = "java.awt.headless";

    private static final List<Class<?>> COMMANDS = List.of(
            Generate.class,
            MoveBox.class,
            Refine.class,
            Interpolate.class,
            Train.class,
            Dataset.class,
            Study.class,
            Serve.class,
            Evaluate.class,
            Overlap.class,
            TrainImageEncoder.class,
            TrainKeyPoints.class,
            TrainClassifier.class,
            RunExperiment.class,
            PrintSettings.class,
            Info.class,
            Export.class,
            Import.class,
            AutoComplete.GenerateCompletion.class);

    private Main() {}

    /**
     * Runs one command and ends the program with its exit code.
     *
     * @param args the command's name and options
     */
    public static void main(String[] args) {
        // Images need no screen, and Java would fail where the one that DISPLAY names has gone.
        if (System.getProperty(HEADLESS) == null) {
            System.setProperty(HEADLESS, "true");
        }
        PyTorchEngine.stayOffline();
        if (args.length > 1 && GENERATING.contains(args[0]) && !args[1].equals("--help")) {
            PyTorchEngine.startAhead();
        }
        int code = run(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /**
     * Runs one command. Mistakes of the user are told in one line, without a stack trace.
     *
     * @param args the command's name and options
     * @return 0 if all is well, 1 if something could not be done or used, 2 if the arguments are none of the command's
     */
    public static int run(String... args) {
        CommandLine stackgan = new CommandLine(new Main());
        commands(args).forEach(stackgan::addSubcommand);
        Optional<String> garbled = PathArgument.garbled(List.of(args), PathArgument.locale());
        if (garbled.isPresent()) {
            say(stackgan, Quoted.of(garbled.get()) + " has lost characters on the way" + PathArgument.underLocale());
            return stackgan.getCommandSpec().exitCodeOnInvalidInput();
        }
        return stackgan.setCaseInsensitiveEnumValuesAllowed(true)
                // A text may begin with an @; it is no file of arguments.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(Main::wrongUse)
                .registerConverter(Path.class, new PathArgument())
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    if (e instanceof StackGanException || e instanceof IllegalArgumentException) {
                        say(line, String.valueOf(e.getMessage()));
                        return 1;
                    }
                    if (e instanceof IOException || e instanceof UncheckedIOException) {
                        say(line, "A file cannot be read or written: " + e);
                        return 1;
                    }
                    throw e;
                })
                .execute(args);
    }

    /** The command that is asked for alone, where that is enough: to describe them all takes a fifth of a second. */
    private static List<Class<?>> commands(String... args) {
        List<Class<?>> asked = COMMANDS.stream()
                .filter(command -> command != AutoComplete.GenerateCompletion.class)
                .filter(command -> args.length > 0
                        && command.getAnnotation(Command.class).name().equals(args[0]))
                .toList();
        return asked.isEmpty() ? COMMANDS : asked;
    }

    /** As picocli answers by default, but that what the user typed cannot steer the terminal. */
    private static int wrongUse(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        say(line, String.valueOf(e.getMessage()));
        line.usage(line.getErr());
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static void say(CommandLine line, String message) {
        line.getErr().println(line.getColorScheme().errorText(Quoted.harmless(message)));
    }
}

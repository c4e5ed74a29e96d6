package io.github.stackgan.cli.info;

import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.report.WeightFileReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says what a file of weights is, and what lies in a run's folder. */
@Command(
        name = "info",
        description = "Says what a model, a checkpoint, a text encoder, a cache, any file of weights or a run's folder"
                + " is.",
        mixinStandardHelpOptions = true)
public final class Info implements Callable<Integer> {
    private static final double MEGA = 1e6;

    @Parameters(paramLabel = "FILE", description = "A file, or the folder of a run.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        if (Files.notExists(file)) {
            throw new IllegalArgumentException(Quoted.of(file) + " does not exist; check the path");
        }
        try {
            if (Files.isDirectory(file)) {
                list();
            } else {
                WeightFileReport.of(file).forEach(System.out::println);
            }
            return 0;
        } catch (IOException e) {
            throw new IllegalArgumentException(Quoted.of(file) + " cannot be read: " + e, e);
        }
    }

    private void list() throws IOException {
        System.out.println(Quoted.bare(file) + ": a folder");
        try (Stream<Path> files = Files.walk(file, 2)) {
            for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
                System.out.printf(
                        Locale.ROOT, "  %-60s %.1f MB%n", Quoted.bare(file.relativize(path)), Files.size(path) / MEGA);
            }
        }
        System.out.println("info says of each file what it is; of a dataset, dataset --check does");
    }
}

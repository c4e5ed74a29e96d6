package io.github.stackgan.cli.dataset;

import io.github.stackgan.checks.Quoted;
import io.github.stackgan.cli.arguments.PathArgument;
import io.github.stackgan.core.report.ImageGrid;
import io.github.stackgan.datasets.ContactSheet;
import io.github.stackgan.datasets.IndexReport;
import io.github.stackgan.datasets.IndexedImages;
import io.github.stackgan.datasets.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks at a dataset before anything is trained on it: every image is decoded, and all that is wrong is listed. */
@Command(name = "dataset", description = "Checks a dataset.", mixinStandardHelpOptions = true)
public final class Dataset implements Callable<Integer> {
    private static final int SHOWN = 24;
    private static final int SIDE = 152;
    private static final int COLUMNS = 6;
    private static final int SAMPLES = 3;

    @Option(
            names = "--check",
            required = true,
            arity = "2",
            paramLabel = "KIND PATH",
            description = "KIND is cub, oxford, coco or folder; PATH is the folder that was downloaded.")
    private List<String> check = List.of();

    @Option(names = "--split", description = "Which images, such as train-classes or val2017. Default: all")
    private Optional<String> split = Optional.empty();

    @Option(names = "--sheet", description = "Where to write a sheet of the first images. Default: ${DEFAULT-VALUE}")
    private Path sheet = Path.of("contact-sheet.png");

    /** 0 if all is well, 1 if something cannot be used. */
    @Override
    public Integer call() {
        String name = check.get(0);
        DatasetKind kind = DatasetKind.of(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--check is " + Quoted.of(name) + ", but must be one of " + DatasetKind.names()));
        IndexedImages images = kind.read(PathArgument.of(check.get(1)), split, Problems.SKIP);
        IndexReport report = images.checkImages();
        System.out.println(report);
        kind.fullCount(images.name())
                .ifPresent(full -> System.out.printf(
                        "The full release has %d images; %s%n",
                        full, full == report.usable() ? "all are here" : "here are " + report.usable()));
        for (int i = 0; i < images.size(); i += Math.max(1, (images.size() + SAMPLES - 1) / SAMPLES)) {
            System.out.printf(
                    "%s, class %s: %s%n",
                    Quoted.bare(images.entry(i).name()),
                    Quoted.bare(images.className(images.classOf(i)).replace("\0", "")),
                    Quoted.of(images.captions(i).get(0)));
        }
        ImageGrid.writePng(ContactSheet.draw(images, SHOWN, SIDE, COLUMNS), sheet);
        System.out.println("Contact sheet: " + sheet);
        return report.problems().isEmpty() ? 0 : 1;
    }
}

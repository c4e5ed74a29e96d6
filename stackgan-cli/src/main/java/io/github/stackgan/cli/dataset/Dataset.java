package io.github.stackgan.cli.dataset;

import io.github.stackgan.checks.Quoted;
import io.github.stackgan.cli.arguments.GivenOptions;
import io.github.stackgan.cli.arguments.PngArgument;
import io.github.stackgan.core.report.ImageGrid;
import io.github.stackgan.datasets.ContactSheet;
import io.github.stackgan.datasets.IndexReport;
import io.github.stackgan.datasets.IndexedImages;
import io.github.stackgan.datasets.Problems;
import io.github.stackgan.datasets.shapes.SyntheticShapes;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Looks at a dataset before anything is trained on it: every image is decoded, and all that is wrong is listed. Or
 * writes a small one to try things on.
 */
@Command(
        name = "dataset",
        description = "Checks a dataset, or writes a small one to try things on.",
        mixinStandardHelpOptions = true)
public final class Dataset implements Callable<Integer> {
    private static final int SHOWN = 24;
    private static final int SIDE = 152;
    private static final int COLUMNS = 6;
    private static final int SAMPLES = 3;
    private static final int SHAPES = 300;
    private static final long SHAPES_SEED = 1;

    /** Either of two. */
    private static final class Task {
        @Option(
                names = "--check",
                paramLabel = "KIND:PATH",
                converter = DatasetLocation.Converter.class,
                description = "Checks a dataset: cub:PATH, oxford:PATH, coco:PATH, or folder:PATH for images of your"
                        + " own. PATH is the folder that was downloaded")
        private Optional<DatasetLocation> check = Optional.empty();

        @Option(
                names = "--write-shapes",
                paramLabel = "FOLDER",
                description = "Writes 300 coloured shapes with a caption each to a new folder, to try a training on")
        private Optional<Path> shapes = Optional.empty();
    }

    @Spec
    private CommandSpec command = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private Task task = new Task();

    @Option(names = "--split", description = "Which images are checked, such as train-classes or val2017. Default: all")
    private Optional<String> split = Optional.empty();

    @Option(
            names = "--sheet",
            converter = PngArgument.class,
            description = "Where to write a sheet of the first images. Default: ${DEFAULT-VALUE}")
    private Path sheet = Path.of("contact-sheet.png");

    /** 0 if all is well, 1 if something cannot be used. */
    @Override
    public Integer call() {
        return task.shapes.map(this::writeShapes).orElseGet(() -> check(task.check.orElseThrow()));
    }

    private int writeShapes(Path folder) {
        new GivenOptions(command).refuse("--write-shapes", "--split", "--sheet");
        SyntheticShapes.of(SHAPES_SEED, SHAPES).writeTo(folder);
        System.out.println(SHAPES + " images and metadata.jsonl: " + folder);
        return 0;
    }

    private int check(DatasetLocation location) {
        IndexedImages images = location.read(split, Problems.SKIP);
        IndexReport report = images.checkImages();
        System.out.println(report);
        location.kind()
                .fullCount(images.name())
                .ifPresent(full -> System.out.printf(
                        Locale.ROOT,
                        "The full release has %d images; %s%n",
                        full,
                        full == report.usable() ? "all are here" : "here are " + report.usable()));
        for (int i = 0; i < images.size(); i += Math.max(1, (images.size() + SAMPLES - 1) / SAMPLES)) {
            System.out.printf(
                    Locale.ROOT,
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

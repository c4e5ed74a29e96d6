package io.github.stackgan.cli.generate;

import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.GenerationRequest.ConditioningMode;
import io.github.stackgan.Progress;
import io.github.stackgan.StackGan;
import io.github.stackgan.UnknownText;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.cli.arguments.ModelOption;
import io.github.stackgan.cli.arguments.PngArgument;
import io.github.stackgan.cli.arguments.TextLines;
import io.github.stackgan.core.report.ImageGrid;
import io.github.stackgan.core.report.ProgressPrinter;
import io.github.stackgan.settings.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Generates images from text.
 *
 * <p>One text and one image give the image alone and, beside it, all stages of it; several give numbered files, or
 * one grid.
 */
@Command(name = "generate", description = "Generates images from text.", mixinStandardHelpOptions = true)
public final class Generate implements Callable<Integer> {
    private static final int CELL = 192;

    /** Images on the sheet of stages. */
    private static final int SHOWN = 24;

    @ArgGroup(multiplicity = "1")
    private Texts given = new Texts();

    /** One way or the other. */
    private static final class Texts {
        @Option(names = "--text", required = true, description = "A text; may be given several times.")
        private List<String> texts = List.of();

        @Option(names = "--texts", paramLabel = "FILE", required = true, description = "A file, a text in each line.")
        private Optional<Path> file = Optional.empty();

        List<String> all() {
            return file.map(path -> TextLines.read("--texts", path)).orElse(texts);
        }
    }

    @Option(
            names = "--out",
            converter = PngArgument.class,
            description = "The PNG file to write. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("image.png");

    @Option(names = "--count", description = "Images for each text. Default: ${DEFAULT-VALUE}")
    private int count = 1;

    @Option(
            names = "--seed",
            description = "The seed of a text's first image; its next have the next numbers. Default: ${DEFAULT-VALUE}")
    private long seed = 0;

    @Option(
            names = "--seed-step",
            description = "Added to the seed from text to text. Default: ${DEFAULT-VALUE}, so that only texts differ")
    private long seedStep = 0;

    @Option(
            names = "--stage1-seed",
            description = "A seed of Stage-I's own, so that images of a text share their first stage."
                    + " Default: each image's own")
    private Optional<Long> stage1Seed = Optional.empty();

    @Option(names = "--mean", description = "Use the mean condition instead of sampling one.")
    private boolean mean;

    @Option(names = "--precision", description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Precision precision = Precision.AUTO;

    @Option(
            names = "--grid",
            description =
                    "Write one image: a row for each text, or, with one image each, a row for each stage of six texts.")
    private boolean grid;

    @Mixin
    private LocationOptions location = new LocationOptions();

    @Mixin
    private ModelOption model = new ModelOption();

    @Override
    public Integer call() {
        List<String> texts = given.all();
        GenerationRequest request = GenerationRequest.of(texts)
                .withCount(count)
                .withSeed(seed)
                .withSeedStep(seedStep)
                .withStage1Seed(stage1Seed.map(OptionalLong::of).orElseGet(OptionalLong::empty))
                .withPrecision(precision)
                .withConditioning(mean ? ConditioningMode.MEAN : ConditioningMode.SAMPLED);
        try (StackGan gan = model.open()) {
            Stream<GeneratedImage> all =
                    location.requests(gan, request).stream().flatMap(gan::stream);
            if (grid) {
                List<GeneratedImage> images = all.toList();
                Images.printUnknown(images);
                writeGrid(texts, images);
            } else {
                writeEach(all, (long) texts.size() * count);
            }
        }
        return 0;
    }

    /** Each as soon as it is there, so that any number of them may be asked for. */
    private void writeEach(Stream<GeneratedImage> images, long total) {
        List<GeneratedImage> shown = new ArrayList<>();
        Map<String, UnknownText> unknown = new LinkedHashMap<>();
        ProgressPrinter progress = ProgressPrinter.toStderr();
        long[] written = {0};
        images.forEachOrdered(image -> {
            written[0]++;
            Path path = total == 1 ? out : Images.beside(out, "-" + written[0]);
            ImageGrid.writePng(Images.last(image), path);
            System.out.println(
                    Quoted.harmless(path.toString()) + "  " + Quoted.bare(image.text()) + "  seed " + image.seed());
            if (total > SHOWN) {
                progress.onProgress(Progress.of("images", written[0], total));
            }
            if (shown.size() < SHOWN) {
                shown.add(image);
            }
            unknown.put(image.text(), image.unknown());
        });
        Images.printUnknown(unknown);
        Path stages = Images.beside(out, "-stages");
        Images.writeStages(shown, stages);
        System.out.println(stages + "  every stage, with the text" + (total > SHOWN ? ", of the first " + SHOWN : ""));
    }

    private void writeGrid(List<String> texts, List<GeneratedImage> images) {
        List<ImageGrid.Row> rows = count == 1 ? Images.stageRows(images) : sentenceRows(texts, images);
        ImageGrid.writePng(ImageGrid.of(List.of(), rows).draw(CELL), out);
        System.out.println(out);
    }

    private List<ImageGrid.Row> sentenceRows(List<String> texts, List<GeneratedImage> images) {
        List<ImageGrid.Row> rows = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            List<GeneratedImage> row = images.subList(i * count, (i + 1) * count);
            rows.add(new ImageGrid.Row(
                    texts.get(i), row.stream().map(Images::last).toList()));
        }
        return rows;
    }
}

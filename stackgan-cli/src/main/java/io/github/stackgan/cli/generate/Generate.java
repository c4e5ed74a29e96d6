package io.github.stackgan.cli.generate;

import io.github.stackgan.GeneratedPicture;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.GenerationRequest.ConditioningMode;
import io.github.stackgan.Precision;
import io.github.stackgan.StackGan;
import io.github.stackgan.cli.arguments.ModelOption;
import io.github.stackgan.core.report.PictureGrid;
import io.github.stackgan.spi.Quoted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Draws pictures of sentences.
 *
 * <p>One sentence and one picture give the picture alone and, beside it, all stages of it; several give numbered files, or one grid.
 */
@Command(name = "generate", description = "Draws pictures of sentences.", mixinStandardHelpOptions = true)
public final class Generate implements Callable<Integer> {
    private static final int CELL = 192;

    @Option(names = "--text", required = true, description = "A sentence; may be given several times.")
    private List<String> texts = List.of();

    @Option(names = "--out", description = "The PNG file to write. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("picture.png");

    @Option(names = "--count", description = "Pictures for each sentence. Default: ${DEFAULT-VALUE}")
    private int count = 1;

    @Option(
            names = "--seed",
            description = "The first picture's seed; the next has the next number. Default: ${DEFAULT-VALUE}")
    private long seed = 0;

    @Option(
            names = "--stage1-seed",
            description = "A seed of Stage-I's own, so that pictures of a sentence share their first stage."
                    + " Default: each picture's own")
    private Optional<Long> stage1Seed = Optional.empty();

    @Option(names = "--mean", description = "Use the mean condition instead of drawing one.")
    private boolean mean;

    @Option(names = "--precision", description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Precision precision = Precision.FLOAT32;

    @Option(
            names = "--grid",
            description =
                    "Write one picture: a row for each sentence, or, with one picture each, a row for each stage.")
    private boolean grid;

    @Mixin
    private ModelOption model = new ModelOption();

    @Override
    public Integer call() {
        GenerationRequest request = GenerationRequest.of(texts)
                .withCount(count)
                .withSeed(seed)
                .withStage1Seed(stage1Seed.map(OptionalLong::of).orElseGet(OptionalLong::empty))
                .withPrecision(precision)
                .withConditioning(mean ? ConditioningMode.MEAN : ConditioningMode.SAMPLED);
        try (StackGan gan = model.open()) {
            List<GeneratedPicture> pictures = gan.generate(request);
            Pictures.printUnknown(pictures);
            if (grid) {
                writeGrid(pictures);
            } else {
                writeEach(pictures);
            }
        }
        return 0;
    }

    private void writeEach(List<GeneratedPicture> pictures) {
        for (int i = 0; i < pictures.size(); i++) {
            Path path = pictures.size() == 1 ? out : Pictures.beside(out, "-" + (i + 1));
            PictureGrid.writePng(Pictures.last(pictures.get(i)), path);
            System.out.println(Quoted.harmless(path.toString()) + "  "
                    + Quoted.bare(pictures.get(i).text()) + "  seed "
                    + pictures.get(i).seed());
        }
        Path stages = Pictures.beside(out, "-stages");
        Pictures.writeStages(pictures, stages);
        System.out.println(stages + "  every stage, with the sentence");
    }

    private void writeGrid(List<GeneratedPicture> pictures) {
        List<PictureGrid.Row> rows = count == 1 ? Pictures.stageRows(pictures) : sentenceRows(pictures);
        PictureGrid.writePng(PictureGrid.of(List.of(), rows).draw(CELL), out);
        System.out.println(out);
    }

    private List<PictureGrid.Row> sentenceRows(List<GeneratedPicture> pictures) {
        List<PictureGrid.Row> rows = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            List<GeneratedPicture> row = pictures.subList(i * count, (i + 1) * count);
            rows.add(new PictureGrid.Row(
                    texts.get(i), row.stream().map(Pictures::last).toList()));
        }
        return rows;
    }
}

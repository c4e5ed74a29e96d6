package io.github.stackgan.cli.experiment;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.StackGan;
import io.github.stackgan.StackGanException;
import io.github.stackgan.checks.Folders;
import io.github.stackgan.cli.generate.Images;
import io.github.stackgan.core.report.ImageGrid;
import io.github.stackgan.core.report.ImageGrid.Row;
import io.github.stackgan.core.train.DataLocations;
import io.github.stackgan.metrics.features.DiscriminatorFeatures;
import io.github.stackgan.metrics.features.ImageFeatures;
import io.github.stackgan.metrics.scores.FeatureMatrix;
import io.github.stackgan.metrics.scores.Memorisation;
import io.github.stackgan.metrics.scores.NearestNeighbours;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The images of an experiment's page, from the models of one seed. */
final class ExperimentFigures {
    private static final int CELL = 112;
    private static final int ACROSS = 6;
    private static final int REFERENCES = 500;
    private static final int NEIGHBOURS = 5;

    private final Experiment experiment;
    private final CaptionedImages training;
    private final Function<ExperimentRuns.Run, StackGan> models;
    private final Path folder;
    private final Map<String, Path> written = new LinkedHashMap<>();

    private ExperimentFigures(
            Experiment experiment,
            CaptionedImages training,
            Function<ExperimentRuns.Run, StackGan> models,
            Path folder) {
        this.experiment = experiment;
        this.models = models;
        this.training = training;
        this.folder = folder;
    }

    /**
     * Draws all figures.
     *
     * @param models opens a run's model
     * @return what each shows, and its file
     */
    static Map<String, Path> draw(
            Experiment experiment,
            List<ExperimentRuns.Run> runs,
            CaptionedImages training,
            Function<ExperimentRuns.Run, StackGan> models,
            Path folder) {
        ExperimentFigures figures = new ExperimentFigures(experiment, training, models, folder);
        Experiment.Figures wanted = experiment.file().figures();
        if (wanted != null) {
            long seed = experiment.file().seeds().get(0);
            List<ExperimentRuns.Run> first =
                    runs.stream().filter(run -> run.seed() == seed).toList();
            if (wanted.chosen().isPresent()) {
                figures.methods(first, wanted.sentences());
                first.stream()
                        .filter(run -> run.method().name().equals(wanted.of()))
                        .forEach(run -> figures.abilities(run, wanted.sentences()));
            } else {
                first.forEach(figures::copy);
            }
        }
        return figures.written;
    }

    private void write(String name, String what, List<String> headers, List<Row> rows) {
        Path file = folder.resolve(name + ".png");
        ImageGrid.writePng(ImageGrid.of(headers, rows).draw(CELL), file);
        written.put(what, file);
    }

    /**
     * An image of every caption, each with noise of its own, the same for all methods, as they are generated.
     */
    static void grid(StackGan gan, CaptionedImages training, List<String> sentences, Path file) {
        GenerationRequest each = GenerationRequest.of(sentences).withSeed(0).withSeedStep(1);
        List<BufferedImage> images = last(generate(gan, training, each));
        List<Row> rows = new ArrayList<>();
        for (int from = 0; from < images.size(); from += ACROSS) {
            rows.add(new Row("", images.subList(from, Math.min(images.size(), from + ACROSS))));
        }
        int cell = images.get(0).getWidth();
        ImageGrid.writePng(ImageGrid.of(List.of(), rows).draw(cell), file);
    }

    private void copy(ExperimentRuns.Run run) {
        Path file = folder.resolve(run.method().slug() + ".png");
        try {
            Folders.make(folder);
            Files.copy(run.grid(), file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StackGanException("The grid " + file + " cannot be written: " + e, e);
        }
        written.put(run.method().name(), file);
    }

    /** Every method's image of every caption, with one noise. */
    private void methods(List<ExperimentRuns.Run> runs, List<String> sentences) {
        List<Row> rows = new ArrayList<>();
        for (ExperimentRuns.Run run : runs) {
            try (StackGan gan = models.apply(run)) {
                GenerationRequest each = GenerationRequest.of(sentences).withSeed(1);
                rows.add(new Row(run.method().name(), last(generate(gan, training, each))));
            }
        }
        write("methods", "Every method; from left to right: " + String.join("; ", sentences), List.of(), rows);
    }

    private void abilities(ExperimentRuns.Run run, List<String> sentences) {
        try (StackGan gan = models.apply(run)) {
            String of = " (" + run.method().name() + ")";
            Row way = new Row(
                    sentences.get(0) + "  ->  " + sentences.get(sentences.size() - 1),
                    last(gan.interpolate(sentences.get(0), sentences.get(sentences.size() - 1), ACROSS + 1, 1)));
            write("interpolation", "Between two captions, the noise held fixed" + of, List.of(), List.of(way));
            noise(gan, sentences, of);
            if (gan.settings().stages().size() > 1) {
                severalSecondStages(gan, sentences, of);
            }
            neighbours(run, gan, sentences, of);
        }
    }

    private void noise(StackGan gan, List<String> sentences, String of) {
        List<Row> rows = new ArrayList<>();
        for (String sentence : sentences) {
            rows.add(new Row(
                    sentence,
                    last(gan.generate(GenerationRequest.of(sentence).withSeed(1).withCount(ACROSS)))));
        }
        write("fixed-noise", "Each column has the same noise, each row the same caption" + of, List.of(), rows);
    }

    private void severalSecondStages(StackGan gan, List<String> sentences, String of) {
        List<Row> rows = new ArrayList<>();
        for (String sentence : sentences) {
            List<GeneratedImage> generated = gan.generate(
                    GenerationRequest.of(sentence).withStage1Seed(1).withSeed(1).withCount(ACROSS));
            List<BufferedImage> images = new ArrayList<>();
            images.add((BufferedImage) generated.get(0).stages().get(0).getWrappedImage());
            images.addAll(last(generated));
            rows.add(new Row(sentence, images));
        }
        write(
                "several-stage2",
                "One Stage-I image, generated again by Stage-II with other conditions" + of,
                List.of("Stage-I", "Stage-II"),
                rows);
    }

    private void neighbours(ExperimentRuns.Run run, StackGan gan, List<String> sentences, String of) {
        int side = run.method().imageSize();
        List<BufferedImage> generated =
                last(gan.generate(GenerationRequest.of(sentences).withSeed(1)));
        try (ImageFeatures features = DiscriminatorFeatures.of(run.model())) {
            List<float[]> references = new ArrayList<>();
            int count = Math.min(REFERENCES, training.size());
            for (int from = 0; from < count; from += 20) {
                List<BufferedImage> batch = new ArrayList<>();
                for (int i = from; i < Math.min(count, from + 20); i++) {
                    batch.add(training.image(i, side));
                }
                references.addAll(List.of(features.extract(batch).features()));
            }
            var found = NearestNeighbours.search(
                    FeatureMatrix.of(features.extract(generated).features()),
                    FeatureMatrix.of(references.toArray(float[][]::new)),
                    NEIGHBOURS);
            Path file = folder.resolve("neighbours.png");
            Memorisation.writeSheet(generated, found, i -> training.image(i, side), CELL, file);
            written.put(
                    "The nearest of " + count + " training images, by features of the last discriminator" + of, file);
        }
    }

    /**
     * An image of each caption. A model that is told where to draw is told for the first caption where the subject of
     * the first training image stands, and so on.
     */
    private static List<GeneratedImage> generate(StackGan gan, CaptionedImages training, GenerationRequest request) {
        return new DataLocations(training, gan.settings().stage1().location())
                .generate(gan, request, i -> i % training.size());
    }

    private static List<BufferedImage> last(List<GeneratedImage> images) {
        return images.stream().map(Images::last).toList();
    }
}

package io.github.stackgan.cli.generate;

import io.github.stackgan.GeneratedImage;
import io.github.stackgan.UnknownText;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.report.ImageGrid;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Writes what was generated. */
public final class Images {
    private static final int CELL = 256;

    /** Images of different texts side by side. */
    private static final int ACROSS = 6;

    private Images() {}

    public static BufferedImage last(GeneratedImage image) {
        return (BufferedImage) image.image().getWrappedImage();
    }

    /** Tells on the error stream, once for each text, what the model does not know of it. */
    static void printUnknown(List<GeneratedImage> images) {
        Map<String, UnknownText> unknown = new LinkedHashMap<>();
        images.forEach(image -> unknown.put(image.text(), image.unknown()));
        printUnknown(unknown);
    }

    static void printUnknown(Map<String, UnknownText> unknown) {
        unknown.forEach((text, notes) -> notes.notes()
                .forEach(note -> System.err.println(unknown.size() == 1 ? note : Quoted.of(text) + ": " + note)));
    }

    /** Every stage of every image, with its text. */
    static void writeStages(List<GeneratedImage> images, Path path) {
        List<String> headers = new ArrayList<>();
        for (int i = 1; i <= images.get(0).stages().size(); i++) {
            headers.add(ImageGrid.stage(i));
        }
        List<ImageGrid.Row> rows = new ArrayList<>();
        for (GeneratedImage image : images) {
            rows.add(new ImageGrid.Row(
                    image.text() + " (seed " + image.seed() + ")",
                    image.stages().stream()
                            .map(stage -> (BufferedImage) stage.getWrappedImage())
                            .toList()));
        }
        ImageGrid.writePng(ImageGrid.of(headers, rows).draw(CELL), path);
    }

    /**
     * Stage over stage, a column for each image, six side by side; the texts stand under the last stage, numbered from
     * left to right.
     */
    static List<ImageGrid.Row> stageRows(List<GeneratedImage> images) {
        List<ImageGrid.Row> rows = new ArrayList<>();
        for (int first = 0; first < images.size(); first += ACROSS) {
            rows.addAll(stageRows(images.subList(first, Math.min(first + ACROSS, images.size())), first + 1));
        }
        return rows;
    }

    private static List<ImageGrid.Row> stageRows(List<GeneratedImage> images, int firstNumber) {
        StringJoiner texts = new StringJoiner("; ");
        for (int i = 0; i < images.size(); i++) {
            texts.add(firstNumber + i + ". " + images.get(i).text());
        }
        int stages = images.get(0).stages().size();
        List<ImageGrid.Row> rows = new ArrayList<>();
        for (int i = 0; i < stages; i++) {
            int stage = i;
            rows.add(new ImageGrid.Row(
                    ImageGrid.stage(i + 1) + (i == stages - 1 ? ": " + texts : ""),
                    images.stream()
                            .map(image ->
                                    (BufferedImage) image.stages().get(stage).getWrappedImage())
                            .toList()));
        }
        return rows;
    }

    /** bird.png and "-stages" give bird-stages.png. */
    static Path beside(Path path, String suffix) {
        String name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        return beside(path, suffix, dot < 0 ? ".png" : name.substring(dot));
    }

    /** study.html, "-key" and ".json" give study-key.json. */
    public static Path beside(Path path, String suffix, String ending) {
        String name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        return path.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + suffix + ending);
    }
}

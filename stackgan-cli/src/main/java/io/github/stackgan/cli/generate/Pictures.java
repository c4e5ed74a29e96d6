package io.github.stackgan.cli.generate;

import io.github.stackgan.GeneratedPicture;
import io.github.stackgan.UnknownText;
import io.github.stackgan.core.report.PictureGrid;
import io.github.stackgan.spi.Quoted;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what was drawn. */
public final class Pictures {
    private static final int CELL = 256;

    private Pictures() {}

    public static BufferedImage last(GeneratedPicture picture) {
        return (BufferedImage) picture.image().getWrappedImage();
    }

    /** Tells on the error stream, once for each sentence, what the model does not know of it. */
    static void printUnknown(List<GeneratedPicture> pictures) {
        Map<String, UnknownText> unknown = new LinkedHashMap<>();
        pictures.forEach(picture -> unknown.put(picture.text(), picture.unknown()));
        unknown.forEach((text, notes) -> notes.notes()
                .forEach(note -> System.err.println(unknown.size() == 1 ? note : Quoted.of(text) + ": " + note)));
    }

    /** Every stage of every picture, with its sentence. */
    static void writeStages(List<GeneratedPicture> pictures, Path path) {
        List<String> headers = new ArrayList<>();
        for (int i = 1; i <= pictures.get(0).stages().size(); i++) {
            headers.add("Stage-" + "I".repeat(i));
        }
        List<PictureGrid.Row> rows = new ArrayList<>();
        for (GeneratedPicture picture : pictures) {
            rows.add(new PictureGrid.Row(
                    picture.text() + " (seed " + picture.seed() + ")",
                    picture.stages().stream()
                            .map(stage -> (BufferedImage) stage.getWrappedImage())
                            .toList()));
        }
        PictureGrid.writePng(PictureGrid.of(headers, rows).draw(CELL), path);
    }

    /** Stage over stage, a column for each picture; the sentences stand under the last, numbered from left to right. */
    static List<PictureGrid.Row> stageRows(List<GeneratedPicture> pictures) {
        StringBuilder sentences = new StringBuilder();
        for (int i = 0; i < pictures.size(); i++) {
            sentences
                    .append(i == 0 ? "" : "   ")
                    .append(i + 1)
                    .append(". ")
                    .append(pictures.get(i).text());
        }
        int stages = pictures.get(0).stages().size();
        List<PictureGrid.Row> rows = new ArrayList<>();
        for (int i = 0; i < stages; i++) {
            int stage = i;
            rows.add(new PictureGrid.Row(
                    "Stage-" + "I".repeat(i + 1) + (i == stages - 1 ? ":   " + sentences : ""),
                    pictures.stream()
                            .map(picture ->
                                    (BufferedImage) picture.stages().get(stage).getWrappedImage())
                            .toList()));
        }
        return rows;
    }

    /** bird.png and "-stages" give bird-stages.png. */
    public static Path beside(Path path, String suffix) {
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

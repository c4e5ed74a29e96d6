package io.github.stackgan.datasets;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.TextFile.Line;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text files of CUB-200-2011, joined by the numbers of pictures. */
record CubIndex(List<Row> rows, Set<String> classNames) {
    /** A picture; {@code name} is without its ".jpg". */
    record Row(String where, String name, String className, Box box, boolean forTraining, List<KeyPoint> keyPoints) {}

    static CubIndex read(Path cub) {
        Path images = cub.resolve("images.txt");
        Map<Integer, String> classNames = classes(cub.resolve("classes.txt"));
        Map<Integer, Line> labels = byNumber(cub.resolve("image_class_labels.txt"));
        Map<Integer, Line> boxes = byNumber(cub.resolve("bounding_boxes.txt"));
        Map<Integer, Line> splits = byNumber(cub.resolve("train_test_split.txt"));
        Map<Integer, List<KeyPoint>> keyPoints = keyPoints(cub.resolve("parts"));
        List<Row> rows = new ArrayList<>();
        Map<String, String> seen = new HashMap<>();
        for (Line line : TextFile.lines(images)) {
            String[] parts = line.parts(2, "a number and a picture's name");
            int number = line.whole(parts[0], "the number of the picture");
            String before = seen.putIfAbsent(parts[1], line.where());
            if (before != null) {
                throw new DatasetException(line.where() + ": the picture \"" + parts[1]
                        + "\" is listed a second time, first at " + before);
            }
            rows.add(new Row(
                    line.where(),
                    parts[1].replaceFirst("\\.jpg$", ""),
                    className(find(labels, number, line, "image_class_labels.txt"), classNames),
                    box(find(boxes, number, line, "bounding_boxes.txt")),
                    forTraining(find(splits, number, line, "train_test_split.txt")),
                    keyPoints.getOrDefault(number, List.of())));
        }
        if (rows.isEmpty()) {
            throw new DatasetException(images + " lists no pictures; unpack CUB_200_2011.tgz again");
        }
        return new CubIndex(List.copyOf(rows), Set.copyOf(new HashSet<>(classNames.values())));
    }

    private static Map<Integer, String> classes(Path file) {
        Map<Integer, String> names = new HashMap<>();
        for (Line line : TextFile.lines(file)) {
            String[] parts = line.parts(2, "a number and a class's name");
            names.put(line.whole(parts[0], "the number of the class"), parts[1]);
        }
        return names;
    }

    private static Map<Integer, Line> byNumber(Path file) {
        Map<Integer, Line> lines = new HashMap<>();
        for (Line line : TextFile.lines(file)) {
            lines.put(
                    line.whole(line.parts(2, "the number of a picture and more")[0], "the number of the picture"),
                    line);
        }
        return lines;
    }

    private static Line find(Map<Integer, Line> lines, int number, Line of, String file) {
        @Nullable Line found = lines.get(number);
        if (found == null) {
            throw new DatasetException(of.where() + ": the picture " + number + " has no line in " + file);
        }
        return found;
    }

    private static String className(Line line, Map<Integer, String> names) {
        int label = line.whole(line.parts(2, "two numbers")[1], "the class");
        @Nullable String name = names.get(label);
        if (name == null) {
            throw new DatasetException(line.where() + ": the class is " + label + ", but classes.txt has only "
                    + names.size() + " classes");
        }
        return name;
    }

    private static Box box(Line line) {
        String[] parts = line.parts(5, "a number, then x, y, width and height");
        Box box = new Box(
                "bird",
                line.real(parts[1], "x"),
                line.real(parts[2], "y"),
                line.real(parts[3], "the width"),
                line.real(parts[4], "the height"));
        if (!(box.width() > 0 && box.height() > 0)) {
            throw new DatasetException(line.where() + ": the box is " + box.width() + " x " + box.height()
                    + ", but must be larger than nothing");
        }
        return box;
    }

    private static boolean forTraining(Line line) {
        int mark = line.whole(line.parts(2, "two numbers")[1], "the mark of training pictures");
        if (mark != 0 && mark != 1) {
            throw new DatasetException(line.where() + ": the mark of training pictures must be 0 or 1, but is " + mark);
        }
        return mark == 1;
    }

    /** Lines of picture, part, x, y, visible; parts that cannot be seen are left out. Old copies have no parts. */
    private static Map<Integer, List<KeyPoint>> keyPoints(Path folder) {
        Map<Integer, List<KeyPoint>> points = new HashMap<>();
        Path file = folder.resolve("part_locs.txt");
        if (!Files.isRegularFile(file)) {
            return points;
        }
        Path namesFile = folder.resolve("parts.txt");
        Map<Integer, String> names = Files.isRegularFile(namesFile) ? classes(namesFile) : Map.of();
        for (Line line : TextFile.lines(file)) {
            String[] parts = line.parts(5, "picture, part, x, y and visibility");
            int part = line.whole(parts[1], "the part");
            if (line.whole(parts[4], "the visibility") == 1) {
                points.computeIfAbsent(line.whole(parts[0], "the number of the picture"), n -> new ArrayList<>())
                        .add(new KeyPoint(
                                names.getOrDefault(part, String.valueOf(part)),
                                line.real(parts[2], "x"),
                                line.real(parts[3], "y")));
            }
        }
        return points;
    }
}

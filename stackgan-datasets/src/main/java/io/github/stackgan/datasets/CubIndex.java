package io.github.stackgan.datasets;

import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.datasets.ImageEntry.Box;
import io.github.stackgan.datasets.ImageEntry.KeyPoint;
import io.github.stackgan.datasets.IndexReport.Kind;
import io.github.stackgan.datasets.index.ImageEndings;
import io.github.stackgan.datasets.index.NumberedLines;
import io.github.stackgan.datasets.index.TextFile;
import io.github.stackgan.datasets.index.TextFile.Line;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text files of CUB-200-2011, joined by the numbers of images; each line that makes no sense is one problem. */
final class CubIndex {
    /** No image that is read has a side this long. */
    private static final double LARGEST = 100_000;

    private final NumberedLines classes;
    private final NumberedLines labels;
    private final NumberedLines boxes;
    private final NumberedLines splits;
    private final Map<Integer, List<KeyPoint>> keyPoints;
    private final Set<String> classNames = new HashSet<>();
    private final List<Row> rows = new ArrayList<>();

    /** An image; {@code name} is without the ending of {@code file}, and both are relative to the images' folder. */
    record Row(
            String where,
            String name,
            String file,
            String className,
            Box box,
            boolean forTraining,
            List<KeyPoint> keyPoints) {}

    private CubIndex(Path cub, IndexBuilder builder) {
        classes = NumberedLines.read(cub.resolve("classes.txt"), "class", "a number and a class's name");
        labels = byImage(cub.resolve("image_class_labels.txt"));
        boxes = byImage(cub.resolve("bounding_boxes.txt"));
        splits = byImage(cub.resolve("train_test_split.txt"));
        keyPoints = keyPoints(cub.resolve("parts"), builder);
        spoilSharedNames();
    }

    static CubIndex read(Path cub, IndexBuilder builder) {
        CubIndex index = new CubIndex(cub, builder);
        Path file = cub.resolve("images.txt");
        NumberedLines images = NumberedLines.read(file, "image", "a number and an image's name");
        Map<String, String> seen = new HashMap<>();
        for (Line line : images.lines()) {
            try {
                index.rows.add(index.row(images, line, seen));
            } catch (DatasetException e) {
                builder.refuse(Kind.WRONG_ENTRY, String.valueOf(e.getMessage()));
            }
        }
        images.tellRest(problem -> builder.refuse(Kind.WRONG_ENTRY, problem));
        for (NumberedLines other : List.of(index.classes, index.labels, index.boxes, index.splits)) {
            other.tellRest(problem -> builder.problem(Kind.WRONG_ENTRY, problem));
        }
        if (index.rows.isEmpty() && builder.isEmpty()) {
            throw new DatasetException(file + " lists no images; unpack CUB_200_2011.tgz again");
        }
        return index;
    }

    private static NumberedLines byImage(Path file) {
        return NumberedLines.read(file, "image", "the number of an image and more");
    }

    /** Two numbers of one name would make two classes one. */
    private void spoilSharedNames() {
        Map<String, Line> first = new HashMap<>();
        for (Line line : classes.lines()) {
            String[] parts = line.parts(2, "a number and a class's name");
            classNames.add(parts[1]);
            int number = line.whole(parts[0], "the number of the class");
            @Nullable Line before = classes.isSpoilt(number) ? null : first.putIfAbsent(parts[1], line);
            if (before != null) {
                classes.spoil(
                        number,
                        "the class " + Quoted.of(parts[1]) + " stands at " + before.where() + " and again at "
                                + line.where() + "; give every class one line and a name of its own");
            }
        }
    }

    private Row row(NumberedLines images, Line line, Map<String, String> seen) {
        String[] parts = line.parts(2, "a number and an image's name");
        int number = line.whole(parts[0], "the number of the image");
        images.find(number, line.where());
        String before = seen.putIfAbsent(parts[1], line.where());
        if (before != null) {
            throw new DatasetException(line.where() + ": the image " + Quoted.of(parts[1])
                    + " is listed a second time, first at " + before + "; list it once");
        }
        String name = ImageEndings.without(parts[1]);
        return new Row(
                line.where(),
                name,
                name.equals(parts[1]) ? name + ".jpg" : parts[1],
                className(find(labels, number, line, "image_class_labels.txt")),
                box(find(boxes, number, line, "bounding_boxes.txt")),
                forTraining(find(splits, number, line, "train_test_split.txt")),
                keyPoints.getOrDefault(number, List.of()));
    }

    private static Line find(NumberedLines lines, int number, Line of, String file) {
        return lines.find(number, of.where())
                .orElseThrow(() -> new DatasetException(of.where() + ": the image " + number + " has no line in " + file
                        + lines.nextWrong().map(w -> ", but " + w).orElse("")));
    }

    private String className(Line line) {
        int label = line.whole(line.parts(2, "two numbers")[1], "the class");
        Line found = classes.find(label, line.where())
                .orElseThrow(() -> new DatasetException(line.where() + ": the class is " + label
                        + ", but classes.txt has only " + classes.size() + " classes"));
        return found.parts(2, "a number and a class's name")[1];
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
                    + ", but must be larger than nothing; mend the line");
        }
        double reach = Math.max(Math.abs(box.x()) + box.width(), Math.abs(box.y()) + box.height());
        if (reach > LARGEST || box.x() + box.width() <= 0 || box.y() + box.height() <= 0) {
            throw new DatasetException(line.where() + ": the box of " + box.width() + " x " + box.height() + " at ("
                    + box.x() + ", " + box.y() + ") is outside of the image; mend the line");
        }
        return box;
    }

    private static boolean forTraining(Line line) {
        int mark = line.whole(line.parts(2, "two numbers")[1], "the mark of training images");
        if (mark != 0 && mark != 1) {
            throw new DatasetException(line.where() + ": the mark of training images must be 0 or 1, but is " + mark);
        }
        return mark == 1;
    }

    /** Lines of image, part, x, y, visible; parts that cannot be seen are left out, and old copies have none. */
    private static Map<Integer, List<KeyPoint>> keyPoints(Path folder, IndexBuilder builder) {
        Map<Integer, List<KeyPoint>> points = new HashMap<>();
        Path file = folder.resolve("part_locs.txt");
        if (!Files.isRegularFile(file)) {
            return points;
        }
        Path namesFile = folder.resolve("parts.txt");
        Map<Integer, String> names = Files.isRegularFile(namesFile) ? partNames(namesFile, builder) : Map.of();
        Set<List<Integer>> seen = new HashSet<>();
        for (Line line : TextFile.lines(file)) {
            try {
                addPoint(line, names, seen, points);
            } catch (DatasetException e) {
                builder.problem(Kind.WRONG_ENTRY, String.valueOf(e.getMessage()));
            }
        }
        return points;
    }

    private static Map<Integer, String> partNames(Path file, IndexBuilder builder) {
        Map<Integer, String> names = new HashMap<>();
        NumberedLines lines = NumberedLines.read(file, "part", "a number and a part's name");
        for (Line line : lines.lines()) {
            String[] parts = line.parts(2, "a number and a part's name");
            names.putIfAbsent(line.whole(parts[0], "the number of the part"), parts[1]);
        }
        lines.tellRest(problem -> builder.problem(Kind.WRONG_ENTRY, problem));
        return names;
    }

    private static void addPoint(
            Line line, Map<Integer, String> names, Set<List<Integer>> seen, Map<Integer, List<KeyPoint>> points) {
        String[] parts = line.parts(5, "image, part, x, y and visibility");
        int image = line.whole(parts[0], "the number of the image");
        int part = line.whole(parts[1], "the part");
        int visible = line.whole(parts[4], "the visibility");
        KeyPoint point = new KeyPoint(
                names.getOrDefault(part, String.valueOf(part)), line.real(parts[2], "x"), line.real(parts[3], "y"));
        if (visible != 0 && visible != 1) {
            throw new DatasetException(line.where() + ": the visibility must be 0 or 1, but is " + visible);
        }
        if (!seen.add(List.of(image, part))) {
            throw new DatasetException(line.where() + ": the part " + part + " of the image " + image
                    + " stands a second time; give it one line");
        }
        if (visible == 1) {
            points.computeIfAbsent(image, n -> new ArrayList<>()).add(point);
        }
    }

    List<Row> rows() {
        return rows;
    }

    Set<String> classNames() {
        return classNames;
    }
}

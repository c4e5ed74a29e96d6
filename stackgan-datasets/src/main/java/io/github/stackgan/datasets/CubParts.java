package io.github.stackgan.datasets;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.IndexReport.Kind;
import io.github.stackgan.datasets.TextFile.Line;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where beak, tail and so on can be seen, by the numbers of CUB's pictures. Old copies of the dataset have no parts.
 */
final class CubParts {
    private CubParts() {}

    /** Lines of picture, part, x, y, visible; parts that cannot be seen are left out. */
    static Map<Integer, List<KeyPoint>> read(Path folder, IndexBuilder builder) {
        Map<Integer, List<KeyPoint>> points = new HashMap<>();
        Path file = folder.resolve("part_locs.txt");
        if (!Files.isRegularFile(file)) {
            return points;
        }
        Path namesFile = folder.resolve("parts.txt");
        Map<Integer, String> names = Files.isRegularFile(namesFile) ? names(namesFile, builder) : Map.of();
        Set<List<Integer>> seen = new HashSet<>();
        for (Line line : TextFile.lines(file)) {
            try {
                add(line, names, seen, points);
            } catch (DatasetException e) {
                builder.problem(Kind.WRONG_ENTRY, String.valueOf(e.getMessage()));
            }
        }
        return points;
    }

    private static Map<Integer, String> names(Path file, IndexBuilder builder) {
        Map<Integer, String> names = new HashMap<>();
        NumberedLines lines = NumberedLines.read(file, "part", "a number and a part's name");
        for (Line line : lines.lines()) {
            String[] parts = line.parts(2, "a number and a part's name");
            names.putIfAbsent(line.whole(parts[0], "the number of the part"), parts[1]);
        }
        lines.tellRest(problem -> builder.problem(Kind.WRONG_ENTRY, problem));
        return names;
    }

    private static void add(
            Line line, Map<Integer, String> names, Set<List<Integer>> seen, Map<Integer, List<KeyPoint>> points) {
        String[] parts = line.parts(5, "picture, part, x, y and visibility");
        int picture = line.whole(parts[0], "the number of the picture");
        int part = line.whole(parts[1], "the part");
        int visible = line.whole(parts[4], "the visibility");
        KeyPoint point = new KeyPoint(
                names.getOrDefault(part, String.valueOf(part)), line.real(parts[2], "x"), line.real(parts[3], "y"));
        if (visible != 0 && visible != 1) {
            throw new DatasetException(line.where() + ": the visibility must be 0 or 1, but is " + visible);
        }
        if (!seen.add(List.of(picture, part))) {
            throw new DatasetException(line.where() + ": the part " + part + " of the picture " + picture
                    + " stands a second time; give it one line");
        }
        if (visible == 1) {
            points.computeIfAbsent(picture, n -> new ArrayList<>()).add(point);
        }
    }
}

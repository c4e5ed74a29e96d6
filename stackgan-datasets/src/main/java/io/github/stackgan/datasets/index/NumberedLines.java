package io.github.stackgan.datasets.index;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.index.TextFile.Line;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file by the number that each begins with. A number that stands twice is never used: whoever asks for
 * it is told both lines. What nobody asked for is told at the end.
 */
public final class NumberedLines {
    private final String what;
    private final List<Line> lines = new ArrayList<>();
    private final Map<Integer, Line> byNumber = new HashMap<>();
    private final Map<Integer, String> spoilt = new LinkedHashMap<>();
    private final Map<Integer, String> untold = new LinkedHashMap<>();
    private final Deque<String> wrong = new ArrayDeque<>();

    private NumberedLines(String what) {
        this.what = what;
    }

    /**
     * Reads a file.
     *
     * @param what is numbered: {@code "image"}
     * @param expected what a line must hold at least, two parts
     */
    public static NumberedLines read(Path file, String what, String expected) {
        NumberedLines all = new NumberedLines(what);
        for (Line line : TextFile.lines(file)) {
            try {
                all.add(line, line.whole(line.parts(2, expected)[0], "the number of the " + what));
            } catch (DatasetException e) {
                all.wrong.add(String.valueOf(e.getMessage()));
            }
        }
        return all;
    }

    private void add(Line line, int number) {
        lines.add(line);
        @Nullable Line before = byNumber.putIfAbsent(number, line);
        if (before != null) {
            spoil(
                    number,
                    "the " + what + " " + number + " stands at " + before.where() + " and again at " + line.where()
                            + "; give every " + what + " one line and a number of its own");
        }
    }

    /** From now on a number is refused, for a reason. */
    public void spoil(int number, String reason) {
        if (spoilt.putIfAbsent(number, reason) == null) {
            untold.put(number, reason);
        }
    }

    public boolean isSpoilt(int number) {
        return spoilt.containsKey(number);
    }

    /** Those that begin with a number, in the order of the file. */
    public List<Line> lines() {
        return lines;
    }

    public int size() {
        return byNumber.size();
    }

    /** The line of a number, if there is one; {@code where} begins the message if there are two. */
    public Optional<Line> find(int number, String where) {
        @Nullable String reason = spoilt.get(number);
        if (reason != null) {
            untold.remove(number);
            throw new DatasetException(where + ": " + reason);
        }
        return Optional.ofNullable(byNumber.get(number));
    }

    /** A line without a number, which may be the one that a caller misses. */
    public Optional<String> nextWrong() {
        return Optional.ofNullable(wrong.poll());
    }

    /** Tells what is wrong and was met by nobody. */
    public void tellRest(Consumer<String> problems) {
        wrong.forEach(problems);
        untold.values().forEach(problems);
    }
}

package io.github.stackgan.datasets;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.IndexReport.Kind;
import io.github.stackgan.datasets.IndexReport.Problem;
import io.github.stackgan.spi.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Gathers the pictures of a dataset and all that is wrong with them, and then decides. */
final class IndexBuilder {
    private static final int LONGEST_PATH = 400;

    /** Of names that are the same but for case, so that a hostile index costs no quadratic time. */
    private static final int MOST_ALIKE = 4;

    private final String name;
    private final Problems policy;
    private final List<PictureEntry> entries = new ArrayList<>();
    private final Map<Path, PictureEntry> byFile = new HashMap<>();
    private final Map<String, List<PictureEntry>> byFoldedName = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private int listed;

    IndexBuilder(String name, Problems policy) {
        this.name = name;
        this.policy = policy;
    }

    /**
     * A file inside a folder, by a name out of an index, which may try to leave it.
     *
     * @param what begins the error message, such as {@code "images.txt line 3: the picture's name"}
     */
    static Path inside(Path folder, String name, String what) {
        try {
            Path root = folder.toAbsolutePath().normalize();
            Path file = root.resolve(name).normalize();
            if (!name.isBlank() && !Path.of(name).isAbsolute() && file.startsWith(root) && !file.equals(root)) {
                return folder.resolve(name).normalize();
            }
        } catch (InvalidPathException e) {
            throw new DatasetException(what + " is " + Quoted.of(name) + ", which " + FileNames.notAName(name), e);
        }
        throw new DatasetException(what + " is " + Quoted.of(name) + ", which is not inside the folder " + folder
                + "; give a path relative to it, without \"..\"");
    }

    /** A file fit for a message: whole if it is of a usual length, so that it can be found. */
    static String shown(Path file) {
        String path = file.toString();
        return path.length() > LONGEST_PATH
                ? Quoted.bare(path)
                : Quoted.harmless(path).replace('\n', '?').replace('\t', '?');
    }

    /** A picture that may be of use; a file that is listed a second time is a problem. */
    void add(PictureEntry entry) {
        Optional<PictureEntry> before = sameFile(entry);
        if (before.isPresent()) {
            refuse(
                    Kind.WRONG_ENTRY,
                    entry.where() + ": the picture " + Quoted.of(entry.name()) + " is listed a second time, first at "
                            + before.get().where() + "; list it once, with all its captions");
        } else {
            listed++;
            entries.add(entry);
        }
    }

    /** Names that differ in case, or in how accents are composed, are one file on some systems and two on others. */
    private Optional<PictureEntry> sameFile(PictureEntry entry) {
        @Nullable PictureEntry before = byFile.putIfAbsent(entry.file(), entry);
        if (before != null) {
            return Optional.of(before);
        }
        String folded = Normalizer.normalize(entry.file().toString(), Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT);
        List<PictureEntry> alike = byFoldedName.computeIfAbsent(folded, name -> new ArrayList<>(1));
        Optional<PictureEntry> same = alike.stream()
                .filter(other -> isSame(other.file(), entry.file()))
                .findFirst();
        if (same.isEmpty() && alike.size() < MOST_ALIKE) {
            alike.add(entry);
        }
        return same;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether nothing was listed and nothing is wrong. */
    boolean isEmpty() {
        return listed == 0 && problems.isEmpty();
    }

    /** Whether any picture was listed, usable or not. */
    boolean hasListed() {
        return listed > 0;
    }

    Optional<String> firstProblem() {
        return problems.stream().map(Problem::message).findFirst();
    }

    /** A picture that was listed, but is of no use. */
    void refuse(Kind kind, String message) {
        listed++;
        problem(kind, message);
    }

    /** Something wrong beside the pictures. */
    void problem(Kind kind, String message) {
        problems.add(new Problem(kind, Quoted.harmless(message)));
    }

    /** Looks at every picture's file, on all cores, and makes the dataset. */
    IndexedImages build(Fit fit) {
        List<Optional<Problem>> found = IntStream.range(0, entries.size())
                .parallel()
                .mapToObj(i -> check(entries.get(i)))
                .toList();
        List<PictureEntry> usable = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (found.get(i).isEmpty()) {
                usable.add(entries.get(i));
            } else {
                problem(found.get(i).get().kind(), found.get(i).get().message());
            }
        }
        return IndexedImages.of(name, listed, usable, problems, policy, fit);
    }

    private static Optional<Problem> check(PictureEntry entry) {
        if (!Files.isRegularFile(entry.file())) {
            return Optional.of(new Problem(
                    Kind.MISSING_PICTURE,
                    entry.where() + ": the picture " + Quoted.of(entry.name()) + " does not exist; it should be at "
                            + shown(entry.file())));
        }
        if (entry.captions().isEmpty()) {
            return Optional.of(new Problem(
                    Kind.NO_CAPTION,
                    entry.where() + ": the picture " + Quoted.of(entry.name())
                            + " has no caption; write one that is not blank"));
        }
        try {
            PictureReader.requireHeader(entry.where(), entry.file());
            return Optional.empty();
        } catch (DatasetException e) {
            return Optional.of(new Problem(Kind.UNREADABLE_PICTURE, String.valueOf(e.getMessage())));
        }
    }
}

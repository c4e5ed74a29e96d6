package io.github.stackgan.datasets;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.IndexReport.Kind;
import io.github.stackgan.datasets.IndexReport.Problem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Gathers the pictures of a dataset and all that is wrong with them, and then decides. */
final class IndexBuilder {
    private final String name;
    private final Problems policy;
    private final List<PictureEntry> entries = new ArrayList<>();
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
            throw new DatasetException(what + " is not a file's name: " + e.getMessage(), e);
        }
        throw new DatasetException(what + " is \"" + name + "\", which is not inside the folder " + folder
                + "; give a path relative to it, without \"..\"");
    }

    void add(PictureEntry entry) {
        listed++;
        entries.add(entry);
    }

    /** A picture that was listed, but is of no use. */
    void refuse(Kind kind, String message) {
        listed++;
        problems.add(new Problem(kind, message));
    }

    /** Something wrong beside the pictures. */
    void problem(Kind kind, String message) {
        problems.add(new Problem(kind, message));
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
                problems.add(found.get(i).get());
            }
        }
        return IndexedImages.of(name, listed, usable, problems, policy, fit);
    }

    private static Optional<Problem> check(PictureEntry entry) {
        if (!Files.isRegularFile(entry.file())) {
            return Optional.of(new Problem(
                    Kind.MISSING_PICTURE,
                    entry.where() + ": the picture \"" + entry.name() + "\" does not exist; it should be at "
                            + entry.file()));
        }
        if (entry.captions().isEmpty()) {
            return Optional.of(new Problem(
                    Kind.NO_CAPTION, entry.where() + ": the picture \"" + entry.name() + "\" has no caption"));
        }
        try {
            PictureReader.requireHeader(entry.where(), entry.file());
            return Optional.empty();
        } catch (DatasetException e) {
            return Optional.of(new Problem(Kind.UNREADABLE_PICTURE, String.valueOf(e.getMessage())));
        }
    }
}

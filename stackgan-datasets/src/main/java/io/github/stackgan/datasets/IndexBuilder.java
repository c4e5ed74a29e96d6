package io.github.stackgan.datasets;

import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.datasets.IndexReport.Kind;
import io.github.stackgan.datasets.IndexReport.Problem;
import io.github.stackgan.datasets.decode.ImageDecoder;
import io.github.stackgan.datasets.index.FileNames;
import java.io.IOException;
import java.nio.file.Files;
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

/** Gathers the images of a dataset and all that is wrong with them, and then decides. */
final class IndexBuilder {
    /** Of names that are the same but for case, so that a hostile index costs no quadratic time. */
    private static final int MOST_ALIKE = 4;

    private final String name;
    private final Problems policy;
    private final List<ImageEntry> entries = new ArrayList<>();
    private final Map<Path, ImageEntry> byFile = new HashMap<>();
    private final Map<String, List<ImageEntry>> byFoldedName = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private int listed;

    IndexBuilder(String name, Problems policy) {
        this.name = name;
        this.policy = policy;
    }

    /** An image that may be of use; a file that is listed a second time is a problem. */
    void add(ImageEntry entry) {
        Optional<ImageEntry> before = sameFile(entry);
        if (before.isPresent()) {
            refuse(
                    Kind.WRONG_ENTRY,
                    entry.where() + ": the image " + Quoted.of(entry.name()) + " is listed a second time, first at "
                            + before.get().where() + "; list it once, with all its captions");
        } else {
            listed++;
            entries.add(entry);
        }
    }

    /** Names that differ in case, or in how accents are composed, are one file on some systems and two on others. */
    private Optional<ImageEntry> sameFile(ImageEntry entry) {
        @Nullable ImageEntry before = byFile.putIfAbsent(entry.file(), entry);
        if (before != null) {
            return Optional.of(before);
        }
        String folded = Normalizer.normalize(entry.file().toString(), Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT);
        List<ImageEntry> alike = byFoldedName.computeIfAbsent(folded, name -> new ArrayList<>(1));
        Optional<ImageEntry> same = alike.stream()
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

    /** Whether any image was listed, usable or not. */
    boolean hasListed() {
        return listed > 0;
    }

    Optional<String> firstProblem() {
        return problems.stream().map(Problem::message).findFirst();
    }

    /** An image that was listed, but is of no use. */
    void refuse(Kind kind, String message) {
        listed++;
        problem(kind, message);
    }

    /** Something wrong beside the images. */
    void problem(Kind kind, String message) {
        problems.add(new Problem(kind, Quoted.harmless(message)));
    }

    /** Looks at every image's file, on all cores, and makes the dataset. */
    IndexedImages build(CropPolicy crop) {
        List<Optional<Problem>> found = IntStream.range(0, entries.size())
                .parallel()
                .mapToObj(i -> check(entries.get(i)))
                .toList();
        List<ImageEntry> usable = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (found.get(i).isEmpty()) {
                usable.add(entries.get(i));
            } else {
                problem(found.get(i).get().kind(), found.get(i).get().message());
            }
        }
        return IndexedImages.of(name, listed, usable, problems, policy, crop);
    }

    private static Optional<Problem> check(ImageEntry entry) {
        if (!Files.isRegularFile(entry.file())) {
            return Optional.of(new Problem(
                    Kind.MISSING_IMAGE,
                    entry.where() + ": the image " + Quoted.of(entry.name()) + " does not exist; it should be at "
                            + FileNames.shown(entry.file())));
        }
        if (entry.captions().isEmpty()) {
            return Optional.of(new Problem(
                    Kind.NO_CAPTION,
                    entry.where() + ": the image " + Quoted.of(entry.name())
                            + " has no caption; write one that is not blank"));
        }
        try {
            ImageDecoder.requireHeader(entry.where(), entry.file());
            return Optional.empty();
        } catch (DatasetException e) {
            return Optional.of(new Problem(Kind.UNREADABLE_IMAGE, String.valueOf(e.getMessage())));
        }
    }
}

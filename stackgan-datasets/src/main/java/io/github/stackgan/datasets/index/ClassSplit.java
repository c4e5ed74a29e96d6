package io.github.stackgan.datasets.index;

import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.datasets.formats.Pickle;
import io.github.stackgan.datasets.formats.Value;
import io.github.stackgan.datasets.index.TextFile.Line;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which classes are trained on and which are kept for tests, by Reed's lists {@code trainvalclasses.txt} and {@code
 * testclasses.txt}, or else by the images that the TensorFlow release's pickles list.
 */
public record ClassSplit(Set<String> train, Set<String> test) {
    private static final String TRAIN = "trainvalclasses.txt";
    private static final String TEST = "testclasses.txt";

    /**
     * Looks in a folder, and in those of its captions.
     *
     * @param classOf the class of an image by its name in a {@code filenames.pickle}, or empty if it is no such name
     */
    public static Optional<ClassSplit> find(Path root, List<Path> others, Function<String, Optional<String>> classOf) {
        Set<Path> folders = new LinkedHashSet<>(List.of(root));
        folders.addAll(others);
        for (Path folder : folders) {
            Path train = folder.resolve(TRAIN);
            Path test = folder.resolve(TEST);
            if (Files.isRegularFile(train) && Files.isRegularFile(test)) {
                return Optional.of(disjoint(list(train), list(test), train, test));
            }
        }
        Path train = root.resolve("train/filenames.pickle");
        Path test = root.resolve("test/filenames.pickle");
        if (Files.isRegularFile(train) && Files.isRegularFile(test)) {
            return Optional.of(disjoint(pickled(train, classOf), pickled(test, classOf), train, test));
        }
        return Optional.empty();
    }

    private static Set<String> list(Path file) {
        Set<String> classes = new LinkedHashSet<>();
        TextFile.lines(file).stream().map(Line::text).forEach(classes::add);
        return classes;
    }

    /** What stands before the slash. */
    public static Optional<String> folderOf(String name) {
        int slash = name.indexOf('/');
        return slash < 1 ? Optional.empty() : Optional.of(name.substring(0, slash));
    }

    private static Set<String> pickled(Path file, Function<String, Optional<String>> classOf) {
        Set<String> classes = new LinkedHashSet<>();
        List<Value> names = Pickle.read(file).asItems(file.toString());
        for (int i = 0; i < names.size(); i++) {
            String where = file + " entry " + i;
            String name = names.get(i).asText(where);
            classes.add(classOf.apply(name)
                    .orElseThrow(() -> new DatasetException(where + ": expected a folder, a slash and an image's name"
                            + " of this dataset, but found " + Quoted.of(name)
                            + "; check that the file is of this dataset")));
        }
        return classes;
    }

    private static ClassSplit disjoint(Set<String> train, Set<String> test, Path trainFile, Path testFile) {
        Set<String> both = new HashSet<>(train);
        both.retainAll(test);
        if (!both.isEmpty()) {
            throw new DatasetException(
                    "the classes " + Quoted.bare(both.stream().sorted().limit(5).toList()) + " are in both " + trainFile
                            + " and " + testFile + ", but the two must have none in common");
        }
        return new ClassSplit(train, test);
    }

    /** Refuses lists of classes that the dataset does not have. */
    public void requireKnown(Set<String> known, Path index) {
        for (Set<String> side : List.of(train, test)) {
            for (String name : side) {
                if (!known.contains(name)) {
                    throw new DatasetException("the split lists the class " + Quoted.of(name) + ", which " + index
                            + " does not have; they are of different datasets");
                }
            }
        }
    }
}

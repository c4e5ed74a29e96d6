package io.github.stackgan.datasets;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.IndexReport.Kind;
import io.github.stackgan.datasets.formats.MatFile;
import io.github.stackgan.datasets.formats.NumberArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Oxford 102 Flowers (Nilsback and Zisserman, 2008) as it is downloaded, with the captions of Reed et al. (CVPR 2016): 8,189
 * photographs of 102 kinds of flowers, ten captions each.
 *
 * <p>Expected is a folder that holds {@code jpg/image_00001.jpg} and so on, {@code imagelabels.mat}, {@code setid.mat}, and {@code
 * text_c10/class_00001/image_00001.txt} and so on.
 *
 * @since 0.1.0
 */
public final class Oxford102 {
    private final Path root;
    private final Split split;
    private final Problems problems;

    /**
     * Which pictures.
     *
     * @since 0.1.0
     */
    public enum Split {
        /** All of them. */
        ALL,
        /** Those of the classes to train on, 82 in the full dataset, by Reed's {@code trainvalclasses.txt}. */
        TRAIN_CLASSES,
        /** Those of the classes kept for tests, 20 in the full dataset, by Reed's {@code testclasses.txt}. */
        TEST_CLASSES,
        /** The authors' own training set, {@code trnid} of {@code setid.mat}: 1,020 pictures of all classes. */
        TRAIN_FILES,
        /** The authors' own validation set, {@code valid} of {@code setid.mat}: 1,020 pictures of all classes. */
        VALIDATION_FILES,
        /** The authors' own test set, {@code tstid} of {@code setid.mat}: 6,149 pictures of all classes. */
        TEST_FILES
    }

    private Oxford102(Path root, Split split, Problems problems) {
        this.root = root;
        this.split = split;
        this.problems = problems;
    }

    /**
     * The dataset in a folder: all pictures, failing on problems. Nothing is read yet.
     *
     * @param folder the one that holds {@code jpg} and {@code imagelabels.mat}
     * @return what to read
     */
    public static Oxford102 in(Path folder) {
        return new Oxford102(folder, Split.ALL, Problems.FAIL);
    }

    /**
     * The same, of other pictures.
     *
     * @param split which pictures
     * @return a copy
     */
    public Oxford102 withSplit(Split split) {
        return new Oxford102(root, split, problems);
    }

    /**
     * The same, with another policy.
     *
     * @param problems what becomes of pictures that cannot be used
     * @return a copy
     */
    public Oxford102 withProblems(Problems problems) {
        return new Oxford102(root, split, problems);
    }

    /**
     * Reads labels, split and all captions, and looks at every picture's header.
     *
     * @return the dataset
     * @throws DatasetException naming file and entry, if something is missing or makes no sense
     */
    public IndexedImages read() {
        requireLayout();
        Path labelFile = root.resolve("imagelabels.mat");
        long[] labels = numbers(labelFile, "labels");
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 1 || labels[i] > 10_000) {
                throw new DatasetException(labelFile + " entry " + (i + 1) + ": the label is " + labels[i]
                        + ", but labels are counted from 1");
            }
        }
        IntPredicate wanted = wanted(labels);
        IndexBuilder builder = new IndexBuilder("oxford-102/" + split.name().toLowerCase(Locale.ROOT), problems);
        for (int i = 0; i < labels.length; i++) {
            if (wanted.test(i)) {
                add(builder, labelFile + " entry " + (i + 1), i + 1, className(labels[i]));
            }
        }
        return builder.build(Fit.STRETCHED);
    }

    private void add(IndexBuilder builder, String where, int number, String className) {
        String name = String.format(Locale.ROOT, "image_%05d", number);
        Path text = root.resolve("text_c10").resolve(className).resolve(name + ".txt");
        if (Files.isRegularFile(text)) {
            Path picture = root.resolve("jpg").resolve(name + ".jpg");
            builder.add(
                    new PictureEntry(name, where, picture, TextFile.captions(text), className, List.of(), List.of()));
        } else {
            builder.refuse(
                    Kind.NO_CAPTION,
                    where + ": the picture \"" + name + "\" has no captions; they should be at " + text);
        }
    }

    private static String className(long label) {
        return String.format(Locale.ROOT, "class_%05d", label);
    }

    private void requireLayout() {
        if (!Files.isDirectory(root)) {
            throw new DatasetException(
                    "the folder " + root + " does not exist; give the one that holds jpg and" + " imagelabels.mat");
        }
        for (String needed : List.of("jpg", "imagelabels.mat", "text_c10")) {
            if (!Files.exists(root.resolve(needed))) {
                Path parent = root.toAbsolutePath().normalize().getParent();
                boolean tooLow = parent != null && Files.exists(parent.resolve("imagelabels.mat"));
                throw new DatasetException("the folder " + root + " has no " + needed + "; "
                        + (tooLow
                                ? "give the folder above it, " + parent
                                : "it should hold jpg, imagelabels.mat, setid.mat and text_c10"));
            }
        }
    }

    private static long[] numbers(Path file, String name) {
        Map<String, NumberArray> arrays = MatFile.read(file);
        @Nullable NumberArray array = arrays.get(name);
        if (array == null) {
            throw new DatasetException(file + " has no \"" + name + "\", but " + arrays.keySet());
        }
        return array.longs(file + " entry \"" + name + "\"");
    }

    private IntPredicate wanted(long[] labels) {
        return switch (split) {
            case ALL -> i -> true;
            case TRAIN_FILES -> listed("trnid", labels.length);
            case VALIDATION_FILES -> listed("valid", labels.length);
            case TEST_FILES -> listed("tstid", labels.length);
            case TRAIN_CLASSES, TEST_CLASSES -> {
                ClassSplit found = ClassSplit.find(
                                root, List.of(root.resolve("text_c10"), root.resolve("flowers_icml")))
                        .orElseThrow(() -> new DatasetException("the folder " + root + " has no trainvalclasses.txt and"
                                + " testclasses.txt, which say which classes to train on; add them, or choose"
                                + " TRAIN_FILES and TEST_FILES"));
                Set<String> known = new HashSet<>();
                IntStream.range(0, labels.length).forEach(i -> known.add(className(labels[i])));
                found.requireKnown(known, root.resolve("imagelabels.mat"));
                Set<String> classes = split == Split.TRAIN_CLASSES ? found.train() : found.test();
                yield i -> classes.contains(className(labels[i]));
            }
        };
    }

    /** Checks that no picture is in two of the three sets, too. */
    private IntPredicate listed(String wanted, int count) {
        Path file = root.resolve("setid.mat");
        Set<Integer> chosen = new HashSet<>();
        Map<Integer, String> seen = new HashMap<>();
        for (String set : List.of("trnid", "valid", "tstid")) {
            for (long number : numbers(file, set)) {
                if (number < 1 || number > count) {
                    throw new DatasetException(file + " entry \"" + set + "\": the picture " + number
                            + " is not among the " + count + " of imagelabels.mat");
                }
                String before = seen.putIfAbsent((int) number, set);
                if (before != null && !before.equals(set)) {
                    throw new DatasetException(file + ": the picture " + number + " is in both \"" + before
                            + "\" and \"" + set + "\", but the sets must have none in common");
                }
                if (set.equals(wanted)) {
                    chosen.add((int) number - 1);
                }
            }
        }
        return chosen::contains;
    }
}

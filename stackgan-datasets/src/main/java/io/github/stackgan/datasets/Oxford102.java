package io.github.stackgan.datasets;

import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.datasets.IndexReport.Kind;
import io.github.stackgan.datasets.formats.MatFile;
import io.github.stackgan.datasets.formats.NumberArray;
import io.github.stackgan.datasets.index.ClassSplit;
import io.github.stackgan.datasets.index.TextFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Oxford 102 Flowers (Nilsback and Zisserman, 2008) as it is downloaded, with the captions of Reed et al. (CVPR 2016):
 * 8,189 photographs of 102 kinds of flowers, ten captions each.
 *
 * <p>Expected is a folder that holds {@code jpg/image_00001.jpg} and so on, {@code imagelabels.mat}, {@code setid.mat},
 * and {@code text_c10/class_00001/image_00001.txt} and so on.
 *
 * @since 0.1.0
 */
public final class Oxford102 {
    /** The dataset has 102. */
    private static final int MOST_CLASSES = 10_000;

    private static final Pattern IN_RELEASE = Pattern.compile("jpg/image_(\\d{1,9})");

    private final Path root;
    private final Split split;
    private final Problems problems;

    /**
     * Which images.
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
        /** The authors' own training set, {@code trnid} of {@code setid.mat}: 1,020 images of all classes. */
        TRAIN_FILES,
        /** The authors' own validation set, {@code valid} of {@code setid.mat}: 1,020 images of all classes. */
        VALIDATION_FILES,
        /** The authors' own test set, {@code tstid} of {@code setid.mat}: 6,149 images of all classes. */
        TEST_FILES
    }

    private Oxford102(Path root, Split split, Problems problems) {
        this.root = root;
        this.split = split;
        this.problems = problems;
    }

    /**
     * The dataset in a folder: all images, failing on problems. Nothing is read yet.
     *
     * @param folder the one that holds {@code jpg} and {@code imagelabels.mat}
     * @return what to read
     */
    public static Oxford102 in(Path folder) {
        return new Oxford102(folder, Split.ALL, Problems.FAIL);
    }

    /**
     * The same, of other images.
     *
     * @param split which images
     * @return a copy
     */
    public Oxford102 withSplit(Split split) {
        return new Oxford102(root, split, problems);
    }

    /**
     * The same, with another policy.
     *
     * @param problems what becomes of images that cannot be used
     * @return a copy
     */
    public Oxford102 withProblems(Problems problems) {
        return new Oxford102(root, split, problems);
    }

    /**
     * Reads labels, split and all captions, and looks at every image's header.
     *
     * @return the dataset
     * @throws DatasetException naming file and entry, if something is missing or makes no sense
     */
    public IndexedImages read() {
        requireLayout();
        Path labelFile = root.resolve("imagelabels.mat");
        long[] labels = numbers(labelFile, "labels");
        IndexBuilder builder = new IndexBuilder("oxford-102/" + split.name().toLowerCase(Locale.ROOT), problems);
        IntPredicate wanted = wanted(labels, builder);
        for (int i = 0; i < labels.length; i++) {
            String where = labelFile + " entry " + (i + 1);
            if (!isClass(labels[i])) {
                builder.refuse(
                        Kind.WRONG_ENTRY,
                        where + ": the label is " + labels[i] + ", but must be from 1 to " + MOST_CLASSES
                                + "; mend it, or download the file again");
            } else if (wanted.test(i)) {
                add(builder, where, i + 1, className(labels[i]));
            }
        }
        return builder.build(CropPolicy.STRETCHED);
    }

    private void add(IndexBuilder builder, String where, int number, String className) {
        String name = String.format(Locale.ROOT, "image_%05d", number);
        Path text = root.resolve("text_c10").resolve(className).resolve(name + ".txt");
        if (!Files.isRegularFile(text)) {
            builder.refuse(
                    Kind.NO_CAPTION, where + ": the image \"" + name + "\" has no captions; they should be at " + text);
            return;
        }
        try {
            Path image = root.resolve("jpg").resolve(name + ".jpg");
            builder.add(new ImageEntry(name, where, image, TextFile.captions(text), className, List.of(), List.of()));
        } catch (DatasetException e) {
            builder.refuse(Kind.WRONG_ENTRY, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isClass(long label) {
        return label >= 1 && label <= MOST_CLASSES;
    }

    private static String className(long label) {
        return String.format(Locale.ROOT, "class_%05d", label);
    }

    /** Of an image as the TensorFlow release names it, {@code jpg/image_00001}. */
    private static Optional<String> classOf(String name, long[] labels) {
        Matcher matcher = IN_RELEASE.matcher(name);
        int number = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        return number < 1 || number > labels.length ? Optional.empty() : Optional.of(className(labels[number - 1]));
    }

    private void requireLayout() {
        if (!Files.isDirectory(root)) {
            throw new DatasetException(
                    "the folder " + root + " does not exist; give the one that holds jpg and imagelabels.mat");
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
            throw new DatasetException(file + " has no \"" + name + "\", but " + Quoted.bare(arrays.keySet())
                    + "; check that it is the file of Oxford-102");
        }
        return array.longs(file + " entry \"" + name + "\"");
    }

    private IntPredicate wanted(long[] labels, IndexBuilder builder) {
        return switch (split) {
            case ALL -> i -> true;
            case TRAIN_FILES -> listed("trnid", labels.length, builder);
            case VALIDATION_FILES -> listed("valid", labels.length, builder);
            case TEST_FILES -> listed("tstid", labels.length, builder);
            case TRAIN_CLASSES, TEST_CLASSES -> {
                ClassSplit found = ClassSplit.find(
                                root,
                                List.of(root.resolve("text_c10"), root.resolve("flowers_icml")),
                                name -> classOf(name, labels))
                        .orElseThrow(
                                () -> new DatasetException("the folder " + root + " has neither trainvalclasses.txt"
                                        + " and testclasses.txt nor train/filenames.pickle and"
                                        + " test/filenames.pickle, which say which classes to train on;"
                                        + " add them, or choose TRAIN_FILES and TEST_FILES"));
                Set<String> known = new HashSet<>();
                LongStream.of(labels).filter(Oxford102::isClass).forEach(label -> known.add(className(label)));
                found.requireKnown(known, root.resolve("imagelabels.mat"));
                Set<String> classes = split == Split.TRAIN_CLASSES ? found.train() : found.test();
                yield i -> classes.contains(className(labels[i]));
            }
        };
    }

    /** Tells numbers that are of no image or stand twice; an image that is in two of the three sets is in none. */
    private IntPredicate listed(String wanted, int count, IndexBuilder builder) {
        Path file = root.resolve("setid.mat");
        Map<Long, String> seen = new HashMap<>();
        Set<Long> inTwo = new HashSet<>();
        for (String set : List.of("trnid", "valid", "tstid")) {
            String where = file + " entry \"" + set + "\": the image ";
            for (long number : numbers(file, set)) {
                if (number < 1 || number > count) {
                    builder.problem(
                            Kind.WRONG_ENTRY,
                            where + number + " is not among the " + count + " of imagelabels.mat; mend it");
                    continue;
                }
                String before = seen.putIfAbsent(number, set);
                if (before != null) {
                    builder.problem(
                            Kind.WRONG_ENTRY,
                            where + number + " stands a second time, first in \"" + before
                                    + "\", but the sets must have none in common; list it once");
                    if (!before.equals(set)) {
                        inTwo.add(number);
                    }
                }
            }
        }
        return i -> wanted.equals(seen.get(i + 1L)) && !inTwo.contains(i + 1L);
    }
}

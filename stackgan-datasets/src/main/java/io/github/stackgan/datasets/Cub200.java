package io.github.stackgan.datasets;

import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.datasets.IndexReport.Kind;
import io.github.stackgan.datasets.index.ClassSplit;
import io.github.stackgan.datasets.index.FileNames;
import io.github.stackgan.datasets.index.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Caltech-UCSD Birds 200-2011 (Wah et al., 2011) as it is downloaded, with the captions of Reed et al. (CVPR 2016):
 * 11,788 photographs of 200 species, ten captions each. Boxes and key points come with the images, which are cut about
 * their boxes as the paper does, unless {@link Frame#WHOLE} is asked for.
 *
 * <p>Expected is a folder that holds {@code CUB_200_2011} and beside it the captions: {@code text_c10} or {@code text}
 * with a {@code .txt} for each image, or {@code cub_icml} with Reed's {@code .t7}.
 *
 * @since 0.1.0
 */
public final class Cub200 {
    private static final List<String> TEXT_FOLDERS = List.of("text_c10", "text");
    private static final List<String> TORCH_FOLDERS = List.of("cub_icml", "cub_cvpr");

    private final Path root;
    private final Path cub;
    private final Split split;
    private final Captions captions;
    private final Problems problems;
    private final Frame frame;

    /**
     * What of a photograph is shown.
     *
     * @since 0.1.0
     */
    public enum Frame {
        /** A square about the bird, whose longer side takes two thirds of the square's: the TensorFlow release's. */
        ABOUT_BIRD,
        /** All of it, stretched to a square: the bird stands anywhere, as GAWWN has it. */
        WHOLE
    }

    /**
     * Which images.
     *
     * @since 0.1.0
     */
    public enum Split {
        /** All of them. */
        ALL,
        /**
         * Those of the classes to train on, 150 in the full dataset; class-disjoint from {@link #TEST_CLASSES}, as the
         * paper has it.
         */
        TRAIN_CLASSES,
        /** Those of the classes kept for tests, 50 in the full dataset. */
        TEST_CLASSES,
        /** Those that CUB's own {@code train_test_split.txt} marks 1: 5,994 of all classes. */
        TRAIN_FILES,
        /** Those that CUB's own {@code train_test_split.txt} marks 0: 5,794 of all classes. */
        TEST_FILES
    }

    /**
     * Where captions come from.
     *
     * @since 0.1.0
     */
    public enum Captions {
        /** Text files, a caption on each line. */
        TEXT,
        /** Reed's Torch7 files; their characters are turned back to text. */
        TORCH7
    }

    private Cub200(Path root, Path cub, Split split, Captions captions, Problems problems, Frame frame) {
        this.root = root;
        this.cub = cub;
        this.split = split;
        this.captions = captions;
        this.problems = problems;
        this.frame = frame;
    }

    /**
     * The dataset in a folder: all images, captions from text, failing on problems. Nothing is read yet.
     *
     * @param folder the one that holds {@code CUB_200_2011}, or that one itself, by any name, beside its captions
     * @return what to read
     */
    public static Cub200 in(Path folder) {
        Path parent = folder.toAbsolutePath().normalize().getParent();
        return parent != null && Files.isRegularFile(folder.resolve("images.txt"))
                ? of(parent, folder)
                : of(folder, folder.resolve("CUB_200_2011"));
    }

    private static Cub200 of(Path root, Path cub) {
        return new Cub200(root, cub, Split.ALL, Captions.TEXT, Problems.FAIL, Frame.ABOUT_BIRD);
    }

    /**
     * The same, of other images.
     *
     * @param split which images
     * @return a copy
     */
    public Cub200 withSplit(Split split) {
        return new Cub200(root, cub, split, captions, problems, frame);
    }

    /**
     * The same, with captions from elsewhere.
     *
     * @param captions where from
     * @return a copy
     */
    public Cub200 withCaptions(Captions captions) {
        return new Cub200(root, cub, split, captions, problems, frame);
    }

    /**
     * The same, with another policy.
     *
     * @param problems what becomes of images that cannot be used
     * @return a copy
     */
    public Cub200 withProblems(Problems problems) {
        return new Cub200(root, cub, split, captions, problems, frame);
    }

    /**
     * The same, showing another part of each photograph.
     *
     * @param frame which part
     * @return a copy
     */
    public Cub200 withFrame(Frame frame) {
        return new Cub200(root, cub, split, captions, problems, frame);
    }

    /**
     * Reads the index files and all captions, and looks at every image's header.
     *
     * @return the dataset
     * @throws DatasetException naming file and line, if something is missing or makes no sense
     */
    public IndexedImages read() {
        requireThere();
        Path captionFolder = captionFolder();
        IndexBuilder builder = new IndexBuilder("cub-200-2011/" + split.name().toLowerCase(Locale.ROOT), problems);
        CubIndex index = CubIndex.read(cub, builder);
        Predicate<CubIndex.Row> wanted = wanted(index, captionFolder);
        for (CubIndex.Row row : index.rows()) {
            if (wanted.test(row)) {
                add(builder, captionFolder, row);
            }
        }
        return builder.build(frame == Frame.WHOLE ? CropPolicy.STRETCHED : CropPolicy.AROUND_BOX);
    }

    private void add(IndexBuilder builder, Path captionFolder, CubIndex.Row row) {
        String suffix = captions == Captions.TEXT ? ".txt" : ".t7";
        try {
            String what = row.where() + ": the image's name";
            Path image = FileNames.inside(cub.resolve("images"), row.file(), what);
            Path file = FileNames.inside(captionFolder, row.name() + suffix, what);
            if (!Files.isRegularFile(file)) {
                builder.refuse(
                        Kind.NO_CAPTION,
                        row.where() + ": the image " + Quoted.of(row.name()) + " has no captions; they should be at "
                                + FileNames.shown(file));
                return;
            }
            List<String> sentences = captions == Captions.TEXT
                    ? TextFile.captions(file)
                    : ReedFile.read(file).sentences();
            builder.add(new ImageEntry(
                    row.name(), row.where(), image, sentences, row.className(), List.of(row.box()), row.keyPoints()));
        } catch (DatasetException e) {
            builder.refuse(Kind.WRONG_ENTRY, String.valueOf(e.getMessage()));
        }
    }

    private void requireThere() {
        if (Files.isRegularFile(cub.resolve("images.txt"))) {
            return;
        }
        if (!Files.isDirectory(root)) {
            throw new DatasetException("the folder " + root + " does not exist; give the one that holds CUB_200_2011");
        }
        throw new DatasetException("the folder " + root + " holds no CUB_200_2011/images.txt; "
                + elsewhere()
                        .map(found -> "there is one in " + found + ", so give that folder")
                        .orElse("unpack CUB_200_2011.tgz there, and the captions beside it"));
    }

    /** People point a level too high or too low. */
    private Optional<Path> elsewhere() {
        List<Path> near = new ArrayList<>();
        Path above = root.toAbsolutePath().normalize().getParent();
        for (int i = 0; i < 2 && above != null; i++) {
            near.add(above);
            above = above.getParent();
        }
        try (Stream<Path> children = Files.list(root)) {
            children.filter(Files::isDirectory).sorted().forEach(near::add);
        } catch (IOException | UncheckedIOException e) {
            throw new DatasetException(root + " cannot be listed: " + e + "; check its permissions", e);
        }
        return near.stream()
                .filter(p -> Files.isRegularFile(p.resolve("CUB_200_2011/images.txt")))
                .findFirst();
    }

    private Path captionFolder() {
        List<String> names = captions == Captions.TEXT ? TEXT_FOLDERS : TORCH_FOLDERS;
        return names.stream()
                .map(root::resolve)
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new DatasetException("the folder " + root + " has none of " + names
                        + ", where the captions should be; unpack Reed's captions there, beside CUB_200_2011"));
    }

    private Predicate<CubIndex.Row> wanted(CubIndex index, Path captionFolder) {
        return switch (split) {
            case ALL -> row -> true;
            case TRAIN_FILES -> CubIndex.Row::forTraining;
            case TEST_FILES -> row -> !row.forTraining();
            case TRAIN_CLASSES, TEST_CLASSES -> {
                ClassSplit found = ClassSplit.find(
                                root,
                                List.of(captionFolder, root.resolve("text_c10"), root.resolve("cub_icml"), cub),
                                ClassSplit::folderOf)
                        .orElseThrow(
                                () -> new DatasetException("the folder " + root + " has neither trainvalclasses.txt"
                                        + " and testclasses.txt nor train/filenames.pickle and"
                                        + " test/filenames.pickle, which say"
                                        + " which classes to train on; add them, or choose TRAIN_FILES"
                                        + " and TEST_FILES"));
                found.requireKnown(index.classNames(), cub.resolve("classes.txt"));
                Set<String> classes = split == Split.TRAIN_CLASSES ? found.train() : found.test();
                yield row -> classes.contains(row.className());
            }
        };
    }
}

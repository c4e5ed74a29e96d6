package io.github.stackgan.cli.dataset;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.checks.Require;
import io.github.stackgan.cli.arguments.GivenOptions;
import io.github.stackgan.core.report.ProgressPrinter;
import io.github.stackgan.core.text.training.StatedCaptions;
import io.github.stackgan.datasets.IndexedImages;
import io.github.stackgan.datasets.Problems;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import io.github.stackgan.datasets.cache.CachedImages;
import io.github.stackgan.datasets.cache.PreparedImages;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What to train on, from the command line. */
public final class DatasetOptions {
    private static final String SYNTHETIC = "synthetic-birds";
    private static final String HELD_OUT_SEED = "--held-out-seed";

    private static final int STATED_BIRDS = 100_000;

    /** So many are bytes that a long holds. */
    private static final long MOST_MEGABYTES = Long.MAX_VALUE >> 20;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--dataset",
            description = "synthetic-birds, cub:PATH, oxford:PATH, coco:PATH, or folder:PATH for images of your own;"
                    + " PATH alone is a folder. Default: ${DEFAULT-VALUE}")
    private String dataset = SYNTHETIC;

    @Option(
            names = "--split",
            description = "Which images, such as train-classes for CUB and Oxford-102, val2017 for COCO."
                    + " Default: all, and the training set of COCO")
    private Optional<String> split = Optional.empty();

    @Option(
            names = "--held-out-classes",
            description = "So many classes are kept from training, for tests, where the dataset has no list of such")
    private Optional<Integer> heldOutClasses = Optional.empty();

    @Option(names = "--held-out", description = "Takes the held-out classes in place of the others")
    private boolean heldOut;

    @Option(
            names = HELD_OUT_SEED,
            description = "Draws the held-out classes; the same for training and tests. Default: ${DEFAULT-VALUE}")
    private long heldOutSeed = 1;

    @Option(
            names = "--problems",
            description = "What becomes of images that cannot be used: fail or skip. Default: ${DEFAULT-VALUE}")
    private Problems problems = Problems.FAIL;

    @Option(
            names = "--anywhere",
            description = "The subject stands anywhere in the image, for stages that are told where: synthetic birds"
                    + " are placed at random, CUB's photographs shown whole")
    private boolean anywhere;

    @Option(
            names = "--prepared",
            description = "A folder for the images as they are trained on; made once, then read from there.")
    private Optional<Path> prepared = Optional.empty();

    @Option(names = "--cache-mb", description = "Memory for decoded images. Default: a quarter of Java's memory")
    private long cacheMegabytes = Runtime.getRuntime().maxMemory() / 4 >> 20;

    /** What stands on the command line, without where its files are. */
    public String name() {
        return isSynthetic()
                ? dataset
                : DatasetLocation.of(dataset).kind().name().toLowerCase(Locale.ROOT) + ":PATH";
    }

    /** The same options again, for a page that says what made it; those that were not given are left out. */
    public String arguments() {
        return (isSynthetic() ? "" : " --dataset " + name())
                + split.map(chosen -> " --split " + chosen).orElse("")
                + heldOutClasses.map(count -> " --held-out-classes " + count).orElse("")
                + (heldOutSeed == 1 ? "" : " --held-out-seed " + heldOutSeed)
                + (heldOut ? " --held-out" : "")
                + (anywhere ? " --anywhere" : "")
                + (problems == Problems.FAIL ? "" : " --problems skip");
    }

    /** Whether these are images in a folder of one's own, which are all meant to be used. */
    public boolean isFolder() {
        return !isSynthetic()
                && split.isEmpty()
                && heldOutClasses.isEmpty()
                && problems == Problems.FAIL
                && DatasetLocation.of(dataset).kind() == DatasetKind.FOLDER;
    }

    /** Whether these are the synthetic birds. */
    public boolean isSynthetic() {
        return dataset.equals(SYNTHETIC);
    }

    /**
     * The dataset, every image of which is known to be whole, with the sizes prepared that are trained on.
     *
     * @param out the run's folder; what was found whole is remembered there, or beside the prepared images
     * @param birds how many synthetic birds, where they are the dataset
     */
    public CaptionedImages open(Path out, long seed, int birds, int... sides) {
        return files(out).map(files -> keeping(files, sides)).orElseGet(() -> birds(seed, birds));
    }

    /** The dataset of files, every image of which is known to be whole; empty where it is the synthetic birds. */
    public Optional<IndexedImages> files(Path out) {
        if (isSynthetic()) {
            return Optional.empty();
        }
        return Optional.of(verified(out, heldOut));
    }

    /**
     * Where classes are held out and asked for, the images of the others, which models were trained on.
     *
     * @param out the run's folder
     */
    public Optional<CaptionedImages> trainedOn(Path out, int... sides) {
        return heldOut ? Optional.of(keeping(verified(out, false), prepared, sides)) : Optional.empty();
    }

    /**
     * Where classes are held out, their images, which models are tested on.
     *
     * @param out the run's folder
     */
    public Optional<CaptionedImages> testedOn(Path out, int... sides) {
        return heldOutClasses.isEmpty() || heldOut
                ? Optional.empty()
                : Optional.of(keeping(verified(out, true), preparedHeldOut(), sides));
    }

    /**
     * Where classes are held out and asked for, what tells the images of the others from any other, which a model that
     * is tested so should have been trained on. No image is decoded, unless some may be left out.
     *
     * @param out the run's folder
     */
    public Optional<String> fingerprintTrainedOn(Path out) {
        if (!heldOut) {
            return Optional.empty();
        }
        IndexedImages others =
                problems == Problems.SKIP ? verified(out, false) : split(found(DatasetLocation.of(dataset)), false);
        return Optional.of(others.fingerprint());
    }

    private IndexedImages verified(Path out, boolean held) {
        new GivenOptions(command).refuse("a dataset of files", "--birds");
        if (prepared.isPresent()) {
            new GivenOptions(command).refuse("--prepared, which reads images from its folder", "--cache-mb");
        }
        IndexedImages images = split(found(DatasetLocation.of(dataset)), held)
                .verified(prepared.orElse(out).resolve("whole-pictures.txt"), ProgressPrinter.toStderr());
        if (!images.report().problems().isEmpty()) {
            System.err.println(images.report());
        }
        return images;
    }

    /** The images prepared in a folder where one is given, else remembered as far as there is room. */
    public CaptionedImages keeping(IndexedImages files, int... sides) {
        // The folder itself has the images that models are trained on.
        return keeping(files, heldOut ? preparedHeldOut() : prepared, sides);
    }

    private Optional<Path> preparedHeldOut() {
        return prepared.map(folder -> folder.resolve("held-out"));
    }

    private CaptionedImages keeping(IndexedImages files, Optional<Path> kept, int... sides) {
        // Without sides no image is read.
        return kept.filter(folder -> sides.length > 0)
                .<CaptionedImages>map(folder -> PreparedImages.in(folder, files, ProgressPrinter.toStderr(), sides))
                .orElseGet(() -> remembered(files));
    }

    private CaptionedImages remembered(CaptionedImages images) {
        Require.between("--cache-mb", cacheMegabytes, 0, MOST_MEGABYTES);
        return CachedImages.inMemory(images, cacheMegabytes << 20);
    }

    /** Synthetic birds. */
    public CaptionedImages birds(long seed, int count) {
        return remembered(standing(SyntheticBirds.train(seed, count)));
    }

    /** The birds as they are asked for: in the middle of their images, or anywhere. */
    public SyntheticBirds standing(SyntheticBirds birds) {
        requireNoneOfFiles();
        return anywhere ? birds.placedAtRandom() : birds;
    }

    private void requireNoneOfFiles() {
        if (heldOut || heldOutClasses.isPresent() || new GivenOptions(command).has(HELD_OUT_SEED)) {
            throw new IllegalArgumentException("--held-out-classes, --held-out and " + HELD_OUT_SEED
                    + " are for datasets of files; " + SYNTHETIC
                    + " have held-out combinations of colours of their own");
        }
        if (split.isPresent() || prepared.isPresent() || problems != Problems.FAIL) {
            throw new IllegalArgumentException("--split, --prepared and --problems are for datasets of files, but the"
                    + " dataset is " + SYNTHETIC + "; name another by --dataset, or leave them out");
        }
    }

    /** Captions of which it is known what they state, of many more birds than are drawn; empty for other datasets. */
    public Optional<StatedCaptions> stated(long seed) {
        return isSynthetic()
                ? Optional.of(new StatedBirds(SyntheticBirds.train(seed, STATED_BIRDS)))
                : Optional.empty();
    }

    private IndexedImages split(IndexedImages all, boolean held) {
        if (heldOutClasses.isEmpty()) {
            if (held) {
                throw new IllegalArgumentException("--held-out takes the classes that --held-out-classes keeps from"
                        + " training, but that is not given; say how many");
            }
            if (new GivenOptions(command).has(HELD_OUT_SEED)) {
                throw new IllegalArgumentException(HELD_OUT_SEED + " draws the classes that --held-out-classes keeps"
                        + " from training, but that is not given; say how many, or leave the seed out");
            }
            return all;
        }
        int count = heldOutClasses.get();
        return held ? all.ofHeldOutClasses(count, heldOutSeed) : all.withoutHeldOutClasses(count, heldOutSeed);
    }

    private IndexedImages found(DatasetLocation location) {
        return anywhere ? location.kind().readWhole(location.path(), split, problems) : location.read(split, problems);
    }
}

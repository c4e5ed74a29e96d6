package io.github.stackgan.cli.evaluate;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.GenerationRequest.ConditioningMode;
import io.github.stackgan.StackGan;
import io.github.stackgan.checks.Folders;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.checks.Require;
import io.github.stackgan.cli.arguments.GivenOptions;
import io.github.stackgan.cli.arguments.ModelOption;
import io.github.stackgan.cli.dataset.DatasetOptions;
import io.github.stackgan.core.report.ProgressPrinter;
import io.github.stackgan.core.train.DataLocations;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import io.github.stackgan.datasets.cache.RandomCrops;
import io.github.stackgan.imaging.Resize;
import io.github.stackgan.metrics.evaluation.Evaluation;
import io.github.stackgan.metrics.evaluation.EvaluationReport;
import io.github.stackgan.metrics.evaluation.FreeForm;
import io.github.stackgan.metrics.features.AttributeClassifier;
import io.github.stackgan.metrics.features.DiscriminatorFeatures;
import io.github.stackgan.metrics.features.ImageEmbeddings;
import io.github.stackgan.metrics.features.ImageFeatures;
import io.github.stackgan.settings.TrainingPlan;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Computes every metric of a model and writes {@code report.json} and, with {@code --neighbours},
 * {@code neighbours.png}. Run again with the same options, it goes on where it was stopped. Without options: the
 * pretrained birds on synthetic birds that it has never seen, scored by the classifier that comes with the library.
 * With {@code --images} and {@code --against}: the metrics of two folders, without any model.
 */
@Command(
        name = "evaluate",
        description = "Computes the metrics of a model, or of two folders.",
        mixinStandardHelpOptions = true)
public final class Evaluate implements Callable<Integer> {
    private static final String FREE_FORM = "free-form.json";

    /** Options of an evaluation on a dataset's images. */
    private static final String[] OF_A_DATASET = {
        "--dataset",
        "--split",
        "--held-out-classes",
        "--held-out",
        "--held-out-seed",
        "--problems",
        "--prepared",
        "--anywhere",
        "--birds",
        "--samples",
        "--cropped",
        "--neighbours"
    };

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private DatasetOptions dataset = new DatasetOptions();

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private FeatureOptions judges = new FeatureOptions();

    @Option(names = "--image-encoder", description = "For R-precision: what train-image-encoder wrote.")
    private Optional<Path> imageEncoder = Optional.empty();

    @Option(
            names = "--samples",
            description = "Images to generate; the paper generated 30,000. Default:" + " ${DEFAULT-VALUE}")
    private int samples = 1000;

    @Option(names = "--splits", description = "Splits of the Inception score. Default: ${DEFAULT-VALUE}")
    private int splits = 10;

    @Option(names = "--seed", description = "Decides captions, noise and splits. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(
            names = "--stage",
            description = "The stage to score; 1 is Stage-I, whose images are enlarged. Default: the last")
    private Optional<Integer> stage = Optional.empty();

    @Option(names = "--mean", description = "Conditions on the mean of each caption's Gaussian instead of a sample.")
    private boolean mean;

    @Option(
            names = "--cropped",
            description = "Cuts the real images at random, for models that were trained so (plan.crop RANDOM).")
    private boolean cropped;

    @Option(names = "--birds", description = "Synthetic birds to compare with. Default: ${DEFAULT-VALUE}")
    private int birds = 1000;

    @Option(
            names = "--neighbours",
            description = "So many samples are looked up among the training images: by the discriminator in a"
                    + " model's file, or, of a run's folder and a pretrained model, by --features. Default:"
                    + " ${DEFAULT-VALUE}")
    private int neighbours;

    @Option(names = "--out", description = "The folder of report and features. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("runs", "evaluation");

    @Option(
            names = "--free-form",
            description =
                    "Judges only whether colours are right that texts in forms say which no training caption has.")
    private boolean freeForm;

    @Option(names = "--texts", description = "Texts of --free-form. Default: ${DEFAULT-VALUE}")
    private int texts = 40;

    @Option(names = "--images-per-text", description = "Images of --free-form. Default: ${DEFAULT-VALUE}")
    private int images = 8;

    @Mixin
    private FolderComparison folders = new FolderComparison();

    @Override
    public Integer call() throws IOException {
        GivenOptions given = new GivenOptions(command);
        if (freeForm) {
            given.refuse("--free-form", OF_A_DATASET);
            given.refuse("--free-form", "--splits", "--mean", "--features", "--weights", "--image-encoder");
            if (folders.isAsked()) {
                throw new IllegalArgumentException("--free-form judges a model's images, but --images is a folder;"
                        + " give one of the two; --images-per-text sets how many images each text gets");
            }
            return freeForm();
        }
        if (folders.isAsked()) {
            given.refuse("--images", OF_A_DATASET);
            given.refuse("--images", "--mean", "--image-encoder", "--model", "--stage", "--texts", "--images-per-text");
            return compareFolders();
        }
        for (String option : List.of("--texts", "--images-per-text")) {
            if (given.has(option)) {
                throw new IllegalArgumentException(option + " is for --free-form; give that, too, or leave it out");
            }
        }
        Require.notNegative("--neighbours", neighbours);
        try (StackGan gan = model.open()) {
            if (!given.has("--dataset")) {
                requireBirds(
                        gan,
                        "without --dataset it would be compared with synthetic birds; give its dataset by --dataset and"
                                + " a network by --features");
            }
            CaptionedImages data = data(side(gan));
            warnOfOtherDraw(gan);
            try (ImageFeatures features = judges.open(dataset.isSynthetic(), data, out)) {
                write(evaluate(gan, data, features), "report.json");
                if (neighbours > 0) {
                    lookUp(gan, data, features);
                }
            }
        }
        return 0;
    }

    /** The paper's check of memory: nearest training images of samples, against those of images never trained on. */
    private void lookUp(StackGan gan, CaptionedImages data, ImageFeatures judges) {
        Optional<CaptionedImages> training = dataset.isSynthetic()
                ? Optional.of(
                        dataset.standing(SyntheticBirds.train(gan.settings().seed(), birds)))
                : dataset.trainedOn(out, stored(side(gan)));
        training.ifPresent(images -> TrainingNeighbours.warnOfOthers(gan, images));
        Optional<DiscriminatorFeatures> own =
                model.file().filter(Files::isRegularFile).map(DiscriminatorFeatures::of);
        try {
            new TrainingNeighbours(gan, own.<ImageFeatures>map(f -> f).orElse(judges), data, training.map(this::framed))
                    .lookUp(samples(gan, data), out.resolve("neighbours.png"));
        } finally {
            own.ifPresent(DiscriminatorFeatures::close);
        }
    }

    private List<BufferedImage> samples(StackGan gan, CaptionedImages data) {
        List<BufferedImage> generated = new ArrayList<>();
        DataLocations locations =
                new DataLocations(data, gan.settings().stage1().location());
        int shown = stage.orElse(gan.settings().stages().size());
        for (int i = 0; i < neighbours; i++) {
            int image = i % data.size();
            gan.generate(GenerationRequest.of(data.captions(image).get(0))
                            .withSeed(seed + i)
                            .withConditioning(mean ? ConditioningMode.MEAN : ConditioningMode.SAMPLED)
                            .withLocation(locations.of(image)))
                    .forEach(made -> generated.add(Resize.bicubic(
                            (BufferedImage) made.stages().get(shown - 1).getWrappedImage(), side(gan), side(gan))));
        }
        return generated;
    }

    /** Classes are drawn of all that there are: of other images, or by another seed, others would be held out. */
    private void warnOfOtherDraw(StackGan gan) {
        String trainedOn = gan.provenance().datasetFingerprint();
        dataset.fingerprintTrainedOn(out)
                .filter(others -> !trainedOn.isEmpty() && !others.equals(trainedOn))
                .ifPresent(others -> System.err.println("Warning: the model was trained on "
                        + Quoted.bare(gan.provenance().dataset())
                        + ", whose images are others than those that are not held out here: it may have seen the images"
                        + " that it is tested on. Give the same images, --held-out-classes, --held-out-seed and"
                        + " --problems as in training."));
    }

    /** Nobody's flowers are scored as birds for want of an option. */
    private static void requireBirds(StackGan gan, String advice) {
        String trainedOn = gan.provenance().dataset();
        if (!trainedOn.isEmpty() && !trainedOn.startsWith("synthetic-birds")) {
            throw new IllegalArgumentException(
                    "The model was trained on " + Quoted.bare(trainedOn) + ", but " + advice);
        }
    }

    private CaptionedImages data(int side) {
        CaptionedImages whole = dataset.isSynthetic()
                ? dataset.standing(SyntheticBirds.test(seed, birds))
                : dataset.open(out, seed, birds, stored(side));
        return framed(whole);
    }

    /** As the model's training framed it. */
    private CaptionedImages framed(CaptionedImages whole) {
        return cropped ? RandomCrops.of(whole, seed) : whole;
    }

    /** Of what the dataset is asked for. */
    private int stored(int side) {
        return cropped ? TrainingPlan.Crop.RANDOM.sideBefore(side) : side;
    }

    /** Of the images that the model generates. */
    private static int side(StackGan gan) {
        return gan.settings().lastStage().imageSize();
    }

    /** The images of texts in held-out forms, and what a line reads from the embeddings of such texts. */
    private int freeForm() throws IOException {
        try (StackGan gan = model.open();
                AttributeClassifier classifier = AttributeClassifier.ofSyntheticBirds()) {
            requireBirds(gan, "--free-form has texts about synthetic birds alone; leave it out, and give --dataset");
            requireOwn(out.resolve(FREE_FORM), gan);
            Folders.make(out);
            int judgedStage = stage.orElse(gan.settings().stages().size());
            EvaluationReport judged = new FreeForm(gan, classifier, images, seed, judgedStage)
                    .judge(FreeFormTexts.heldOut(seed, texts), ProgressPrinter.toStderr());
            Map<String, Double> figures = new LinkedHashMap<>(judged.figures());
            figures.putAll(FreeFormTexts.probe(gan.textEncoder(), seed, texts));
            EvaluationReport report = new EvaluationReport(figures, judged.settings(), judged.notes());
            write(report, FREE_FORM);
        }
        return 0;
    }

    /** Another model's report is not replaced. */
    private static void requireOwn(Path file, StackGan gan) {
        if (Files.exists(file)) {
            Object model = EvaluationReport.load(file).settings().getOrDefault("model", "");
            if (!model.equals(gan.fingerprint())) {
                throw new IllegalArgumentException(Quoted.of(file)
                        + " is the report of another model, or does not say of which; choose another folder by --out");
            }
        }
    }

    private int compareFolders() {
        try (ImageFeatures features = judges.open(false)) {
            write(folders.compare(features, splits, seed, out), "report.json");
        }
        return 0;
    }

    private void write(EvaluationReport report, String name) {
        report.save(out.resolve(name));
        System.out.println(report.toTable());
        System.out.println("Report: " + out.resolve(name));
    }

    private EvaluationReport evaluate(StackGan gan, CaptionedImages data, ImageFeatures features) {
        Evaluation evaluation = Evaluation.of(gan)
                .on(data)
                .with(features)
                .samples(samples)
                .splits(splits)
                .seed(seed)
                .in(out)
                .reporting(ProgressPrinter.toStderr());
        stage.ifPresent(evaluation::stage);
        if (mean) {
            evaluation.conditioning(ConditioningMode.MEAN);
        }
        Optional<ImageEmbeddings> embeddings = imageEncoder.map(file -> ImageEmbeddings.load(file, gan));
        embeddings.ifPresent(evaluation::sentencesBy);
        Optional<AttributeClassifier> classifier =
                dataset.isSynthetic() ? Optional.of(AttributeClassifier.ofSyntheticBirds()) : Optional.empty();
        classifier.ifPresent(evaluation::attributesBy);
        try {
            return evaluation.run();
        } finally {
            embeddings.ifPresent(ImageEmbeddings::close);
            classifier.ifPresent(AttributeClassifier::close);
        }
    }
}

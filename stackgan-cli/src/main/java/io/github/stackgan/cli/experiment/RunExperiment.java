package io.github.stackgan.cli.experiment;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.cli.arguments.GivenOptions;
import io.github.stackgan.cli.dataset.DatasetOptions;
import io.github.stackgan.cli.evaluate.FeatureOptions;
import io.github.stackgan.core.train.DataLocations;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import io.github.stackgan.datasets.cache.CachedImages;
import io.github.stackgan.metrics.features.ImageFeatures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Trains and scores every method of an experiment and writes its page. Run again with the same options, it goes on
 * where it was stopped, and does nothing anew that is finished.
 */
@Command(
        name = "experiment",
        description = "Compares methods: trains and scores each from several seeds, and writes a page.",
        mixinStandardHelpOptions = true)
public final class RunExperiment implements Callable<Integer> {
    private static final int SEED = 1;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(
            paramLabel = "EXPERIMENT",
            description = "A JSON file, or one that comes along: ablation, finalists, recipe.")
    private String name = "";

    @Mixin
    private DatasetOptions dataset = new DatasetOptions();

    @Mixin
    private FeatureOptions judges = new FeatureOptions();

    @Option(
            names = "--unjudged",
            description = "No figures, only images and losses: for data that no network at hand can score.")
    private boolean unjudged;

    @Option(names = "--seeds", description = "Only the first so many seeds. Default: all of the file's")
    private Optional<Integer> seeds = Optional.empty();

    @Option(
            names = "--methods",
            split = ";",
            description = "Only these methods, by their names, as in \"A; B\". Default: all of the file's")
    private List<String> methods = List.of();

    @Option(names = "--work", description = "Where models are kept. Default: runs/EXPERIMENT")
    private Optional<Path> work = Optional.empty();

    @Option(names = "--out", description = "Where the page goes. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("runs", "pages");

    @Override
    public Integer call() {
        if (unjudged) {
            new GivenOptions(command).refuse("--unjudged", "--features", "--weights");
        }
        Experiment read = Experiment.read(name);
        Experiment seeded = seeds.map(read::withSeeds).orElse(read);
        Experiment asked = methods.isEmpty()
                ? seeded
                : seeded.withMethods(methods.stream().map(String::strip).toList());
        Path kept = work.orElse(Path.of("runs", asked.name()));
        CaptionedImages training = dataset.open(kept, SEED, asked.file().birds().train(), sides(asked));
        CaptionedImages held = held(asked, training, kept);
        Experiment known = asked.withMethods(known(asked, training));
        Experiment experiment = dataset.isSynthetic() ? known : known.showing(own -> captions(held, own.size()));
        if (held == training && !unjudged) {
            System.err.println("The methods are scored by the images that they are trained on;"
                    + " --held-out-classes keeps some for it.");
        }
        try (OptionalFeatures features = new OptionalFeatures(
                unjudged ? Optional.empty() : Optional.of(judges.open(dataset.isSynthetic(), training, kept)))) {
            Optional<ExperimentJudge> judge = features.network()
                    .map(network ->
                            new ExperimentJudge(network, held, experiment.file().evaluation()));
            ExperimentRuns experiments = new ExperimentRuns(experiment, training, dataset.stated(SEED), judge, kept);
            Consumer<List<ExperimentRuns.Run>> page = runs -> {
                Map<String, Path> figures = ExperimentFigures.draw(
                        experiment, runs, training, experiments::open, out.resolve(experiment.name()));
                new ExperimentPage(experiment, runs, figures, line(), judge.map(ExperimentJudge::half)).write(out);
            };
            boolean early = experiment.file().cpuMinutes() != null;
            page.accept(experiments.run(early ? page : runs -> {}));
        }
        System.out.println(out.resolve(experiment.name() + ".md"));
        System.out.println(out.resolve(experiment.name() + ".html"));
        return 0;
    }

    /** The first captions of so many images from all over a dataset. */
    private static List<String> captions(CaptionedImages images, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> images.captions(i * images.size() / count).get(0))
                .toList();
    }

    /** What the methods are scored by: birds or classes that they never saw, if there are such. */
    private CaptionedImages held(Experiment experiment, CaptionedImages training, Path kept) {
        int birds = experiment.file().birds().test();
        CaptionedImages held = dataset.isSynthetic()
                ? CachedImages.inMemory(dataset.standing(SyntheticBirds.test(SEED, birds)), 1L << 28)
                : dataset.testedOn(kept, sides(experiment)).orElse(training);
        if (!unjudged) {
            ExperimentJudge.requireEnough(held);
        }
        return held;
    }

    /** The methods but for those that are told what the dataset does not know: where its subjects are. */
    private static List<String> known(Experiment experiment, CaptionedImages training) {
        List<String> names = new ArrayList<>();
        for (Experiment.Method method : experiment.methods()) {
            if (new DataLocations(training, method.stage1().location()).knows(0)) {
                names.add(method.name());
            } else {
                System.err.println("\"" + method.name() + "\" is left out: it is told where to draw, and "
                        + Quoted.bare(training.name()) + " does not know where its subjects are");
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "No method is left; choose a dataset that knows boxes or key points, such"
                            + " as synthetic-birds or cub:PATH, or other methods");
        }
        return names;
    }

    /** The command, but for where things lie. */
    private String line() {
        return "experiment " + name
                + seeds.map(n -> " --seeds " + n).orElse("")
                + (methods.isEmpty() ? "" : " --methods \"" + String.join(";", methods) + "\"")
                + dataset.arguments()
                + (unjudged ? " --unjudged" : judges.arguments());
    }

    /** Sizes of the images that training asks for. */
    private static int[] sides(Experiment experiment) {
        return experiment.methods().stream()
                .mapToInt(m -> m.plan().crop().sideBefore(m.imageSize()))
                .distinct()
                .toArray();
    }

    /** Closes what there is. */
    private record OptionalFeatures(Optional<ImageFeatures> network) implements AutoCloseable {
        @Override
        public void close() {
            network.ifPresent(ImageFeatures::close);
        }
    }
}

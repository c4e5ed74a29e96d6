package io.github.stackgan.cli.evaluate;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.Location;
import io.github.stackgan.StackGan;
import io.github.stackgan.cli.arguments.ModelOption;
import io.github.stackgan.cli.dataset.DatasetOptions;
import io.github.stackgan.core.report.ProgressPrinter;
import io.github.stackgan.core.train.DataLocations;
import io.github.stackgan.metrics.features.BoxDetector;
import io.github.stackgan.settings.LocationSettings;
import io.github.stackgan.settings.Precision;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Tells whether a model draws in the boxes that it is told: the mean overlap (intersection over union) of these and of
 * those that a detector finds in what it generates. The detector learns here, from the dataset's other images; its mean
 * overlap in the real images tells how much of what is missing is its own fault.
 */
@Command(
        name = "overlap",
        description = "Tells how well a model's subjects fill the boxes that it is told.",
        mixinStandardHelpOptions = true)
public final class Overlap implements Callable<Integer> {
    private static final int TOGETHER = 50;

    /** Pixels that the detector sees. */
    private static final int SEEN = 64;

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private DatasetOptions dataset = new DatasetOptions();

    @Option(names = "--birds", description = "How many synthetic birds, with the samples. Default: ${DEFAULT-VALUE}")
    private int birds = 2200;

    @Option(
            names = "--samples",
            description = "Images to generate, for the captions and boxes of the dataset's last images."
                    + " Default: ${DEFAULT-VALUE}")
    private int samples = 200;

    @Option(names = "--detector-iterations", description = "How long the detector learns. Default: ${DEFAULT-VALUE}")
    private int iterations = 1500;

    @Option(names = "--seed", description = "Of birds, detector and noise. Default: ${DEFAULT-VALUE}")
    private long seed = 2;

    @Option(names = "--out", description = "A folder for what is remembered of the dataset. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("overlap");

    @Override
    public Integer call() {
        try (StackGan gan = model.open()) {
            requireBoxes(gan);
            CaptionedImages data =
                    dataset.open(out, seed, birds, SEEN, gan.settings().stage1().imageSize());
            int learned = data.size() - samples;
            if (samples < 1 || learned < 1) {
                throw new IllegalArgumentException("--samples is " + samples + ", but must be from 1 to "
                        + (data.size() - 1) + ": the other images of " + data.name() + " teach the detector");
            }
            measure(gan, data, learned, boxes(data, learned));
        }
        return 0;
    }

    private static List<Location.Box> boxes(CaptionedImages data, int first) {
        List<Location.Box> asked = new ArrayList<>();
        DataLocations boxes = new DataLocations(data, Optional.of(LocationSettings.box()));
        for (int i = first; i < data.size(); i++) {
            asked.add((Location.Box) boxes.of(i));
        }
        return asked;
    }

    /** Before images are prepared and a detector is trained. */
    private static void requireBoxes(StackGan gan) {
        boolean told = gan.settings()
                .stage1()
                .location()
                .filter(l -> l.kind() == LocationSettings.Kind.BOX)
                .isPresent();
        if (!told) {
            throw new IllegalArgumentException(
                    "The model is told no box; name by --model one that is, as Stage1.gawwnBox()");
        }
    }

    private void measure(StackGan gan, CaptionedImages data, int learned, List<Location.Box> asked) {
        try (BoxDetector detector = BoxDetector.train(data, learned, iterations, seed, ProgressPrinter.toStderr())) {
            List<BufferedImage> real = new ArrayList<>();
            List<BufferedImage> generated = new ArrayList<>();
            for (int i = 0; i < samples; i++) {
                real.add(data.image(learned + i, gan.settings().stage1().imageSize()));
                generated.add(generated(gan, data.captions(learned + i).get(0), asked.get(i), i));
            }
            System.out.printf(Locale.ROOT, "real images: mean overlap %.3f%n", overlap(detector, real, asked));
            System.out.printf(
                    Locale.ROOT,
                    "generated images: mean overlap %.3f; with the boxes of others %.3f%n",
                    overlap(detector, generated, asked),
                    overlap(detector, generated, shifted(asked)));
        }
    }

    private BufferedImage generated(StackGan gan, String text, Location.Box box, int index) {
        GenerationRequest request = GenerationRequest.of(text)
                .withSeed(seed + index)
                .withPrecision(Precision.FLOAT32)
                .withLocation(box);
        return (BufferedImage) gan.generate(request).get(0).stages().get(0).getWrappedImage();
    }

    /** What a model has that does not listen. */
    private static List<Location.Box> shifted(List<Location.Box> boxes) {
        List<Location.Box> others = new ArrayList<>(boxes);
        others.add(others.remove(0));
        return others;
    }

    private static double overlap(BoxDetector detector, List<BufferedImage> images, List<Location.Box> asked) {
        double sum = 0;
        for (int from = 0; from < images.size(); from += TOGETHER) {
            List<BufferedImage> some = images.subList(from, Math.min(images.size(), from + TOGETHER));
            List<Location.Box> found = detector.find(some);
            for (int i = 0; i < found.size(); i++) {
                sum += found.get(i).overlap(asked.get(from + i));
            }
        }
        return sum / images.size();
    }
}

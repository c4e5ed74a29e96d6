package io.github.stackgan.cli.evaluate;

import io.github.stackgan.core.report.ProgressPrinter;
import io.github.stackgan.datasets.ImageFiles;
import io.github.stackgan.metrics.evaluation.EvaluationReport;
import io.github.stackgan.metrics.evaluation.ImageSet;
import io.github.stackgan.metrics.evaluation.ImageSetComparison;
import io.github.stackgan.metrics.features.ImageFeatures;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Two folders of images to compare, whoever made them, in place of a model and a dataset. */
final class FolderComparison {
    @Option(
            names = "--images",
            paramLabel = "FOLDER",
            description = "No model: scores the images of this folder against those of --against")
    private Optional<Path> images = Optional.empty();

    @Option(names = "--against", paramLabel = "FOLDER", description = "The real images for --images")
    private Optional<Path> against = Optional.empty();

    /** Whether folders were given. */
    boolean isAsked() {
        if (images.isPresent() != against.isPresent()) {
            throw new IllegalArgumentException("--images and --against are two folders to compare; "
                    + (images.isPresent() ? "--against" : "--images") + " is missing");
        }
        return images.isPresent();
    }

    EvaluationReport compare(ImageFeatures features, int splits, long seed, Path out) {
        ImageSet generated = set(images.orElseThrow());
        int scored = Math.min(splits, generated.size());
        if (scored < splits) {
            System.err.println("The Inception score has " + scored + " splits, not " + splits
                    + ": there are no more images in the folder of --images");
        }
        return ImageSetComparison.by(features)
                .withSplits(scored)
                .withSeed(seed)
                .in(out)
                .compare(generated, set(against.orElseThrow()), ProgressPrinter.toStderr());
    }

    private static ImageSet set(Path folder) {
        ImageFiles files = ImageFiles.in(folder);
        return new ImageSet(
                folder.toString(), files.fingerprint(), files.files().size(), files::image);
    }
}

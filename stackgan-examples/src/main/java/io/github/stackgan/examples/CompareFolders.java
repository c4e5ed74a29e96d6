package io.github.stackgan.examples;

import io.github.stackgan.ProgressListener;
import io.github.stackgan.datasets.ImageFiles;
import io.github.stackgan.metrics.evaluation.EvaluationReport;
import io.github.stackgan.metrics.evaluation.ImageSet;
import io.github.stackgan.metrics.evaluation.ImageSetComparison;
import io.github.stackgan.metrics.features.AttributeClassifier;
import io.github.stackgan.metrics.features.ImageFeatures;
import io.github.stackgan.metrics.features.InceptionFeatures;
import java.nio.file.Path;

/**
 * Frechet and kernel distance, precision and recall of two folders of images, whoever made them: {@code CompareFolders
 * REAL GENERATED [WEIGHTS]}.
 *
 * <p>With the weights of the published FID's Inception network (docs/metrics.md says where they are) it is the FID;
 * without, a small classifier of synthetic birds gives them. Distances depend on how many images there are: compare
 * folders of equally many.
 */
public final class CompareFolders {
    private CompareFolders() {}

    /**
     * Prints the figures.
     *
     * @param args the two folders and, if wanted, the weights
     */
    public static void main(String... args) {
        ImageSet real = set(Path.of(args[0]));
        ImageSet generated = set(Path.of(args[1]));
        try (ImageFeatures network =
                args.length > 2 ? InceptionFeatures.fid(Path.of(args[2])) : AttributeClassifier.ofSyntheticBirds()) {
            EvaluationReport report =
                    ImageSetComparison.by(network).withSplits(1).compare(generated, real, ProgressListener.none());
            System.out.println(report.toTable());
        }
    }

    private static ImageSet set(Path folder) {
        ImageFiles files = ImageFiles.in(folder);
        return new ImageSet(
                folder.toString(), files.fingerprint(), files.files().size(), files::image);
    }
}

package io.github.stackgan.examples;

import io.github.stackgan.metrics.features.AttributeClassifier;
import io.github.stackgan.metrics.features.ImageFeatures;
import io.github.stackgan.metrics.features.InceptionFeatures;
import io.github.stackgan.metrics.scores.FeatureMatrix;
import io.github.stackgan.metrics.scores.FrechetDistance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * The Frechet distance of two folders of PNGs, whoever made them: {@code CompareFolders REAL GENERATED [WEIGHTS]}.
 *
 * <p>With the weights of the published FID's Inception network (docs/metrics.md says where they are) it is the FID;
 * without, a small classifier of synthetic birds gives them. Distances depend on how many images there are: compare
 * folders of equally many.
 */
public final class CompareFolders {
    private CompareFolders() {}

    /**
     * Prints the distance.
     *
     * @param args the two folders and, if wanted, the weights
     * @throws IOException if an image cannot be read
     */
    public static void main(String... args) throws IOException {
        try (ImageFeatures network =
                args.length > 2 ? InceptionFeatures.fid(Path.of(args[2])) : AttributeClassifier.ofSyntheticBirds()) {
            FeatureMatrix real = features(network, Path.of(args[0]));
            FeatureMatrix generated = features(network, Path.of(args[1]));
            System.out.printf(
                    Locale.ROOT,
                    "Frechet distance by %s: %.2f%n",
                    network.name(),
                    FrechetDistance.between(real, generated));
        }
    }

    private static FeatureMatrix features(ImageFeatures network, Path folder) throws IOException {
        List<float[]> rows = new ArrayList<>();
        try (Stream<Path> listed = Files.list(folder)) {
            List<Path> files =
                    listed.filter(f -> f.toString().endsWith(".png")).sorted().toList();
            for (Path file : files) {
                rows.addAll(List.of(
                        network.extract(List.of(ImageIO.read(file.toFile()))).features()));
            }
        }
        return FeatureMatrix.of(rows.toArray(float[][]::new));
    }
}

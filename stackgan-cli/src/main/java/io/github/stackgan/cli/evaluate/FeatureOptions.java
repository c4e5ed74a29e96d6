package io.github.stackgan.cli.evaluate;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.metrics.features.AttributeClassifier;
import io.github.stackgan.metrics.features.ImageFeatures;
import io.github.stackgan.metrics.features.InceptionFeatures;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The network that images are scored by, from the command line. */
public final class FeatureOptions {
    @Option(
            names = "--features",
            description = "The network that images are scored by, one of ${COMPLETION-CANDIDATES}. Default: BIRDS for"
                    + " synthetic birds; for other images it must be said")
    private Optional<Network> network = Optional.empty();

    @Option(
            names = "--weights",
            description = "The weights of an Inception network (.pth or .safetensors); for CLASSES, what"
                    + " train-classifier wrote")
    private Optional<Path> weights = Optional.empty();

    /** Which network. */
    enum Network {
        /** The classifier of the synthetic birds that the library brings. */
        BIRDS,
        /** The one that sees 256 pixels, and so what Stage-II adds. */
        BIRDS_256,
        /** A classifier of the classes of the dataset at hand, trained first. */
        CLASSES,
        /** The network of the published FIDs; needs --weights. */
        FID,
        /** torchvision's Inception-v3, or one that was fine-tuned from it; needs --weights. */
        TORCHVISION
    }

    /** As they stand on a command line, without where files are; empty for the default. */
    public String arguments() {
        return network.map(chosen -> " --features " + chosen).orElse("")
                + weights.map(file -> " --weights PATH").orElse("");
    }

    /**
     * The network, to be closed by the caller.
     *
     * @param synthetic whether the images are of synthetic birds
     * @param data what a classifier of its classes is trained on
     * @param folder where that one is kept
     */
    public ImageFeatures open(boolean synthetic, CaptionedImages data, Path folder) {
        return network.equals(Optional.of(Network.CLASSES))
                ? weights.<ImageFeatures>map(AttributeClassifier::load).orElseGet(() -> ClassFeatures.of(data, folder))
                : open(synthetic);
    }

    /**
     * The network, to be closed by the caller.
     *
     * @param synthetic whether the images are of synthetic birds
     */
    public ImageFeatures open(boolean synthetic) {
        Network chosen = network.orElseGet(() -> byDefault(synthetic));
        if (weights.isPresent() && (chosen == Network.BIRDS || chosen == Network.BIRDS_256)) {
            throw new IllegalArgumentException("--weights is a file for another network, but " + chosen
                    + " comes along with its own; say which by --features, or leave --weights out");
        }
        return switch (chosen) {
            case BIRDS -> AttributeClassifier.ofSyntheticBirds();
            case BIRDS_256 -> AttributeClassifier.ofSyntheticBirdsInDetail();
            case CLASSES ->
                AttributeClassifier.load(weights.orElseThrow(() -> new IllegalArgumentException(
                        "--features CLASSES needs --weights here, what train-classifier wrote")));
            case FID -> InceptionFeatures.fid(inceptionWeights());
            case TORCHVISION -> InceptionFeatures.torchvision(inceptionWeights());
        };
    }

    private static Network byDefault(boolean synthetic) {
        if (!synthetic) {
            throw new IllegalArgumentException("--features is missing: say which network scores these images. FID and"
                    + " TORCHVISION need --weights; CLASSES is trained on the dataset's classes first; BIRDS and"
                    + " BIRDS_256 know synthetic birds alone");
        }
        return Network.BIRDS;
    }

    private Path inceptionWeights() {
        return weights.orElseThrow(() -> new IllegalArgumentException("--features " + network.orElseThrow()
                + " needs --weights, a file that you fetch yourself; docs/metrics.md says which"));
    }
}

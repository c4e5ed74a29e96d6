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
    @Option(names = "--features", description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Network network = Network.BIRDS;

    @Option(names = "--weights", description = "The weights of an Inception network: .pth or .safetensors.")
    private Optional<Path> weights = Optional.empty();

    /** Which network. */
    enum Network {
        /** The classifier of the synthetic birds that the library brings. */
        BIRDS,
        /** The one that sees 256 pixels, and so what Stage-II adds. */
        BIRDS_256,
        /** A classifier of the classes of the dataset at hand, trained first; for experiments alone. */
        CLASSES,
        /** The network of the published FIDs; needs --weights. */
        FID,
        /** torchvision's Inception-v3, or one that was fine-tuned from it; needs --weights. */
        TORCHVISION
    }

    /** As they stand on a command line, without where files are; empty for the default. */
    public String arguments() {
        return (network == Network.BIRDS ? "" : " --features " + network)
                + weights.map(file -> " --weights PATH").orElse("");
    }

    /**
     * The network, to be closed by the caller.
     *
     * @param data what a classifier of its classes is trained on
     * @param folder where that one is kept
     */
    public ImageFeatures open(CaptionedImages data, Path folder) {
        return network == Network.CLASSES ? ClassFeatures.of(data, folder.resolve("classes.safetensors")) : open();
    }

    /** The network, to be closed by the caller. */
    public ImageFeatures open() {
        return switch (network) {
            case BIRDS -> AttributeClassifier.ofSyntheticBirds();
            case BIRDS_256 -> AttributeClassifier.ofSyntheticBirdsInDetail();
            case CLASSES ->
                throw new IllegalArgumentException("--features CLASSES is trained on the dataset of an experiment;"
                        + " here choose BIRDS, BIRDS_256, FID or TORCHVISION");
            case FID -> InceptionFeatures.fid(inceptionWeights());
            case TORCHVISION -> InceptionFeatures.torchvision(inceptionWeights());
        };
    }

    private Path inceptionWeights() {
        return weights.orElseThrow(() -> new IllegalArgumentException("--features " + network
                + " needs --weights, a file that you fetch yourself; docs/metrics.md says which"));
    }
}

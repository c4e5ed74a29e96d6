package io.github.stackgan.metrics.features;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.metrics.features.InceptionV3.Variant;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The 2,048 features of Inception-v3. Weights are read from the files that the community uses, which you bring
 * yourself: torchvision's {@code inception_v3_google-0cc3c7bd.pth}, or pytorch-fid's
 * {@code pt_inception-2015-12-05-6726825d.pth}.
 *
 * @since 0.1.0
 */
public final class InceptionFeatures implements ImageFeatures {
    private static final int SIDE = InceptionV3.IMAGE_SIZE;

    private final InceptionV3 network;
    private final Resizing resizing;
    private final Scores scores;
    private final String fingerprint;

    /** Which class scores the Inception score reads. */
    public enum Scores {
        /** The logits. */
        LOGITS,
        /** The logits before the bias is added, as torch-fidelity reads of the FID network. */
        UNBIASED
    }

    private InceptionFeatures(InceptionV3 network, Resizing resizing, Scores scores) {
        this.network = network;
        this.resizing = resizing;
        this.scores = scores;
        fingerprint = network.parameters().fingerprint();
    }

    /**
     * The FID network, as it was used for published figures: TensorFlow 1's resizing, unbiased logits.
     *
     * @param weights the file
     * @return the features, on the default device
     * @throws io.github.stackgan.ModelFormatException if the file cannot be read or holds another network
     */
    public static InceptionFeatures fid(Path weights) {
        return load(weights, Variant.FID, Resizing.TENSORFLOW_1, Scores.UNBIASED, Optional.empty());
    }

    /**
     * torchvision's network, or one that was fine-tuned from it, with clean resizing.
     *
     * @param weights the file
     * @return the features, on the default device
     * @throws io.github.stackgan.ModelFormatException if the file cannot be read or holds another network
     */
    public static InceptionFeatures torchvision(Path weights) {
        return load(weights, Variant.TORCHVISION, Resizing.CLEAN, Scores.LOGITS, Optional.empty());
    }

    /**
     * Any network of the two.
     *
     * @param weights the file
     * @param variant which network it holds
     * @param resizing how images come to 299 pixels
     * @param scores what the Inception score reads
     * @param device where to put it, or empty for a GPU if the engine sees one
     * @return the features
     * @throws io.github.stackgan.ModelFormatException if the file cannot be read or holds another network
     */
    public static InceptionFeatures load(
            Path weights, Variant variant, Resizing resizing, Scores scores, Optional<Device> device) {
        return new InceptionFeatures(InceptionV3.load(weights, variant, device), resizing, scores);
    }

    @Override
    public String name() {
        return "inception-v3/" + network.variant().name().toLowerCase(Locale.ROOT)
                + (scores == Scores.UNBIASED ? ", unbiased logits" : "");
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public String resizing() {
        return resizing.words();
    }

    @Override
    public int width() {
        return InceptionV3.FEATURES;
    }

    @Override
    public int classCount() {
        return network.classes();
    }

    @Override
    public Batch extract(List<BufferedImage> images) {
        try (NDManager scratch = network.manager().newSubManager()) {
            InceptionV3.Output output = network.forward(pixels(scratch, images, network.variant(), resizing));
            NDArray logits = scores == Scores.UNBIASED ? output.unbiasedLogits() : output.logits();
            return new Batch(Matrices.rows(output.features()), Matrices.rows(logits));
        }
    }

    /** (N, 3, 299, 299), scaled as the variant asks. */
    static NDArray pixels(NDManager manager, List<BufferedImage> images, Variant variant, Resizing resizing) {
        float centre = variant == Variant.FID ? 128 : 127.5f;
        float[] values = new float[images.size() * 3 * SIDE * SIDE];
        for (int i = 0; i < images.size(); i++) {
            float[] planes = resizing.planes(images.get(i), SIDE);
            int start = i * planes.length;
            for (int j = 0; j < planes.length; j++) {
                values[start + j] = (planes[j] - centre) / centre;
            }
        }
        return manager.create(values, new Shape(images.size(), 3, SIDE, SIDE));
    }

    @Override
    public void close() {
        network.close();
    }
}

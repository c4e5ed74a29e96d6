package io.github.stackgan.metrics.features;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.engine.PyTorchEngine;
import io.github.stackgan.core.gan.ImageEncoder;
import io.github.stackgan.core.nn.FileWeights;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.nn.Pixels;
import io.github.stackgan.core.text.training.TextEncoderPlan;
import io.github.stackgan.core.text.training.TextEncoderTraining;
import io.github.stackgan.metrics.scores.RPrecision;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;

/**
 * An image encoder that was trained for a text encoder, to find out which caption an image fits best: what
 * {@link RPrecision} is computed with. Holds native memory until closed.
 *
 * @since 0.1.0
 */
public final class ImageEmbeddings implements AutoCloseable {
    private static final int SIDE = ImageEncoder.IMAGE_SIZE;

    private final NDManager manager;
    private final Parameters parameters;
    private final Networks networks;
    private final int embeddingSize;
    private final String fingerprint;
    private final String trainedOn;

    private record Networks(ImageEncoder images, CaptionHead captions) {
        static Networks of(Parameters parameters, int embeddingSize) {
            return new Networks(
                    new ImageEncoder(parameters, CaptionHead.CODE), new CaptionHead(parameters, embeddingSize));
        }
    }

    private ImageEmbeddings(
            NDManager manager, Parameters parameters, Networks networks, int embeddingSize, String trainedOn) {
        this.manager = manager;
        this.parameters = parameters;
        this.networks = networks;
        this.embeddingSize = embeddingSize;
        fingerprint = parameters.fingerprint();
        this.trainedOn = trainedOn;
    }

    /**
     * Trains an image encoder for a model's text encoder, which stays as it is, by the joint embedding loss (Reed et
     * al., CVPR 2016), and writes it to a file. Train it on other images than those that it will judge.
     *
     * @param gan whose text encoder reads the captions; stays open
     * @param data images, captions and classes
     * @param plan how long and how fast
     * @param file where it goes, as safetensors; one that is there is replaced
     * @param progress hears of every iteration its "loss" and its "accuracy", the part of the batch's images that score
     *     their own caption highest, in [0, 1]
     * @throws io.github.stackgan.TrainingException if the data has only one class, or the loss becomes NaN
     * @throws ModelFormatException if the file cannot be written
     */
    public static void train(
            StackGan gan, CaptionedImages data, TextEncoderPlan plan, Path file, ProgressListener progress) {
        try (NDManager manager = PyTorchEngine.start().newBaseManager();
                CaptionHead.Learner head = CaptionHead.Learner.of(manager, gan, data, plan.seed())) {
            TextEncoderTraining.train(head, data, plan, file, progress);
        }
    }

    /**
     * Reads an image encoder.
     *
     * @param file what {@link #train} wrote
     * @param gan a model with the text encoder that it was trained for, in 32 bits or in 16
     * @return the encoder, on the default device
     * @throws ModelFormatException if the file cannot be read, or was trained for another text encoder
     */
    public static ImageEmbeddings load(Path file, StackGan gan) {
        int embeddingSize = gan.textEncoder().embeddingSize();
        FileWeights weights = FileWeights.read(file);
        Shape layer = weights.shape(CaptionHead.LAYER + ".weight")
                .filter(shape -> shape.dimension() == 2)
                .orElseThrow(() -> new ModelFormatException(
                        file + " holds no image encoder. Train one with the command train-image-encoder."));
        if (layer.get(1) != embeddingSize) {
            throw new ModelFormatException(file + ": it takes embeddings of " + layer.get(1)
                    + " numbers, but the text encoder's have " + embeddingSize
                    + ". Train an image encoder for this text encoder.");
        }
        if (TextEncoderTraining.frozenIn(file)
                .filter(trainedFor -> !trainedFor.equals(gan.provenance().textEncoderFingerprint()))
                .isPresent()) {
            throw new ModelFormatException(file + ": it was trained for another text encoder, whose embeddings mean"
                    + " something else. Train an image encoder for this text encoder.");
        }
        NDManager manager = PyTorchEngine.start().newBaseManager();
        try {
            Parameters parameters = Parameters.blank(manager);
            Networks networks = parameters.read(weights, p -> Networks.of(p, embeddingSize));
            return new ImageEmbeddings(manager, parameters, networks, embeddingSize, TextEncoderTraining.dataIn(file));
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /**
     * The length of the embeddings that {@link #sentences} takes.
     *
     * @return E
     */
    public int embeddingSize() {
        return embeddingSize;
    }

    /**
     * A hash of the weights, kept as provenance.
     *
     * @return lower-case hexadecimal digits
     */
    public String fingerprint() {
        return fingerprint;
    }

    /**
     * {@link CaptionedImages#fingerprint()} of the images that it was trained on, which it should not judge.
     *
     * @return hexadecimal digits; empty if its file does not say
     */
    public String trainedOn() {
        return trainedOn;
    }

    /**
     * Encodes images.
     *
     * @param images at least one, of any size; brought to 64 pixels by the antialiased bicubic filter
     * @return codes (N, 256)
     */
    public float[][] encode(List<BufferedImage> images) {
        try (NDManager scratch = manager.newSubManager()) {
            return Matrices.rows(networks.images().forward(Pixels.toValues(scratch, images, SIDE), Mode.EVALUATION));
        }
    }

    /**
     * Brings embeddings of captions to codes that those of images can be compared with.
     *
     * @param embeddings phi(t) (M, E), at least one
     * @return codes (M, 256)
     */
    public float[][] sentences(float[][] embeddings) {
        try (NDManager scratch = manager.newSubManager()) {
            return Matrices.rows(networks.captions().codes(Matrices.of(scratch, embeddings)));
        }
    }

    /** Frees the weights. */
    @Override
    public void close() {
        parameters.close();
        manager.close();
    }
}

package io.github.stackgan.core.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.core.checkpoint.Json;
import io.github.stackgan.core.engine.PyTorch;
import io.github.stackgan.core.gan.Discriminator;
import io.github.stackgan.core.nn.FileWeights;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Pixels;
import io.github.stackgan.core.weights.formats.FormatVersion;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.settings.StackGanSettings;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A discriminator out of a model file, to read images by: what it has learned to see is what the paper compares images
 * by (section 4.4). Safe from several threads at once. Holds native memory until closed.
 *
 * @since 0.1.0
 */
public final class TrainedDiscriminator implements AutoCloseable {
    private final NDManager manager;
    private final Discriminator network;
    private final int side;
    private final int width;

    private TrainedDiscriminator(NDManager manager, Discriminator network, int side) {
        this.manager = manager;
        this.network = network;
        this.side = side;
        try (NDManager scratch = manager.newSubManager()) {
            NDArray blank = scratch.zeros(new Shape(1, 3, side, side));
            width = Math.toIntExact(
                    network.features(blank, Mode.EVALUATION).getShape().size());
        }
    }

    /**
     * Reads the discriminator of a model's last stage.
     *
     * @param model a file that {@link io.github.stackgan.StackGan#save} wrote, with its discriminators
     * @return the discriminator, on the default device
     * @throws ModelFormatException if the file cannot be read, is damaged, or holds generators only, or if its settings
     *     are not those of its weights
     */
    public static TrainedDiscriminator ofLastStage(Path model) {
        SafetensorsFile file = WeightFiles.readOwn(model);
        FormatVersion.MODEL.require(model, file.metadata());
        String origin = model.toString();
        StackGanSettings settings = Json.settings(origin, file.metadata().getOrDefault("settings", ""));
        int last = settings.stages().size();
        String prefix = "stage" + last + ".discriminator.";
        if (file.weights().keySet().stream().noneMatch(name -> name.startsWith(prefix))) {
            throw new ModelFormatException(model + " has no discriminator of stage " + last
                    + ": it was saved with GENERATORS_ONLY; take the whole model");
        }
        NDManager manager = PyTorch.manager(Optional.empty());
        try {
            Discriminator network =
                    Discriminator.read(manager, new FileWeights(origin, prefix, file.weights()), settings, last - 1);
            return new TrainedDiscriminator(
                    manager, network, settings.lastStage().imageSize());
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    /**
     * The size of the images that it reads.
     *
     * @return width and height
     */
    public int imageSize() {
        return side;
    }

    /**
     * The length of an image's features: channels times the 4x4 feature map.
     *
     * @return how many numbers
     */
    public int width() {
        return width;
    }

    /**
     * Reads images.
     *
     * @param images of any size; brought to {@link #imageSize()} pixels by the antialiased bicubic filter
     * @return the feature map before the text comes in, flattened (N, {@link #width()})
     */
    public float[][] features(List<BufferedImage> images) {
        try (NDManager scratch = manager.newSubManager()) {
            return Matrices.rows(network.features(Pixels.toValues(scratch, images, side), Mode.EVALUATION));
        }
    }

    /**
     * A hash of its weights, kept as provenance.
     *
     * @return lower-case hexadecimal digits
     */
    public String fingerprint() {
        return network.parameters().fingerprint();
    }

    /** Frees the weights. */
    @Override
    public void close() {
        manager.close();
    }
}

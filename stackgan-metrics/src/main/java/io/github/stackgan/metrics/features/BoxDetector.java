package io.github.stackgan.metrics.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Location;
import io.github.stackgan.Losses;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.checks.Require;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Pixels;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.optim.HalfCosine;
import io.github.stackgan.core.optim.Recording;
import io.github.stackgan.core.optim.TrainingLoop;
import io.github.stackgan.core.random.RandomStream;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the box about an image's only subject: a small convolutional network that learns from images whose boxes are
 * known. What it finds in generated images, against the boxes that were asked for, tells whether a model draws where it
 * is told; what it finds in real images that it has not seen tells how far that can be trusted.
 *
 * <p>Safe from several threads at once. Holds native memory until closed.
 *
 * @since 0.1.0
 */
public final class BoxDetector implements AutoCloseable {
    private static final int SIDE = 64;
    private static final int BATCH = 32;
    private static final double RATE = 2e-3;

    /** A box is never thinner than this. */
    private static final double THINNEST = 1.0 / SIDE;

    private final AttributeNetwork network;

    private BoxDetector(AttributeNetwork network) {
        this.network = network;
    }

    /**
     * Learns from images, shown as they are and mirrored.
     *
     * @param data images with boxes
     * @param images how many, from the first on, at least 1
     * @param iterations batches of 32, at least 1
     * @param seed decides first weights and order
     * @param progress hears of every batch its "loss": the mean distance of edges, in fractions of the image
     * @return the detector, on the default device
     * @throws IllegalArgumentException if an image has no box
     */
    public static BoxDetector train(
            CaptionedImages data, int images, int iterations, long seed, ProgressListener progress) {
        Require.between("images", images, 1, data.size());
        for (int i = 0; i < images; i++) {
            box(data, i);
        }
        AttributeNetwork network = AttributeNetwork.untrained(new AttributeNetwork.Sizes(SIDE, 4), seed);
        HalfCosine falling = new HalfCosine(RATE, iterations);
        TrainingLoop loop = new TrainingLoop(
                "box detector",
                iterations,
                (name, loss, i) -> "The box detector's loss is " + loss + " at iteration " + i + "; look at the images",
                progress);
        try (Adam adam = Adam.of(network.manager(), network.parameters(), 0.9, 0.999)) {
            loop.run(i -> {
                try (NDManager scratch = network.manager().newSubManager();
                        Recording recording = Recording.of(network.parameters())) {
                    NDArray loss = loss(network, scratch, data, images, RandomStream.of(seed, "boxes", i));
                    adam.step(recording.gradients(loss, network.parameters()), falling.rate(i));
                    return Losses.none().with("loss", loss.getFloat());
                }
            });
            return new BoxDetector(network);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private static NDArray loss(
            AttributeNetwork network, NDManager scratch, CaptionedImages data, int images, RandomStream random) {
        byte[] pixels = new byte[BATCH * 3 * SIDE * SIDE];
        float[] edges = new float[BATCH * 4];
        for (int i = 0; i < BATCH; i++) {
            int image = random.nextInt(images);
            boolean mirrored = random.nextInt(2) == 1;
            Pixels.Flip flip = mirrored ? Pixels.Flip.MIRRORED : Pixels.Flip.NONE;
            Pixels.toBytes(data.image(image, SIDE), 0, 0, SIDE, flip, pixels, i * 3 * SIDE * SIDE);
            Location.Box whole = box(data, image);
            Location.Box box = mirrored ? whole.mirrored() : whole;
            edges[4 * i] = (float) box.left();
            edges[4 * i + 1] = (float) box.top();
            edges[4 * i + 2] = (float) (box.left() + box.width());
            edges[4 * i + 3] = (float) (box.top() + box.height());
        }
        NDArray wanted = scratch.create(edges, new Shape(BATCH, 4));
        NDArray shown = Pixels.toValues(scratch, pixels, new Shape(BATCH, 3, SIDE, SIDE));
        NDArray found = ai.djl.nn.Activation.sigmoid(
                network.forward(shown, Mode.TRAINING).logits());
        return found.sub(wanted).abs().mean();
    }

    private static Location.Box box(CaptionedImages data, int image) {
        return data.box(image)
                .orElseThrow(() -> new IllegalArgumentException(data.name() + ": image " + image
                        + " has no box; choose a dataset that has them, such as CUB or synthetic birds"));
    }

    /**
     * Finds boxes.
     *
     * @param images square, of any size, at least one
     * @return a box for each
     */
    public List<Location.Box> find(List<BufferedImage> images) {
        List<Location.Box> boxes = new ArrayList<>();
        try (NDManager scratch = network.manager().newSubManager()) {
            NDArray shown = Pixels.toValues(scratch, images, SIDE);
            float[] edges = ai.djl.nn.Activation.sigmoid(
                            network.forward(shown, Mode.EVALUATION).logits())
                    .toFloatArray();
            for (int i = 0; i < edges.length; i += 4) {
                double left = Math.min(edges[i], 1 - THINNEST);
                double top = Math.min(edges[i + 1], 1 - THINNEST);
                double width = Math.max(THINNEST, edges[i + 2] - left);
                double height = Math.max(THINNEST, edges[i + 3] - top);
                boxes.add(new Location.Box(left, top, width, height));
            }
        }
        return boxes;
    }

    /** Frees the weights. */
    @Override
    public void close() {
        network.close();
    }
}

package io.github.stackgan.metrics.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.Losses;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.nn.ImageCache;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Pixels;
import io.github.stackgan.core.nn.Pixels.Flip;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.optim.HalfCosine;
import io.github.stackgan.core.optim.Recording;
import io.github.stackgan.core.optim.TrainingLoop;
import io.github.stackgan.core.random.RandomStream;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/**
 * How an {@link AttributeClassifier} learns: the sum of every attribute's cross entropy, Adam, images mirrored at
 * random.
 *
 * @since 0.1.0
 */
public final class AttributeTraining {
    private static final int BATCH = 32;
    private static final double RATE = 2e-3;

    private AttributeTraining() {}

    /** What to learn from. */
    public interface Examples {
        /**
         * How many there are.
         *
         * @return at least 1
         */
        int size();

        /**
         * One image.
         *
         * @param index in [0, {@link #size()})
         * @return of the network's size
         */
        BufferedImage image(int index);

        /**
         * What is true of it.
         *
         * @param index in [0, {@link #size()})
         * @return a value for every attribute, from 0
         */
        int[] labels(int index);
    }

    /**
     * Trains.
     *
     * @param network what learns
     * @param examples what from
     * @param values how many values every attribute has, in the order of the labels
     * @param iterations batches of 32, at least 1
     * @param seed decides order and mirroring
     * @param progress hears of every batch its "loss", the sum of the attributes' cross entropies
     * @throws TrainingException if the loss becomes NaN or infinite
     * @throws IllegalArgumentException if a label is not one of its attribute's values, or an image has another size
     */
    static void train(
            AttributeNetwork network,
            Examples examples,
            List<Integer> values,
            int iterations,
            long seed,
            ProgressListener progress) {
        Source source = new Source(examples, values, network.imageSize());
        HalfCosine falling = new HalfCosine(RATE, iterations);
        try (Adam adam = Adam.of(network.manager(), network.parameters(), 0.9, 0.999)) {
            loop(iterations, progress).run(i -> {
                try (NDManager scratch = network.manager().newSubManager();
                        Recording recording = Recording.of(network.parameters())) {
                    RandomStream random = RandomStream.of(seed, "attributes", i);
                    Drawn drawn = source.draw(scratch, random);
                    NDArray logits =
                            network.forward(drawn.images(), Mode.TRAINING).logits();
                    NDArray error = loss(logits, drawn.labels(), values);
                    adam.step(recording.gradients(error, network.parameters()), falling.rate(i));
                    return Losses.none().with("loss", error.getFloat());
                }
            });
        }
    }

    private static TrainingLoop loop(int iterations, ProgressListener progress) {
        return new TrainingLoop(
                "attribute classifier",
                iterations,
                (name, loss, iteration) -> "The attribute classifier's loss is " + loss + " at iteration " + iteration
                        + " of " + iterations + "; look at the images and labels",
                progress);
    }

    /**
     * The sum of the groups' cross entropies, each a mean over the batch; the labels are ones and zeros of the logits'
     * shape.
     */
    private static NDArray loss(NDArray logits, NDArray labels, List<Integer> values) {
        NDArray sum = logits.getManager().zeros(new Shape());
        int from = 0;
        for (int count : values) {
            NDIndex group = new NDIndex(":," + from + ":" + (from + count));
            NDArray chosen = logits.get(group).logSoftmax(1).mul(labels.get(group));
            sum = sum.add(chosen.sum());
            from += count;
        }
        return ScalarMultiply.by(sum, -1f / labels.getShape().get(0));
    }

    /** Images (32, 3, S, S) and their labels (32, the sum of the values). */
    private record Drawn(NDArray images, NDArray labels) {}

    /** Batches of examples at random. */
    private static final class Source {
        private final Examples examples;
        private final List<Integer> values;
        private final int side;
        private final int width;
        private final ImageCache images;

        Source(Examples examples, List<Integer> values, int side) {
            this.examples = examples;
            this.side = side;
            this.values = List.copyOf(values);
            width = values.stream().mapToInt(v -> v).sum();
            images = new ImageCache(index -> image(examples, index, side), side);
            for (int i = 0; i < examples.size(); i++) {
                requireKnown(examples.labels(i), i);
            }
        }

        private void requireKnown(int[] labels, int index) {
            if (labels.length != values.size()) {
                throw new IllegalArgumentException("Example " + index + " has " + labels.length
                        + " labels, but there are " + values.size() + " attributes");
            }
            for (int a = 0; a < labels.length; a++) {
                if (labels[a] < 0 || labels[a] >= values.get(a)) {
                    throw new IllegalArgumentException("Label " + a + " of example " + index + " is " + labels[a]
                            + ", but must be in [0, " + values.get(a) + "): " + Arrays.toString(labels));
                }
            }
        }

        Drawn draw(NDManager manager, RandomStream random) {
            int size = 3 * side * side;
            byte[] pixels = new byte[BATCH * size];
            float[] labels = new float[BATCH * width];
            for (int i = 0; i < BATCH; i++) {
                int index = random.nextInt(examples.size());
                images.write(index, random.nextInt(2) == 0 ? Flip.MIRRORED : Flip.NONE, pixels, i * size);
                mark(labels, i * width, examples.labels(index));
            }
            return new Drawn(
                    Pixels.toValues(manager, pixels, new Shape(BATCH, 3, side, side)),
                    manager.create(labels, new Shape(BATCH, width)));
        }

        private static BufferedImage image(Examples examples, int index, int side) {
            BufferedImage image = examples.image(index);
            if (image.getWidth() != side || image.getHeight() != side) {
                throw new IllegalArgumentException("Example " + index + " has " + image.getWidth() + "x"
                        + image.getHeight() + " pixels, but the network takes " + side + "x" + side
                        + "; make all images squares of one size");
            }
            return image;
        }

        private void mark(float[] into, int start, int[] labels) {
            int from = start;
            for (int a = 0; a < labels.length; a++) {
                into[from + labels[a]] = 1;
                from += values.get(a);
            }
        }
    }
}

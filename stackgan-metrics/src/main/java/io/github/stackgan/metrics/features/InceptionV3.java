package io.github.stackgan.metrics.features;

import static io.github.stackgan.metrics.features.InceptionBlock.reducing;
import static io.github.stackgan.metrics.features.InceptionBlock.step;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.engine.PyTorchEngine;
import io.github.stackgan.core.nn.FileWeights;
import io.github.stackgan.core.nn.Linear;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.metrics.features.InceptionBlock.Pooling;
import io.github.stackgan.metrics.features.InceptionUnit.Kernel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Inception-v3 (Szegedy et al., <i>Rethinking the Inception Architecture for Computer Vision</i>, CVPR 2016), by the
 * weight names of torchvision. Two networks go by this name: {@link Variant}. Holds native memory until closed.
 *
 * @since 0.1.0
 */
public final class InceptionV3 implements AutoCloseable {
    /** Width and height of the images that it reads. */
    public static final int IMAGE_SIZE = 299;

    /** The length of its last features. */
    public static final int FEATURES = 2048;

    private static final int AUXILIARY_CLASSES = 1000;

    /** The two networks. */
    public enum Variant {
        /**
         * torchvision's {@code inception_v3}: averages count the padding as zeros; 1000 classes; with the auxiliary
         * head, which takes no part in features or logits, 27,161,264 weights. Reads value / 127.5 - 1.
         */
        TORCHVISION(1000, Pooling.AVERAGE, Pooling.AVERAGE),
        /**
         * The network of the published FIDs, TensorFlow's of December 2015 as it was brought to PyTorch: averages leave
         * the padding out, the last block takes a maximum; 1008 logits, no auxiliary head. Reads (value - 128) / 128.
         */
        FID(1008, Pooling.AVERAGE_INSIDE, Pooling.MAXIMUM);

        private final int classes;
        private final Pooling pooling;
        private final Pooling lastPooling;

        Variant(int classes, Pooling pooling, Pooling lastPooling) {
            this.classes = classes;
            this.pooling = pooling;
            this.lastPooling = lastPooling;
        }

        /**
         * Logits of the published weights.
         *
         * @return how many
         */
        public int classes() {
            return classes;
        }
    }

    /**
     * What the network makes of images; all belong to the images' manager.
     *
     * @param first means over the feature map after the first pooling (N, 64)
     * @param second means over the feature map after the second pooling (N, 192)
     * @param middle means over the feature map before the auxiliary head (N, 768)
     * @param features the last features (N, 2048)
     * @param unbiasedLogits the class scores before the bias (N, C), which torch-fidelity's Inception score reads
     * @param logits the class scores (N, C)
     */
    public record Output(
            NDArray first, NDArray second, NDArray middle, NDArray features, NDArray unbiasedLogits, NDArray logits) {}

    private final NDManager manager;
    private final Variant variant;
    private final int classes;
    private final Parameters parameters;
    private final List<InceptionUnit> stem;
    private final List<InceptionUnit> second;
    private final List<InceptionBlock> lower;
    private final List<InceptionBlock> upper;
    private final NDArray weight;
    private final NDArray bias;

    private InceptionV3(NDManager manager, Parameters parameters, Variant variant, int classes, int auxiliary) {
        this.manager = manager;
        this.parameters = parameters;
        this.variant = variant;
        this.classes = classes;
        stem = List.of(
                unit("Conv2d_1a_3x3", 3, 32, Kernel.valid(3, 2)),
                unit("Conv2d_2a_3x3", 32, 32, Kernel.valid(3, 1)),
                unit("Conv2d_2b_3x3", 32, 64, Kernel.same(3, 3)));
        second = List.of(
                unit("Conv2d_3b_1x1", 64, 80, Kernel.valid(1, 1)), unit("Conv2d_4a_3x3", 80, 192, Kernel.valid(3, 1)));
        lower = List.of(
                coarse("5b", 192, 32),
                coarse("5c", 256, 64),
                coarse("5d", 288, 64),
                firstReduction(),
                wide("6b", 128),
                wide("6c", 160),
                wide("6d", 160),
                wide("6e", 192));
        if (variant == Variant.TORCHVISION) {
            auxiliaryHead(auxiliary);
        }
        upper = List.of(
                secondReduction(), fine("7b", 1280, variant.pooling), fine("7c", FEATURES, variant.lastPooling));
        weight = parameters.uniform("fc.weight", 1 / Math.sqrt(FEATURES), classes, FEATURES);
        bias = parameters.zeros("fc.bias", classes);
    }

    private InceptionUnit unit(String name, int in, int out, Kernel kernel) {
        return new InceptionUnit(parameters, name, in, out, kernel);
    }

    private InceptionBlock block(String name, int in) {
        return new InceptionBlock(parameters, "Mixed_" + name, in);
    }

    private InceptionBlock coarse(String name, int in, int pooled) {
        return block(name, in)
                .branch(step("branch1x1", 64, 1, 1))
                .branch(step("branch5x5_1", 48, 1, 1), step("branch5x5_2", 64, 5, 5))
                .branch(
                        step("branch3x3dbl_1", 64, 1, 1),
                        step("branch3x3dbl_2", 96, 3, 3),
                        step("branch3x3dbl_3", 96, 3, 3))
                .pooled(variant.pooling, step("branch_pool", pooled, 1, 1));
    }

    private InceptionBlock firstReduction() {
        return block("6a", 288)
                .branch(reducing("branch3x3", 384))
                .branch(
                        step("branch3x3dbl_1", 64, 1, 1),
                        step("branch3x3dbl_2", 96, 3, 3),
                        reducing("branch3x3dbl_3", 96))
                .pooled(Pooling.REDUCING);
    }

    private InceptionBlock wide(String name, int narrow) {
        return block(name, 768)
                .branch(step("branch1x1", 192, 1, 1))
                .branch(
                        step("branch7x7_1", narrow, 1, 1),
                        step("branch7x7_2", narrow, 1, 7),
                        step("branch7x7_3", 192, 7, 1))
                .branch(
                        step("branch7x7dbl_1", narrow, 1, 1),
                        step("branch7x7dbl_2", narrow, 7, 1),
                        step("branch7x7dbl_3", narrow, 1, 7),
                        step("branch7x7dbl_4", narrow, 7, 1),
                        step("branch7x7dbl_5", 192, 1, 7))
                .pooled(variant.pooling, step("branch_pool", 192, 1, 1));
    }

    /** Only its weights, so that published files fit: it helps training from nothing, which is not done here. */
    private void auxiliaryHead(int auxiliary) {
        unit("AuxLogits.conv0", 768, 128, Kernel.valid(1, 1));
        unit("AuxLogits.conv1", 128, 768, Kernel.valid(5, 1));
        Linear.withBias(parameters, "AuxLogits.fc", 768, auxiliary);
    }

    private InceptionBlock secondReduction() {
        return block("7a", 768)
                .branch(step("branch3x3_1", 192, 1, 1), reducing("branch3x3_2", 320))
                .branch(
                        step("branch7x7x3_1", 192, 1, 1),
                        step("branch7x7x3_2", 192, 1, 7),
                        step("branch7x7x3_3", 192, 7, 1),
                        reducing("branch7x7x3_4", 192))
                .pooled(Pooling.REDUCING);
    }

    private InceptionBlock fine(String name, int in, Pooling pooling) {
        return block(name, in)
                .branch(step("branch1x1", 320, 1, 1))
                .split(
                        List.of(step("branch3x3_1", 384, 1, 1)),
                        step("branch3x3_2a", 384, 1, 3),
                        step("branch3x3_2b", 384, 3, 1))
                .split(
                        List.of(step("branch3x3dbl_1", 448, 1, 1), step("branch3x3dbl_2", 384, 3, 3)),
                        step("branch3x3dbl_3a", 384, 1, 3),
                        step("branch3x3dbl_3b", 384, 3, 1))
                .pooled(pooling, step("branch_pool", 192, 1, 1));
    }

    /**
     * A network that knows nothing yet.
     *
     * @param variant which
     * @param classes C, at least 2
     * @param seed where the first weights come from
     * @return the network, on the default device
     */
    public static InceptionV3 untrained(Variant variant, int classes, long seed) {
        if (classes < 2) {
            throw new IllegalArgumentException("classes is " + classes + ", but must be at least 2");
        }
        NDManager manager = PyTorchEngine.start().newBaseManager();
        return new InceptionV3(manager, Parameters.random(manager, seed), variant, classes, AUXILIARY_CLASSES);
    }

    /**
     * Reads a network.
     *
     * @param path a PyTorch state dict or a safetensors file, with the published names; any number of classes
     * @param variant which network it is
     * @param device where to put it, or empty for a GPU if the engine sees one
     * @return the network
     * @throws ModelFormatException if the file cannot be read, a weight is missing or of another shape, or there are
     *     weights of another network, naming them
     */
    public static InceptionV3 load(Path path, Variant variant, Optional<Device> device) {
        FileWeights weights = FileWeights.read(path);
        int classes = outputs(weights, "fc.weight", FEATURES);
        int auxiliary =
                variant == Variant.TORCHVISION ? outputs(weights, "AuxLogits.fc.weight", 768) : AUXILIARY_CLASSES;
        Engine engine = PyTorchEngine.start();
        NDManager manager = device.map(engine::newBaseManager).orElseGet(engine::newBaseManager);
        try {
            InceptionV3 network = Parameters.blank(manager)
                    .read(weights, p -> new InceptionV3(manager, p, variant, classes, auxiliary));
            refuseStrangers(weights, variant, network.parameters.all().keySet());
            return network;
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /**
     * The same network, to learn other classes: all weights but the last layer's are copied, which starts anew.
     *
     * @param count C, at least 2
     * @param seed where the last layer's first weights come from
     * @return the network; this one is closed
     */
    public InceptionV3 withClasses(int count, long seed) {
        InceptionV3 other = untrained(variant, count, seed);
        try {
            Map<String, NDArray> from = parameters.all();
            Map<String, NDArray> to = other.parameters.all();
            to.forEach((name, array) -> {
                NDArray source = from.get(name);
                if (source != null && source.getShape().equals(array.getShape()) && !name.startsWith("fc.")) {
                    try (NDArray copy = array.getManager().create(source.toFloatArray(), array.getShape())) {
                        array.set(new NDIndex("..."), copy);
                    }
                }
            });
            other.parameters.changed();
            return other;
        } catch (RuntimeException e) {
            other.close();
            throw e;
        } finally {
            close();
        }
    }

    private static int outputs(FileWeights weights, String name, int in) {
        Optional<Shape> found = weights.shape(name);
        if (found.filter(shape -> shape.dimension() == 2
                        && shape.get(1) == in
                        && shape.get(0) >= 2
                        && shape.get(0) <= Integer.MAX_VALUE)
                .isEmpty()) {
            throw new ModelFormatException(weights.origin() + ": " + name + " is "
                    + found.map(Shape::toString).orElse("missing")
                    + ", but Inception-v3 has one of (at least 2 classes, " + in
                    + "); is this another network's file, or the"
                    + " other variant of Inception-v3?");
        }
        return (int) found.orElseThrow().get(0);
    }

    private static void refuseStrangers(FileWeights weights, Variant variant, Set<String> known) {
        Set<String> strangers = new TreeSet<>(weights.weights().keySet());
        strangers.removeAll(known);
        strangers.removeIf(name -> name.endsWith(".num_batches_tracked"));
        if (!strangers.isEmpty()) {
            throw new ModelFormatException(weights.origin() + " has " + strangers.size()
                    + " weights that Inception-v3's variant " + variant + " does not: "
                    + strangers.stream().limit(3).map(Quoted::bare).toList()
                    + "; is this another network's file, or the other variant?");
        }
    }

    /**
     * Reads images. Safe from several threads at once while nothing learns.
     *
     * @param images (N, 3, 299, 299), scaled as the variant asks
     * @return features and logits
     */
    public Output forward(NDArray images) {
        NDArray x = through(stem, images, images);
        x = next(x, InceptionBlock.reduce(x), images);
        NDArray first = mean(x);
        x = through(second, x, images);
        x = next(x, InceptionBlock.reduce(x), images);
        NDArray after = mean(x);
        for (InceptionBlock block : lower) {
            x = next(x, block.forward(x), images);
        }
        NDArray middle = mean(x);
        for (InceptionBlock block : upper) {
            x = next(x, block.forward(x), images);
        }
        NDArray features = next(x, mean(x), images);
        NDArray unbiased = ai.djl.nn.core.Linear.linear(features, weight).singletonOrThrow();
        return new Output(first, after, middle, features, unbiased, unbiased.add(bias));
    }

    private NDArray through(List<InceptionUnit> units, NDArray from, NDArray input) {
        NDArray x = from;
        for (InceptionUnit unit : units) {
            x = next(x, unit.forward(x), input);
        }
        return x;
    }

    /** Frees a feature map that has been read, unless a backward pass will ask for it. */
    private NDArray next(NDArray old, NDArray result, NDArray input) {
        if (old != input && !parameters.learning()) {
            old.close();
        }
        return result;
    }

    private static NDArray mean(NDArray grid) {
        return Pool.globalAvgPool2d(grid);
    }

    /**
     * Which network.
     *
     * @return the variant
     */
    public Variant variant() {
        return variant;
    }

    /**
     * How many logits.
     *
     * @return C
     */
    public int classes() {
        return classes;
    }

    /**
     * Writes the weights to a safetensors file, which {@code InceptionFeatures} reads.
     *
     * @param file one that is there is replaced
     * @param metadata where they come from
     */
    public void save(Path file, Map<String, String> metadata) {
        parameters().save(file, metadata);
    }

    /** The weights and statistics. */
    Parameters parameters() {
        return parameters;
    }

    /**
     * The manager of the weights.
     *
     * @return the manager, closed with the network
     */
    public NDManager manager() {
        return manager;
    }

    /** Frees the weights. */
    @Override
    public void close() {
        manager.close();
    }
}

package io.github.stackgan.core.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.core.Linear;
import io.github.stackgan.StackGanException;
import io.github.stackgan.core.engine.TorchScript;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.nn.Whitening;
import io.github.stackgan.settings.Precision;
import java.util.ArrayList;
import java.util.List;

/**
 * The network of char-CNN-RNN (Reed et al., CVPR 2016): three convolutions over characters, a recurrence over what is
 * left of the length, the mean of its steps, a projection.
 */
final class CharCnnRnnNetwork {
    /** How many places each convolution sees. */
    static final int KERNEL = 4;

    private static final int FIRST = 384;
    private static final int SECOND = 512;

    private final Parameters parameters;
    private final Layers layers;
    private final Affine projection;

    /** A weight and its bias. */
    record Affine(NDArray weight, NDArray bias) {
        NDArray linear(NDArray x) {
            return Linear.linear(x, weight, bias).singletonOrThrow();
        }

        NDArray convolution(NDArray x) {
            return Conv1d.conv1d(x, weight, bias, new Shape(1), new Shape(0), new Shape(1))
                    .singletonOrThrow();
        }
    }

    /** What comes before the projection; of each gate first what it makes of the text, then of the state. */
    record Layers(CharCnnRnn.Variant variant, List<Affine> convolutions, List<Affine> recurrent) {}

    /** Loaded when it is first needed. */
    private static final class Script {
        static final TorchScript.Lookup LOOKUP =
                TorchScript.find(CharCnnRnnNetwork.class, "text.py", TorchScript.wish());
    }

    CharCnnRnnNetwork(Parameters parameters, CharCnnRnn.Variant variant, int embeddingSize) {
        this.parameters = parameters;
        int width = variant.width();
        List<Affine> convolutions = new ArrayList<>();
        List<Affine> recurrent = new ArrayList<>();
        // Of 70 characters at a place, one is not 0.
        convolutions.add(affine("conv1", 1.0 / KERNEL, FIRST, Alphabet.SIZE, KERNEL));
        convolutions.add(affine("conv2", 2.0 / (KERNEL * FIRST), SECOND, FIRST, KERNEL));
        convolutions.add(affine("conv3", 2.0 / (KERNEL * SECOND), width, SECOND, KERNEL));
        for (String gate : variant.gates()) {
            recurrent.add(affine("rnn.i2h" + gate, (variant.gated() ? 1.0 : 2.0) / width, width, width));
            recurrent.add(affine("rnn.h2h" + gate, 0.5 / width, width, width));
        }
        layers = new Layers(variant, convolutions, recurrent);
        projection = affine("emb_proj", 1.0 / (3 * width), embeddingSize, width);
    }

    /**
     * First weights of such a variance that neither text nor gradient fades from layer to layer (He et al., ICCV 2015),
     * and gates stay open; biases of 0.
     */
    private Affine affine(String name, double variance, long... shape) {
        return new Affine(
                parameters.uniform(name + ".weight", Math.sqrt(3 * variance), shape),
                parameters.zeros(name + ".bias", shape[0]));
    }

    Parameters parameters() {
        return parameters;
    }

    Layers layers() {
        return layers;
    }

    /** The fastest kernels there are. */
    static TextKernels kernels(Precision precision) {
        if (Script.LOOKUP.script().isPresent()) {
            return new ScriptTextKernels(Script.LOOKUP.script().get(), precision);
        }
        if (precision == Precision.BFLOAT16) {
            throw new StackGanException(
                    "Precision BFLOAT16 needs TorchScript, but " + Script.LOOKUP.absence() + "; choose FLOAT32");
        }
        return PlainTextKernels.INSTANCE;
    }

    /** From the rows of characters, as {@link Alphabet#rows} gives them, to embeddings (N, E). */
    NDArray forward(NDManager scratch, int[][] texts, Precision precision) {
        return project(kernels(precision).mean(scratch, texts, layers));
    }

    /** From (N, C) to embeddings (N, E). */
    NDArray project(NDArray mean) {
        return projection.linear(mean);
    }

    /** From now on embeddings come out in another basis. */
    void append(Whitening basis) {
        basis.foldInto(projection.weight(), projection.bias());
        parameters.changed();
    }
}

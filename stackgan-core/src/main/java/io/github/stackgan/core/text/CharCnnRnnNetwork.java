package io.github.stackgan.core.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import io.github.stackgan.StackGanException;
import io.github.stackgan.core.engine.TorchScript;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.core.nn.Whitening;
import io.github.stackgan.settings.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The network of char-CNN-RNN (Reed et al., CVPR 2016): three convolutions over characters, a recurrence over what is
 * left of the length, the mean of its steps, a projection.
 */
final class CharCnnRnnNetwork {
    private static final int KERNEL = 4;
    private static final int FIRST = 384;
    private static final int SECOND = 512;
    private static final float THRESHOLD = 1e-6f;

    /** How many characters the third convolution sees at each place, how far its places are apart, how many it has. */
    private static final int SEEN = 48;

    private static final int APART = 9;
    private static final int PLACES = 18;

    private final Parameters parameters;
    private final CharCnnRnn.Variant variant;
    private final List<Affine> convolutions = new ArrayList<>();
    private final List<Affine> recurrent = new ArrayList<>();
    private final Affine projection;

    /** A weight and its bias. */
    private record Affine(NDArray weight, NDArray bias) {
        NDArray linear(NDArray x) {
            return Linear.linear(x, weight, bias).singletonOrThrow();
        }

        NDArray convolution(NDArray x, Precision precision) {
            return precision == Precision.BFLOAT16
                    ? Script.required().call("convolve", x, weight, bias)
                    : Conv1d.conv1d(x, weight, bias, new Shape(1), new Shape(0), new Shape(1))
                            .singletonOrThrow();
        }
    }

    /** Loaded when it is first needed. */
    private static final class Script {
        static final TorchScript.Lookup LOOKUP =
                TorchScript.find(CharCnnRnnNetwork.class, "text.py", TorchScript.wish());

        /** The engine itself cannot make arrays of 16 bits. */
        static TorchScript required() {
            return LOOKUP.script()
                    .orElseThrow(() -> new StackGanException(
                            "Precision BFLOAT16 needs TorchScript, but " + LOOKUP.absence() + "; choose FLOAT32"));
        }
    }

    CharCnnRnnNetwork(Parameters parameters, CharCnnRnn.Variant variant, int embeddingSize) {
        this.parameters = parameters;
        this.variant = variant;
        int width = variant.width();
        // Of 70 characters at a place, one is not 0.
        convolutions.add(affine("conv1", 1.0 / KERNEL, FIRST, Alphabet.SIZE, KERNEL));
        convolutions.add(affine("conv2", 2.0 / (KERNEL * FIRST), SECOND, FIRST, KERNEL));
        convolutions.add(affine("conv3", 2.0 / (KERNEL * SECOND), width, SECOND, KERNEL));
        for (String gate : variant.gates()) {
            recurrent.add(affine("rnn.i2h" + gate, (variant.gated() ? 1.0 : 2.0) / width, width, width));
            recurrent.add(affine("rnn.h2h" + gate, 0.5 / width, width, width));
        }
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

    /**
     * How much of the 201 characters has to be looked at: up to the first place that sees none of the text. All places
     * after it see the same.
     *
     * @param longest characters of the longest text, at most 201
     */
    static int lengthFor(int longest) {
        int places = Math.min(PLACES, (longest + APART - 1) / APART + 1);
        return SEEN + APART * (places - 1);
    }

    /** From characters (N, 70, length) to embeddings (N, E). */
    NDArray forward(NDArray characters, Precision precision) {
        return project(recurrence(features(characters, precision)));
    }

    /**
     * From characters (N, 70, length) to what the recurrence reads, (N, C, steps), at least 0; as if what is missing of
     * 201 characters were 0.
     */
    NDArray features(NDArray characters, Precision precision) {
        NDArray x = characters;
        for (int i = 0; i < convolutions.size(); i++) {
            x = threshold(convolutions.get(i).convolution(x, precision));
            if (i < 2) {
                x = Pool.maxPool1d(x, new Shape(3), new Shape(3), new Shape(0), false);
            }
        }
        int missing = PLACES - (int) x.getShape().get(2);
        if (missing > 0) {
            x = x.concat(x.get(new NDIndex(":,:,-1:")).repeat(2, missing), 2);
        }
        return variant.keepsLength() ? x : Pool.maxPool1d(x, new Shape(3), new Shape(2), new Shape(0), false);
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

    private static NDArray threshold(NDArray x) {
        return x.mul(x.gt(THRESHOLD).toType(DataType.FLOAT32, false));
    }

    /** The mean of the hidden states over the steps, (N, C, steps) to (N, C). */
    NDArray recurrence(NDArray x) {
        return variant.gated() ? gatedRecurrence(x) : plainRecurrence(x);
    }

    private NDArray plainRecurrence(NDArray x) {
        int steps = (int) x.getShape().get(2);
        NDArray hidden = Activation.relu(recurrent.get(0).linear(x.get(new NDIndex(":,:,0"))));
        NDArray sum = hidden;
        for (int i = 1; i < steps; i++) {
            hidden = plain(x.get(new NDIndex(":,:," + i)), hidden);
            sum = sum.add(hidden);
        }
        return ScalarMultiply.by(sum, 1f / steps);
    }

    /** What the gates read from the text is computed for all steps at once. */
    private NDArray gatedRecurrence(NDArray x) {
        int steps = (int) x.getShape().get(2);
        NDArray rows = x.transpose(2, 0, 1);
        List<NDList> inputs = IntStream.of(0, 2, 4)
                .mapToObj(gate -> recurrent.get(gate).linear(rows).split(steps))
                .toList();
        NDArray hidden = inputs.get(2).get(0).tanh();
        NDArray sum = hidden;
        for (int i = 1; i < steps; i++) {
            hidden = gated(inputs, i, hidden);
            sum = sum.add(hidden);
        }
        return ScalarMultiply.by(sum, 1f / steps).squeeze(0);
    }

    private NDArray plain(NDArray x, NDArray hidden) {
        return Activation.relu(recurrent.get(0).linear(x).add(recurrent.get(1).linear(hidden)));
    }

    /**
     * The next state, h + u (candidate - h): an open update gate u takes the candidate, as Reed et al.'s own code does;
     * the usual gated unit counts u the other way round.
     */
    private NDArray gated(List<NDList> inputs, int i, NDArray hidden) {
        NDArray update =
                Activation.sigmoid(inputs.get(0).get(i).add(recurrent.get(1).linear(hidden)));
        NDArray reset =
                Activation.sigmoid(inputs.get(1).get(i).add(recurrent.get(3).linear(hidden)));
        NDArray candidate = inputs.get(2)
                .get(i)
                .add(recurrent.get(5).linear(reset.mul(hidden)))
                .tanh();
        return update.mul(candidate.sub(hidden)).add(hidden);
    }
}

package io.github.stackgan.core.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.pooling.Pool;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.core.text.CharCnnRnnNetwork.Affine;
import io.github.stackgan.core.text.CharCnnRnnNetwork.Layers;
import java.util.List;
import java.util.stream.IntStream;

/** As the paper has it, place by place and step by step, by operations that DJL has, in 32 bits. */
final class PlainTextKernels implements TextKernels {
    static final PlainTextKernels INSTANCE = new PlainTextKernels();

    private static final float THRESHOLD = 1e-6f;

    private PlainTextKernels() {}

    @Override
    public NDArray mean(NDManager scratch, int[][] texts, Layers layers) {
        return recurrence(features(scratch, texts, layers), layers);
    }

    /** To what the recurrence reads, (N, C, steps), at least 0. */
    NDArray features(NDManager scratch, int[][] texts, Layers layers) {
        NDArray x = characters(scratch, texts);
        for (int i = 0; i < layers.convolutions().size(); i++) {
            x = threshold(layers.convolutions().get(i).convolution(x));
            if (i < 2) {
                x = Pool.maxPool1d(x, new Shape(3), new Shape(3), new Shape(0), false);
            }
        }
        return layers.variant().keepsLength() ? x : Pool.maxPool1d(x, new Shape(3), new Shape(2), new Shape(0), false);
    }

    /** (N, 70, 201), each entry 0 or 1. */
    private static NDArray characters(NDManager scratch, int[][] texts) {
        int plane = Alphabet.SIZE * Alphabet.LENGTH;
        float[] values = new float[texts.length * plane];
        for (int i = 0; i < texts.length; i++) {
            for (int place = 0; place < Alphabet.LENGTH; place++) {
                if (texts[i][place] < Alphabet.SIZE) {
                    values[i * plane + texts[i][place] * Alphabet.LENGTH + place] = 1;
                }
            }
        }
        return scratch.create(values, new Shape(texts.length, Alphabet.SIZE, Alphabet.LENGTH));
    }

    private static NDArray threshold(NDArray x) {
        return x.mul(x.gt(THRESHOLD).toType(DataType.FLOAT32, false));
    }

    /** The mean of the hidden states over the steps, (N, C, steps) to (N, C). */
    NDArray recurrence(NDArray x, Layers layers) {
        int steps = (int) x.getShape().get(2);
        NDArray rows = x.transpose(2, 0, 1);
        List<NDList> inputs = IntStream.range(0, layers.recurrent().size() / 2)
                .mapToObj(gate -> layers.recurrent().get(2 * gate).linear(rows).split(steps))
                .toList();
        NDArray hidden = layers.variant().gated()
                ? inputs.get(2).get(0).tanh()
                : Activation.relu(inputs.get(0).get(0));
        NDArray sum = hidden;
        for (int i = 1; i < steps; i++) {
            hidden = layers.variant().gated()
                    ? gated(inputs, i, hidden, layers.recurrent())
                    : Activation.relu(
                            inputs.get(0).get(i).add(layers.recurrent().get(1).linear(hidden)));
            sum = sum.add(hidden);
        }
        return ScalarMultiply.by(sum, 1f / steps).squeeze(0);
    }

    /**
     * The next state, h + u (candidate - h): an open update gate u takes the candidate, as Reed et al.'s own code does;
     * the usual gated unit counts u the other way round.
     */
    private static NDArray gated(List<NDList> inputs, int i, NDArray hidden, List<Affine> recurrent) {
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

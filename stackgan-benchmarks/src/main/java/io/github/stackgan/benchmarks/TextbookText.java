package io.github.stackgan.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.text.Alphabet;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.TextNetwork;
import io.github.stackgan.core.text.UnknownCharacters;
import java.util.List;
import java.util.Objects;

/**
 * char-CNN-RNN of the variant BIRDS_ICML as a textbook would write it in DJL, on our network's weights: all 201 places
 * of every text, one after the other, without regard to what texts have in common.
 *
 * @param ours the owner of the weights
 */
record TextbookText(TextNetwork ours) implements TextNetwork {
    private static final int ROWS = Alphabet.CHARACTERS.length();
    private static final float THRESHOLD = 1e-6f;

    static TextbookText untrained(int embeddingSize, long seed) {
        return new TextbookText(CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_ICML, embeddingSize, seed)
                .learner());
    }

    @Override
    public NDManager manager() {
        return ours.manager();
    }

    @Override
    public Parameters parameters() {
        return ours.parameters();
    }

    @Override
    public int embeddingSize() {
        return ours.embeddingSize();
    }

    @Override
    public NDArray forward(NDManager scratch, List<String> sentences) {
        NDArray x = characters(scratch, sentences);
        for (int i = 1; i <= 3; i++) {
            x = Conv1d.conv1d(
                            x,
                            weight("conv" + i + ".weight"),
                            weight("conv" + i + ".bias"),
                            new Shape(1),
                            new Shape(0),
                            new Shape(1))
                    .singletonOrThrow();
            x = x.mul(x.gt(THRESHOLD).toType(DataType.FLOAT32, false));
            if (i < 3) {
                x = Pool.maxPool1d(x, new Shape(3), new Shape(3), new Shape(0), false);
            }
        }
        return linear("emb_proj", recurrence(x));
    }

    private static NDArray characters(NDManager scratch, List<String> sentences) {
        int plane = ROWS * Alphabet.LENGTH;
        float[] values = new float[sentences.size() * plane];
        for (int i = 0; i < sentences.size(); i++) {
            int[] rows = Alphabet.rows(sentences.get(i), UnknownCharacters.SPACE);
            for (int place = 0; place < rows.length; place++) {
                if (rows[place] < ROWS) {
                    values[i * plane + rows[place] * Alphabet.LENGTH + place] = 1;
                }
            }
        }
        return scratch.create(values, new Shape(sentences.size(), ROWS, Alphabet.LENGTH));
    }

    private NDArray recurrence(NDArray x) {
        int steps = (int) x.getShape().get(2);
        NDArray hidden = linear("rnn.i2h", x.get(new NDIndex(":,:,0"))).tanh();
        NDArray sum = hidden;
        for (int i = 1; i < steps; i++) {
            NDArray seen = x.get(new NDIndex(":,:," + i));
            NDArray update = Activation.sigmoid(linear("rnn.i2h_update", seen).add(linear("rnn.h2h_update", hidden)));
            NDArray reset = Activation.sigmoid(linear("rnn.i2h_reset", seen).add(linear("rnn.h2h_reset", hidden)));
            NDArray candidate = linear("rnn.i2h", seen)
                    .add(linear("rnn.h2h", reset.mul(hidden)))
                    .tanh();
            hidden = update.mul(candidate.sub(hidden)).add(hidden);
            sum = sum.add(hidden);
        }
        return sum.div(steps);
    }

    private NDArray linear(String name, NDArray x) {
        return Linear.linear(x, weight(name + ".weight"), weight(name + ".bias"))
                .singletonOrThrow();
    }

    private NDArray weight(String name) {
        return Objects.requireNonNull(parameters().weights().get(name), name);
    }

    @Override
    public void close() {
        ours.close();
    }
}

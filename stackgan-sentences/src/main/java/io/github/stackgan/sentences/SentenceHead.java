package io.github.stackgan.sentences;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.core.Linear;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.nn.Whitening;
import java.util.List;

/**
 * From the vectors of a sentence's tokens to its embedding: a convolution over three neighbours, which binds a colour to the part
 * that is named beside it; attention by learned queries, each of which takes its own part of the values; a projection.
 */
final class SentenceHead {
    /** Names the weight that has one number for each of an embedding. */
    static final String LAST_BIAS = "projection.bias";

    private static final int KERNEL = 3;
    private static final int CHANNELS = 256;
    private static final int QUERIES = 16;
    private static final int VALUES = 1024;

    /** Takes a missing token out of the softmax. */
    private static final float FAR = 1e9f;

    private final Parameters parameters;
    private final Affine neighbours;
    private final Affine queries;
    private final Affine values;
    private final Affine projection;

    /** A weight and its bias. */
    private record Affine(NDArray weight, NDArray bias) {
        static Affine of(Parameters parameters, String name, long... shape) {
            long fan = 1;
            for (int i = 1; i < shape.length; i++) {
                fan *= shape[i];
            }
            double bound = 1 / Math.sqrt((double) fan);
            return new Affine(
                    parameters.uniform(name + ".weight", bound, shape),
                    parameters.uniform(name + ".bias", bound, shape[0]));
        }

        NDArray linear(NDArray x) {
            return Linear.linear(x, weight, bias).singletonOrThrow();
        }

        NDArray convolution(NDArray x) {
            return Conv1d.conv1d(x, weight, bias, new Shape(1), new Shape(KERNEL / 2), new Shape(1))
                    .singletonOrThrow();
        }
    }

    SentenceHead(Parameters parameters, int embeddingSize) {
        this.parameters = parameters;
        neighbours = Affine.of(parameters, "neighbours", CHANNELS, TokenVectors.WIDTH, KERNEL);
        queries = Affine.of(parameters, "queries", QUERIES, CHANNELS);
        values = Affine.of(parameters, "values", VALUES, CHANNELS);
        projection = Affine.of(parameters, "projection", embeddingSize, VALUES);
    }

    /** From N sentences to embeddings (N, E). */
    NDArray forward(NDManager scratch, List<TokenVectors> sentences) {
        int count = sentences.size();
        int length = sentences.stream().mapToInt(TokenVectors::tokens).max().orElseThrow();
        float[] numbers = new float[count * length * TokenVectors.WIDTH];
        float[] missing = new float[count * length];
        for (int i = 0; i < count; i++) {
            TokenVectors sentence = sentences.get(i);
            sentence.write(numbers, i * length * TokenVectors.WIDTH);
            for (int j = sentence.tokens(); j < length; j++) {
                missing[i * length + j] = -FAR;
            }
        }
        NDArray tokens = scratch.create(numbers, new Shape(count, length, TokenVectors.WIDTH));
        NDArray bound = Activation.relu(neighbours.convolution(tokens.transpose(0, 2, 1)))
                .transpose(0, 2, 1);
        NDArray attention = queries.linear(bound)
                .add(scratch.create(missing, new Shape(count, length, 1)))
                .softmax(1)
                .reshape(count, length, QUERIES, 1);
        NDArray pooled = Activation.relu(values.linear(bound))
                .reshape(count, length, QUERIES, VALUES / QUERIES)
                .mul(attention)
                .sum(new int[] {1});
        return projection.linear(pooled.reshape(count, VALUES));
    }

    /** From now on embeddings come out in another basis. */
    void append(Whitening basis) {
        basis.foldInto(projection.weight(), projection.bias());
        parameters.changed();
    }
}

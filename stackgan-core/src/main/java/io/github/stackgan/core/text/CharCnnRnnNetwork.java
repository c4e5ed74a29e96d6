package io.github.stackgan.core.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.core.nn.Whitening;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The network of char-CNN-RNN (Reed et al., CVPR 2016): three convolutions over characters, a recurrence over what is
 * left of the length, the mean of its steps, a projection. A layer is computed once for all places, of all texts
 * together, where its {@link Windows} sees the same.
 */
final class CharCnnRnnNetwork {
    private static final int KERNEL = 4;
    private static final int FIRST = 384;
    private static final int SECOND = 512;
    private static final float THRESHOLD = 1e-6f;

    /** How many places each of the poolings sees. */
    private static final int POOLED = 3;

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

        /** Of what windows see, (D, in, 4) to (D, out). */
        NDArray convolution(NDArray x) {
            NDArray matrix = weight.reshape(weight.getShape().get(0), -1);
            matrix.attach(x.getManager());
            return Linear.linear(x.reshape(x.getShape().get(0), -1), matrix, bias)
                    .singletonOrThrow();
        }
    }

    /** Different rows (D, C), and which of them each text has at each of its places, (N, steps). */
    record Features(NDArray rows, int[][] places) {}

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

    /** From the rows of characters, as {@link Alphabet#rows} gives them, to embeddings (N, E). */
    NDArray forward(NDManager scratch, int[][] texts) {
        return project(recurrence(features(scratch, texts)));
    }

    /** What the recurrence reads. */
    Features features(NDManager scratch, int[][] texts) {
        Windows places = Windows.over(texts, KERNEL, 1);
        NDArray x = threshold(letters(scratch, places.contents()));
        for (Affine convolution : convolutions.subList(1, convolutions.size())) {
            Windows pooled = Windows.over(places.rows(), POOLED, POOLED);
            places = Windows.over(pooled.rows(), KERNEL, 1);
            NDArray seen = rows(pool(x, pooled), places.contents()).transpose(0, 2, 1);
            x = threshold(convolution.convolution(seen));
        }
        if (!variant.keepsLength()) {
            places = Windows.over(places.rows(), POOLED, 2);
            x = pool(x, places);
        }
        return new Features(x, places.rows());
    }

    /**
     * The first convolution, (D, 4) to (D, 384): of the 70 numbers at a place one is 1, or none, so that it only adds
     * up columns of weights.
     */
    private NDArray letters(NDManager scratch, int[][] contents) {
        Affine first = convolutions.get(0);
        NDArray columns = first.weight().transpose(2, 1, 0);
        columns.attach(scratch);
        NDArray table = scratch.zeros(new Shape(1, FIRST)).concat(columns.reshape(-1, FIRST));
        int[][] rows = new int[contents.length][KERNEL];
        for (int i = 0; i < contents.length; i++) {
            for (int place = 0; place < KERNEL; place++) {
                int letter = contents[i][place];
                rows[i][place] = letter == Alphabet.SIZE ? 0 : 1 + place * Alphabet.SIZE + letter;
            }
        }
        return rows(table, rows).sum(new int[] {1}).add(first.bias());
    }

    /** The largest of what each window sees, (n, C) to (D, C). */
    private static NDArray pool(NDArray x, Windows windows) {
        NDList seen = rows(x, transposed(windows.contents())).split(POOLED);
        return seen.get(0).maximum(seen.get(1)).maximum(seen.get(2)).squeeze(0);
    }

    /** Rows of (n, C) by their numbers (A, B), as (A, B, C). */
    private static NDArray rows(NDArray x, int[][] numbers) {
        long[] flat = Arrays.stream(numbers)
                .flatMapToInt(Arrays::stream)
                .asLongStream()
                .toArray();
        NDArray indices = x.getManager().create(flat, new Shape(numbers.length, numbers[0].length));
        return Embedding.embedding(indices, x, SparseFormat.DENSE).singletonOrThrow();
    }

    private static int[][] transposed(int[][] rows) {
        int[][] columns = new int[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int column = 0; column < columns.length; column++) {
                columns[column][i] = rows[i][column];
            }
        }
        return columns;
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

    /** From now on embeddings come out times a matrix (E, E), and moved by (E). */
    void append(NDArray matrix, NDArray offset) {
        NDArray turn = matrix.transpose();
        projection.weight().set(Matrices.EVERYTHING, turn.matMul(projection.weight()));
        projection
                .bias()
                .set(Matrices.EVERYTHING, turn.matMul(projection.bias()).add(offset));
        parameters.changed();
    }

    private static NDArray threshold(NDArray x) {
        return x.mul(x.gt(THRESHOLD).toType(DataType.FLOAT32, false));
    }

    /** The mean of the hidden states over the steps, (N, C). */
    NDArray recurrence(Features features) {
        int[][] places = transposed(features.places());
        List<NDList> inputs = IntStream.range(0, recurrent.size() / 2)
                .mapToObj(gate -> recurrent.get(2 * gate).linear(features.rows()))
                .map(rows -> rows(rows, places).reshape(-1, variant.width()).split(places.length))
                .toList();
        NDArray first = inputs.get(inputs.size() - 1).get(0);
        NDArray hidden = variant.gated() ? first.tanh() : Activation.relu(first);
        NDArray sum = hidden;
        for (int i = 1; i < places.length; i++) {
            hidden = variant.gated() ? gated(inputs, i, hidden) : plain(inputs, i, hidden);
            sum = sum.add(hidden);
        }
        return ScalarMultiply.by(sum, 1f / places.length);
    }

    private NDArray plain(List<NDList> inputs, int i, NDArray hidden) {
        return Activation.relu(inputs.get(0).get(i).add(recurrent.get(1).linear(hidden)));
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

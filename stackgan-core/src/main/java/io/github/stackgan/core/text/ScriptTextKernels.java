package io.github.stackgan.core.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.engine.TorchScript;
import io.github.stackgan.core.text.CharCnnRnnNetwork.Affine;
import io.github.stackgan.core.text.CharCnnRnnNetwork.Layers;
import io.github.stackgan.settings.Precision;
import java.util.Arrays;
import java.util.List;

/**
 * Each layer over the different {@link Windows} of all texts together, and the recurrence with all its steps in one
 * call of TorchScript.
 *
 * @param script the methods of text.py
 * @param precision what the second and the third convolution compute in; the first only adds up rows of weights
 */
record ScriptTextKernels(TorchScript script, Precision precision) implements TextKernels {
    @Override
    public NDArray mean(NDManager scratch, int[][] texts, Layers layers) {
        String convolve = precision == Precision.BFLOAT16 ? "convolve_bfloat16" : "convolve";
        List<Affine> convolutions = layers.convolutions();
        Windows places = Windows.over(texts, CharCnnRnnNetwork.KERNEL, 1);
        Affine first = convolutions.get(0);
        NDArray x = script.call("letters", numbers(scratch, places.contents()), first.weight(), first.bias());
        for (Affine next : convolutions.subList(1, convolutions.size())) {
            Windows pooled = Windows.over(places.rows(), 3, 3);
            places = Windows.over(pooled.rows(), CharCnnRnnNetwork.KERNEL, 1);
            x = script.call("pool", x, numbers(scratch, pooled.contents()));
            x = script.call(convolve, x, numbers(scratch, places.contents()), next.weight(), next.bias());
        }
        if (!layers.variant().keepsLength()) {
            places = Windows.over(places.rows(), 3, 2);
            x = script.call("pool", x, numbers(scratch, places.contents()));
        }
        NDList arguments = new NDList(x, numbers(scratch, steps(places.rows())));
        layers.recurrent().forEach(affine -> arguments.addAll(List.of(affine.weight(), affine.bias())));
        return script.call(layers.variant().gated() ? "gated" : "plain", arguments.toArray(NDArray[]::new));
    }

    private static NDArray numbers(NDManager scratch, int[][] rows) {
        long[] flat =
                Arrays.stream(rows).flatMapToInt(Arrays::stream).asLongStream().toArray();
        return scratch.create(flat, new Shape(rows.length, rows[0].length));
    }

    /** What is seen at each step, from what is seen in each text. */
    private static int[][] steps(int[][] rows) {
        int[][] steps = new int[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int step = 0; step < steps.length; step++) {
                steps[step][i] = rows[i][step];
            }
        }
        return steps;
    }
}

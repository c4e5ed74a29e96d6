package io.github.stackgan.core.text.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.nn.Linear;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.nn.ScalarMultiply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One linear layer from an embedding to the values of all attributes, those of an attribute side by side. */
final class Readout {
    private final Linear layer;
    private final Map<String, Values> attributes = new LinkedHashMap<>();
    private final int width;

    /** Where the values of an attribute stand. */
    private record Values(int from, int to) {
        NDArray of(NDArray all) {
            return all.get(new NDIndex(":," + from + ":" + to));
        }

        /** The value that the row says. */
        int likeliest(float[] all, int row) {
            int best = row + from;
            for (int i = row + from; i < row + to; i++) {
                best = all[i] > all[best] ? i : best;
            }
            return best - row - from;
        }
    }

    Readout(Parameters parameters, int embeddingSize, Map<String, Integer> counts) {
        int from = 0;
        for (Map.Entry<String, Integer> attribute : counts.entrySet()) {
            attributes.put(attribute.getKey(), new Values(from, from + attribute.getValue()));
            from += attribute.getValue();
        }
        width = from;
        layer = Linear.withBias(parameters, "states", embeddingSize, width);
    }

    /** From embeddings (N, E) to logits (N, values of all attributes). */
    NDArray values(NDArray embeddings) {
        return layer.forward(embeddings);
    }

    /** Cross entropy of all that is stated, the sum over the captions by their number. */
    NDArray loss(NDArray logits, List<StatedText> captions) {
        float[] stated = new float[captions.size() * width];
        for (int i = 0; i < captions.size(); i++) {
            int row = i * width;
            captions.get(i)
                    .stated()
                    .forEach((name, value) -> stated[row + values(name).from() + value] = 1);
        }
        NDList likelihoods = new NDList();
        attributes.values().forEach(values -> likelihoods.add(values.of(logits).logSoftmax(1)));
        NDArray said = logits.getManager().create(stated, new Shape(captions.size(), width));
        return ScalarMultiply.by(NDArrays.concat(likelihoods, 1).mul(said).sum(), -1f / captions.size());
    }

    /** The part of all that is stated which is read rightly, in [0, 1]; 1 if nothing is. */
    float accuracy(NDArray logits, List<StatedText> captions) {
        float[] all = logits.toFloatArray();
        int asked = 0;
        int right = 0;
        for (int i = 0; i < captions.size(); i++) {
            for (Map.Entry<String, Integer> stated : captions.get(i).stated().entrySet()) {
                asked++;
                right += values(stated.getKey()).likeliest(all, i * width) == stated.getValue() ? 1 : 0;
            }
        }
        return asked == 0 ? 1 : (float) right / asked;
    }

    private Values values(String name) {
        Values values = attributes.get(name);
        if (values == null) {
            throw new IllegalArgumentException(
                    "A caption states " + name + ", but the attributes are " + attributes.keySet());
        }
        return values;
    }
}

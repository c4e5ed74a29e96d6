package io.github.stackgan.metrics.evaluation;

import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.text.training.StatedText;
import io.github.stackgan.metrics.scores.LinearProbe;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a line can read from a text encoder's embeddings: a {@link LinearProbe} for each attribute learns from some
 * texts and reads others.
 *
 * @since 0.1.0
 */
public final class EncoderProbe {
    private EncoderProbe() {}

    /**
     * Probes.
     *
     * @param encoder any; it does not change
     * @param learned texts that the probes learn from, best thousands
     * @param held others, best of other forms
     * @param attributes how many values each attribute has, by name
     * @return of each attribute that both say, the part of the texts saying it from which it is read rightly, in [0, 1]
     */
    public static Map<String, Double> of(
            TextEncoder encoder, List<StatedText> learned, List<StatedText> held, Map<String, Integer> attributes) {
        float[][] known = encode(encoder, learned);
        float[][] asked = encode(encoder, held);
        Map<String, Double> parts = new LinkedHashMap<>();
        attributes.forEach((name, values) -> {
            int[] from = saying(learned, name);
            int[] to = saying(held, name);
            if (from.length > 0 && to.length > 0) {
                int[] read = LinearProbe.fit(rows(known, from), labels(learned, from, name), values)
                        .read(rows(asked, to));
                int[] said = labels(held, to, name);
                long right = IntStream.range(0, to.length)
                        .filter(i -> read[i] == said[i])
                        .count();
                parts.put(name, (double) right / to.length);
            }
        });
        return parts;
    }

    private static float[][] encode(TextEncoder encoder, List<StatedText> texts) {
        return encoder.encode(texts.stream().map(StatedText::text).toList());
    }

    private static int[] saying(List<StatedText> texts, String attribute) {
        return IntStream.range(0, texts.size())
                .filter(i -> texts.get(i).stated().containsKey(attribute))
                .toArray();
    }

    private static float[][] rows(float[][] all, int[] chosen) {
        return Arrays.stream(chosen).mapToObj(i -> all[i]).toArray(float[][]::new);
    }

    private static int[] labels(List<StatedText> texts, int[] chosen, String attribute) {
        return Arrays.stream(chosen)
                .map(i -> texts.get(i).stated().getOrDefault(attribute, 0))
                .toArray();
    }
}

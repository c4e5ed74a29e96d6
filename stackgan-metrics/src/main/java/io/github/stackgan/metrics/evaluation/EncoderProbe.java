package io.github.stackgan.metrics.evaluation;

import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.text.training.StatedText;
import io.github.stackgan.metrics.scores.LinearProbe;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a line can read from a text encoder's embeddings: a {@link LinearProbe} for each attribute learns from some
 * texts and reads others.
 *
 * @param byAttribute part of the texts that say an attribute from which it is read rightly, in [0, 1]
 * @param byKind the same for all that texts of a kind say
 * @param counts how many texts say each attribute
 * @since 0.1.0
 */
public record EncoderProbe(Map<String, Double> byAttribute, Map<String, Double> byKind, Map<String, Integer> counts) {
    /** A share that grows. */
    private static final class Share {
        private int right;
        private int asked;

        void add(boolean good) {
            asked++;
            right += good ? 1 : 0;
        }

        double part() {
            return (double) right / asked;
        }
    }

    /**
     * Probes.
     *
     * @param encoder any; it does not change
     * @param learned texts that the probes learn from, best thousands
     * @param held others, best of other forms
     * @param attributes how many values each attribute has, by name; those that no text says are left out
     * @return the shares
     */
    public static EncoderProbe of(
            TextEncoder encoder, List<StatedText> learned, List<StatedText> held, Map<String, Integer> attributes) {
        float[][] known = encode(encoder, learned);
        float[][] asked = encode(encoder, held);
        Map<String, Double> byAttribute = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, Share> kinds = new TreeMap<>();
        attributes.forEach((name, values) -> {
            int[] from = saying(learned, name);
            int[] to = saying(held, name);
            if (from.length > 0 && to.length > 0) {
                int[] read = LinearProbe.fit(rows(known, from), labels(learned, from, name), values)
                        .read(rows(asked, to));
                int[] said = labels(held, to, name);
                Share all = new Share();
                for (int i = 0; i < to.length; i++) {
                    all.add(read[i] == said[i]);
                    kinds.computeIfAbsent(held.get(to[i]).kind(), k -> new Share())
                            .add(read[i] == said[i]);
                }
                byAttribute.put(name, all.part());
                counts.put(name, to.length);
            }
        });
        Map<String, Double> byKind = new LinkedHashMap<>();
        kinds.forEach((kind, share) -> byKind.put(kind, share.part()));
        return new EncoderProbe(byAttribute, byKind, counts);
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

package io.github.stackgan.cli.experiment;

import com.google.common.hash.Hashing;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.metrics.scores.Attribute;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Text encoders that learn nothing: each thing that a text says has a direction of its own, drawn at random from its
 * name, and an embedding is their sum, each number about 1 in size. Where recipes are compared, no encoder is then a
 * bottleneck, and all read the same.
 */
final class ProjectedText implements TextEncoder {
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    /** Things that fewer captions say may be slips of the pen. */
    private static final int RAREST = 3;

    /** So many images' captions are looked at, at most. */
    private static final int IMAGES = 3000;

    private final int size;
    private final List<Attribute> attributes;
    private final Map<String, Double> weights;

    private ProjectedText(int size, List<Attribute> attributes, Map<String, Double> weights) {
        this.size = size;
        this.attributes = List.copyOf(attributes);
        this.weights = weights;
    }

    /** Of the attributes that a text says, all alike. */
    static ProjectedText ofAttributes(List<Attribute> attributes, int size) {
        return new ProjectedText(size, attributes, Map.of());
    }

    /**
     * Of words and pairs of neighbouring words, each weighed by how rare it is in a dataset: the logarithm of captions
     * for one that has it.
     */
    static ProjectedText ofWords(CaptionedImages data, int size) {
        Map<String, Integer> counts = new HashMap<>();
        int captions = 0;
        int images = Math.min(IMAGES, data.size());
        for (int i = 0; i < images; i++) {
            for (String caption : data.captions((int) ((long) i * data.size() / images))) {
                words(caption).forEach(word -> counts.merge(word, 1, Integer::sum));
                captions++;
            }
        }
        Map<String, Double> weights = new TreeMap<>();
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            if (entry.getValue() >= RAREST) {
                weights.put(entry.getKey(), Math.log((double) captions / entry.getValue()));
            }
        }
        if (weights.values().stream().noneMatch(weight -> weight > 0)) {
            throw new IllegalArgumentException("The captions of " + Quoted.bare(data.name())
                    + " have no word that tells some from others, and that " + RAREST
                    + " of them have, as a text encoder without training needs; give the experiment's textEncoder"
                    + " iterations");
        }
        return new ProjectedText(size, List.of(), weights);
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        String before = "";
        for (String word : NO_WORD.split(text.toLowerCase(Locale.ROOT))) {
            words.add(word);
            words.add(before + " " + word);
            before = word;
        }
        return words;
    }

    private Map<String, Double> said(String text) {
        Map<String, Double> said = new TreeMap<>();
        for (Attribute attribute : attributes) {
            attribute.said(text).ifPresent(value -> said.put(attribute.name() + "=" + value, 1.0));
        }
        if (attributes.isEmpty()) {
            words(text).forEach(word -> said.put(word, weights.getOrDefault(word, 0.0)));
        }
        return said;
    }

    @Override
    public int embeddingSize() {
        return size;
    }

    @Override
    public float[][] encode(List<String> sentences) {
        return sentences.stream().map(this::encode).toArray(float[][]::new);
    }

    private float[] encode(String text) {
        Map<String, Double> said = said(text);
        double length = Math.sqrt(said.values().stream().mapToDouble(w -> w * w).sum());
        float[] embedding = new float[size];
        said.forEach((name, weight) -> {
            if (weight > 0) {
                float[] direction = RandomStream.of(0, name, 0).normal(size);
                for (int i = 0; i < size; i++) {
                    embedding[i] += (float) (weight / length * direction[i]);
                }
            }
        });
        return embedding;
    }

    @Override
    public String fingerprint() {
        String all = size + " " + attributes + weights;
        return Hashing.sha256().hashString(all, StandardCharsets.UTF_8).toString();
    }
}

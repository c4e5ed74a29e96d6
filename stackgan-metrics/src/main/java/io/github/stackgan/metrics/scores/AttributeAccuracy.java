package io.github.stackgan.metrics.scores;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How often images show what their captions say, by a classifier. An upper bound is the classifier's own
 * accuracy on real images, which belongs beside every such figure.
 *
 * @param byAttribute part of the images whose attribute is seen as it was said, in [0, 1], for those that it was said
 *     of; attributes that no caption speaks of are left out
 * @param counts how many images each attribute was said of
 * @since 0.1.0
 */
public record AttributeAccuracy(Map<String, Double> byAttribute, Map<String, Integer> counts) {
    /** What a label is where a caption is silent. */
    public static final int SILENT = -1;

    /** Copies the maps, in their order. */
    public AttributeAccuracy {
        byAttribute = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byAttribute));
        counts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    /**
     * Compares.
     *
     * @param attributes their names, for the report
     * @param seen what the classifier sees: a value for every image and attribute (N, A)
     * @param said what is true or was said (N, A), {@link #SILENT} where nothing was
     * @return the accuracy
     * @throws IllegalArgumentException if there are no images, or the numbers differ
     */
    public static AttributeAccuracy of(List<Attribute> attributes, int[][] seen, int[][] said) {
        if (seen.length == 0 || seen.length != said.length) {
            throw new IllegalArgumentException("There are " + seen.length + " images and labels for " + said.length
                    + ", but both must be the same and at least 1");
        }
        Map<String, Double> accuracy = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int a = 0; a < attributes.size(); a++) {
            int asked = 0;
            int right = 0;
            for (int i = 0; i < seen.length; i++) {
                if (seen[i].length != attributes.size() || said[i].length != attributes.size()) {
                    throw new IllegalArgumentException("Image " + i + " has " + seen[i].length + " values seen and "
                            + said[i].length + " said, but there are " + attributes.size() + " attributes");
                }
                asked += said[i][a] == SILENT ? 0 : 1;
                right += said[i][a] == seen[i][a] ? 1 : 0;
            }
            if (asked > 0) {
                accuracy.put(attributes.get(a).name(), (double) right / asked);
                counts.put(attributes.get(a).name(), asked);
            }
        }
        return new AttributeAccuracy(accuracy, counts);
    }

    /**
     * What captions say, as labels.
     *
     * @param attributes what to look for
     * @param sentences the captions
     * @return (N, A), {@link #SILENT} where a caption says nothing
     */
    public static int[][] labels(List<Attribute> attributes, List<String> sentences) {
        int[][] labels = new int[sentences.size()][attributes.size()];
        for (int i = 0; i < labels.length; i++) {
            String sentence = sentences.get(i);
            Arrays.setAll(labels[i], a -> attributes.get(a).said(sentence).orElse(SILENT));
        }
        return labels;
    }

    /**
     * The mean over all that was said.
     *
     * @return in [0, 1]; NaN if nothing was
     */
    public double overall() {
        double right = 0;
        int asked = 0;
        for (Map.Entry<String, Double> entry : byAttribute.entrySet()) {
            int count = counts.getOrDefault(entry.getKey(), 0);
            right += entry.getValue() * count;
            asked += count;
        }
        return right / asked;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        byAttribute.forEach((name, part) -> text.append(String.format(Locale.ROOT, "%s %.1f%%, ", name, 100 * part)));
        return text.append(String.format(Locale.ROOT, "all %.1f%%", 100 * overall()))
                .toString();
    }
}

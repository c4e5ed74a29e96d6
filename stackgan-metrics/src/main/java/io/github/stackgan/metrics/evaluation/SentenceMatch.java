package io.github.stackgan.metrics.evaluation;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.metrics.features.ImageEmbeddings;
import io.github.stackgan.metrics.internal.numbers.FeatureChecks;
import io.github.stackgan.metrics.internal.numbers.Permutation;
import io.github.stackgan.metrics.scores.RPrecision;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Whether images fit their own caption better than 99 others, of other classes and in other words than any of the
 * image's own. Those are sampled anew for every image from a pool of up to 1,000 captions of the dataset, whose
 * embeddings are computed once.
 */
final class SentenceMatch {
    static final int CANDIDATES = 100;

    private static final int POOL = 1000;

    private final ImageEmbeddings images;
    private final TextEncoder text;
    private final CaptionedImages data;
    private final int[] pool;
    private final List<String> texts = new ArrayList<>();
    private final float[][] embeddings;
    private final long seed;

    SentenceMatch(ImageEmbeddings images, TextEncoder text, CaptionedImages data, long seed) {
        if (images.embeddingSize() != text.embeddingSize()) {
            throw new IllegalArgumentException("The image encoder takes embeddings of " + images.embeddingSize()
                    + " numbers, the model's text encoder of " + text.embeddingSize()
                    + "; train an image encoder for this text encoder");
        }
        this.images = images;
        this.text = text;
        this.data = data;
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed).split();
        pool = Permutation.choose(Math.min(POOL, data.size()), data.size(), random);
        requireCandidates();
        for (int image : pool) {
            List<String> captions = data.captions(image);
            texts.add(captions.get(random.nextInt(captions.size())));
        }
        embeddings = images.sentences(text.encode(texts));
    }

    /** 1 for an image that finds its caption, else 0. */
    float[] hits(List<BufferedImage> generated, List<Sentence> sentences, long first) {
        float[][] shown = images.encode(generated);
        float[][] said = images.sentences(
                text.encode(sentences.stream().map(Sentence::text).toList()));
        float[] hits = new float[shown.length];
        for (int i = 0; i < hits.length; i++) {
            float[][] candidates = candidates(said[i], sentences.get(i), first + i);
            hits[i] = (float) RPrecision.of(new float[][] {shown[i]}, new float[][][] {candidates});
        }
        return hits;
    }

    private float[][] candidates(float[] own, Sentence sentence, long index) {
        int ownClass = data.classOf(sentence.image());
        Set<String> ownCaptions = new HashSet<>(data.captions(sentence.image()));
        SplittableRandom random = new SplittableRandom(seed ^ (index + 1) * 0x9E3779B97F4A7C15L);
        float[][] candidates = new float[CANDIDATES][];
        candidates[0] = own;
        int filled = 1;
        for (int place : Permutation.of(pool.length, random)) {
            if (filled < CANDIDATES
                    && data.classOf(pool[place]) != ownClass
                    && !ownCaptions.contains(texts.get(place))) {
                candidates[filled++] = embeddings[place];
            }
        }
        requireCandidates(filled);
        return candidates;
    }

    /** Of whatever class an image is, there must be candidates of others. */
    private void requireCandidates() {
        int most = Arrays.stream(pool)
                .boxed()
                .collect(Collectors.groupingBy(data::classOf, Collectors.summingInt(image -> 1)))
                .values()
                .stream()
                .max(Integer::compare)
                .orElse(0);
        requireCandidates(1 + pool.length - most);
    }

    private static void requireCandidates(int found) {
        FeatureChecks.atLeast(
                "The number of candidates",
                found,
                CANDIDATES,
                ": the dataset has too few other captions of other classes for R-precision; take a larger one or"
                        + " leave it out");
    }
}

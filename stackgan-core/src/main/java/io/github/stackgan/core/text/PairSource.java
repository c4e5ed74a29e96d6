package io.github.stackgan.core.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.internal.picture.Pixels.Flip;
import io.github.stackgan.core.nn.ImageEncoder;
import io.github.stackgan.core.random.RandomStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Batches of one picture and one of its sentences from each of several classes; of more candidates than the batch has places, those
 * are taken in groups whose sentences share most words, so that a single word has to tell their pictures apart. Which ones depends on (seed, iteration) alone. For
 * one thread.
 */
final class PairSource {
    private static final int SIDE = ImageEncoder.IMAGE_SIZE;

    /** How many pairs of a batch have sentences alike. */
    private static final int GROUP = 5;

    private static final Pattern WORDS = Pattern.compile("\\W+");

    private final CaptionedImages data;
    private final PictureCache pictures;
    private final long seed;
    private final int batchSize;
    private final int candidates;
    private final List<List<Integer>> picturesByClass;

    /** A picture of the dataset and one of its sentences. */
    private record Candidate(int picture, String sentence, Set<String> words) {
        static Candidate of(int picture, String sentence) {
            return new Candidate(
                    picture, sentence, WORDS.splitAsStream(sentence).collect(Collectors.toUnmodifiableSet()));
        }
    }

    /** Pictures (N, 3, 64, 64) in [-1, 1] and their N sentences. */
    record Pairs(NDArray pictures, List<String> sentences) {}

    PairSource(CaptionedImages data, TextEncoderPlan plan) {
        this.data = data;
        seed = plan.seed();
        pictures = new PictureCache(data, SIDE);
        Map<Integer, List<Integer>> classes = new TreeMap<>();
        for (int i = 0; i < data.size(); i++) {
            classes.computeIfAbsent(data.classOf(i), c -> new ArrayList<>()).add(i);
        }
        picturesByClass = List.copyOf(classes.values());
        batchSize = Math.min(plan.batchSize(), picturesByClass.size());
        candidates = (int) Math.min((long) batchSize * plan.candidatesPerPair(), picturesByClass.size());
        if (picturesByClass.size() < 2) {
            throw new TrainingException(data.name() + " has pictures of only one class; a text encoder learns to tell"
                    + " classes apart and needs at least two");
        }
    }

    Pairs batch(NDManager manager, long iteration) {
        RandomStream random = RandomStream.of(seed, "text-encoder", iteration);
        List<Candidate> chosen = similar(candidates(random));
        float[] values = new float[batchSize * 3 * SIDE * SIDE];
        for (int i = 0; i < batchSize; i++) {
            Flip flip = random.nextInt(2) == 0 ? Flip.NONE : Flip.MIRRORED;
            pictures.write(chosen.get(i).picture(), flip, values, i * 3 * SIDE * SIDE);
        }
        return new Pairs(
                manager.create(values, new Shape(batchSize, 3, SIDE, SIDE)),
                chosen.stream().map(Candidate::sentence).toList());
    }

    /** Pairs of distinct classes, in random order. */
    private List<Candidate> candidates(RandomStream random) {
        int[] classes = random.permutation(picturesByClass.size());
        List<Candidate> drawn = new ArrayList<>();
        for (int i = 0; i < candidates; i++) {
            int picture = one(picturesByClass.get(classes[i]), random);
            drawn.add(Candidate.of(picture, one(data.captions(picture), random)));
        }
        return drawn;
    }

    /** Takes the first candidate and those with the sentences most like its own, then the next of what is left. */
    private List<Candidate> similar(List<Candidate> drawn) {
        if (drawn.size() == batchSize) {
            return drawn;
        }
        List<Candidate> left = new ArrayList<>(drawn);
        List<Candidate> chosen = new ArrayList<>();
        while (chosen.size() < batchSize) {
            Set<String> first = left.get(0).words();
            left.sort(Comparator.comparingDouble(c -> -likeness(first, c.words())));
            List<Candidate> group = left.subList(0, Math.min(GROUP, batchSize - chosen.size()));
            chosen.addAll(group);
            group.clear();
        }
        return chosen;
    }

    /** The part of the words of either sentence that are in both (Jaccard), in [0, 1]. */
    private static double likeness(Set<String> one, Set<String> other) {
        long shared = one.stream().filter(other::contains).count();
        return (double) shared / (one.size() + other.size() - shared);
    }

    private static <T> T one(List<T> choices, RandomStream random) {
        return choices.get(random.nextInt(choices.size()));
    }
}

package io.github.stackgan.core.text.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.gan.ImageEncoder;
import io.github.stackgan.core.nn.ImageCache;
import io.github.stackgan.core.nn.Pixels;
import io.github.stackgan.core.nn.Pixels.Flip;
import io.github.stackgan.core.random.RandomStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Batches of one image and one of its captions from each of several classes; of more candidates than the batch has
 * places, those are taken in groups whose captions share most words, so that a single word has to tell their images
 * apart. Which ones depends on (seed, iteration) alone. For one thread.
 */
final class PairSource {
    private static final int SIDE = ImageEncoder.IMAGE_SIZE;

    /** How many pairs of a batch have captions alike. */
    private static final int GROUP = 5;

    private static final double TAKEN = -1;

    private final CaptionedImages data;
    private final ImageCache images;
    private final long seed;
    private final int batchSize;
    private final int candidates;
    private final List<List<Integer>> imagesByClass;
    private final WordSet.Numbering numbering = new WordSet.Numbering();
    private final List<List<Sentence>> sentences;

    /** An image of the dataset and one of its captions. */
    private record Candidate(int image, Sentence sentence) {
        double likeness(Candidate other) {
            return sentence.words().likeness(other.sentence.words());
        }

        boolean says(Candidate other) {
            return sentence.words().equals(other.sentence.words());
        }
    }

    /** A caption, taken apart. */
    private record Sentence(String text, WordSet words) {}

    /** Images (N, 3, 64, 64) in [-1, 1], a caption of each, and all of each. */
    record Pairs(NDArray images, List<String> sentences, List<List<String>> captions) {}

    PairSource(CaptionedImages data, TextEncoderPlan plan) {
        this.data = data;
        seed = plan.seed();
        images = new ImageCache(index -> Pixels.ofSide(data, index, SIDE), SIDE);
        imagesByClass = imagesByClass(data);
        sentences = new ArrayList<>(Collections.nCopies(data.size(), List.of()));
        batchSize = Math.min(plan.batchSize(), imagesByClass.size());
        candidates = (int) Math.min((long) batchSize * plan.candidatesPerPair(), imagesByClass.size());
    }

    /**
     * The images of each class, in the order of the classes' numbers.
     *
     * @throws TrainingException if there is only one class
     */
    static List<List<Integer>> imagesByClass(CaptionedImages data) {
        Map<Integer, List<Integer>> classes = new TreeMap<>();
        for (int i = 0; i < data.size(); i++) {
            classes.computeIfAbsent(data.classOf(i), c -> new ArrayList<>()).add(i);
        }
        if (classes.size() < 2) {
            throw new TrainingException(data.name() + " has images of only one class; a text encoder learns to tell"
                    + " classes apart and needs at least two");
        }
        return List.copyOf(classes.values());
    }

    Pairs batch(NDManager manager, long iteration) {
        RandomStream random = RandomStream.of(seed, "text-encoder", iteration);
        List<Candidate> chosen = similar(candidates(random));
        List<Flip> flips = Stream.generate(() -> random.nextInt(2) == 0 ? Flip.NONE : Flip.MIRRORED)
                .limit(batchSize)
                .toList();
        int size = 3 * SIDE * SIDE;
        byte[] pixels = new byte[batchSize * size];
        IntStream.range(0, batchSize)
                .parallel()
                .forEach(i -> images.write(chosen.get(i).image(), flips.get(i), pixels, i * size));
        return new Pairs(
                Pixels.toValues(manager, pixels, new Shape(batchSize, 3, SIDE, SIDE)),
                chosen.stream().map(c -> c.sentence().text()).toList(),
                chosen.stream().map(c -> data.captions(c.image())).toList());
    }

    /** Pairs of distinct classes, in random order. */
    private List<Candidate> candidates(RandomStream random) {
        int[] classes = random.permutation(imagesByClass.size());
        List<Candidate> drawn = new ArrayList<>();
        for (int i = 0; i < candidates; i++) {
            int image = one(imagesByClass.get(classes[i]), random);
            drawn.add(new Candidate(image, one(sentences(image), random)));
        }
        return drawn;
    }

    /** Captions are taken apart once. */
    private List<Sentence> sentences(int image) {
        if (sentences.get(image).isEmpty()) {
            sentences.set(
                    image,
                    data.captions(image).stream()
                            .map(text -> new Sentence(text, numbering.of(text)))
                            .toList());
        }
        return sentences.get(image);
    }

    /** Takes the first candidate and those with the captions most like its own, then the next of what is left. */
    private List<Candidate> similar(List<Candidate> drawn) {
        if (drawn.size() == batchSize) {
            return drawn;
        }
        List<Candidate> left = new ArrayList<>(drawn);
        List<Candidate> chosen = new ArrayList<>();
        while (chosen.size() < batchSize) {
            List<Candidate> group = group(left, Math.min(GROUP, batchSize - chosen.size()));
            chosen.addAll(group);
            left.removeAll(group);
        }
        return chosen;
    }

    /** Of the same words are two of them only if there are no others: no image could tell those apart. */
    private static List<Candidate> group(List<Candidate> left, int size) {
        double[] likeness = left.stream().mapToDouble(left.get(0)::likeness).toArray();
        List<Candidate> group = new ArrayList<>();
        while (group.size() < size) {
            int next = largest(likeness, i -> group.stream().noneMatch(left.get(i)::says))
                    .orElseGet(() -> largest(likeness, i -> true).orElseThrow());
            group.add(left.get(next));
            likeness[next] = TAKEN;
        }
        return group;
    }

    private static OptionalInt largest(double[] values, IntPredicate wanted) {
        int best = -1;
        for (int i = 0; i < values.length; i++) {
            if (values[i] > (best < 0 ? TAKEN : values[best]) && wanted.test(i)) {
                best = i;
            }
        }
        return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
    }

    private static <T> T one(List<T> choices, RandomStream random) {
        return choices.get(random.nextInt(choices.size()));
    }
}

package io.github.stackgan.core.train;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.Pixels;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.settings.TrainingPlan;
import io.github.stackgan.settings.TrainingPlan.WrongPairs;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The real half of every batch. A batch depends on nothing but the seed and the iteration, so it can be made ahead of
 * time, on any thread, and again after a resume.
 */
final class BatchSource {
    private final CaptionedImages data;
    private final EmbeddingTable embeddings;
    private final TrainingPlan plan;
    private final int batchSize;
    private final int side;
    private final long seed;
    private final String purpose;
    private final Optional<NegativeSource> negatives;

    /** Images (N, 3, S, S) as bytes and embeddings (N, T) of their texts and of texts like these, on the host. */
    record HostBatch(
            byte[] images, Optional<byte[]> wrongImages, float[] embeddings, Optional<float[]> hardNegatives) {}

    BatchSource(CaptionedImages data, EmbeddingTable embeddings, TrainingPlan plan, int stage, int side, long seed) {
        this.data = data;
        this.embeddings = embeddings;
        this.plan = plan;
        this.side = side;
        this.seed = seed;
        batchSize = plan.stage(stage + 1).batchSize();
        purpose = "stage" + (stage + 1) + "/data";
        negatives = plan.stage(stage + 1).hardNegativeWeight() > 0
                ? Optional.of(new NegativeSource(HardNegatives.of(data), embeddings, data))
                : Optional.empty();
    }

    long batchesPerEpoch() {
        return data.size() / batchSize;
    }

    int epochOf(long iteration) {
        return (int) (iteration / batchesPerEpoch());
    }

    /** The batch of an iteration, 0 for the first. */
    HostBatch batch(long iteration) {
        int[] order =
                RandomStream.of(seed, purpose + "/order", epochOf(iteration)).permutation(data.size());
        int first = (int) (iteration % batchesPerEpoch()) * batchSize;
        boolean otherClass = plan.wrongPairs() == WrongPairs.OTHER_CLASS;
        byte[] images = new byte[batchSize * 3 * side * side];
        byte[] wrong = new byte[otherClass ? images.length : 0];
        float[][] text = new float[batchSize][];
        float[][] negative = new float[negatives.isPresent() ? batchSize : 0][];
        for (int i = 0; i < batchSize; i++) {
            RandomStream random = RandomStream.of(seed, purpose, iteration * batchSize + i);
            int index = order[first + i];
            place(index, random, images, i);
            int[] captions = captions(index, random);
            text[i] = mean(captions, c -> embeddings.get(index, c));
            if (negatives.isPresent()) {
                RandomStream own = RandomStream.of(seed, purpose + "/negatives", iteration * batchSize + i);
                negative[i] = mean(captions, c -> negatives.get().like(index, c, own));
            }
            if (otherClass) {
                place(otherClass(index, random), random, wrong, i);
            }
        }
        return new HostBatch(
                images,
                otherClass ? Optional.of(wrong) : Optional.empty(),
                Matrices.flat(text),
                negatives.map(n -> Matrices.flat(negative)));
    }

    private void place(int index, RandomStream random, byte[] into, int place) {
        int stored = CaptionedImages.sideBeforeCrop(side);
        BufferedImage image = data.image(index, stored);
        int x = random.nextInt(stored - side + 1);
        int y = random.nextInt(stored - side + 1);
        Pixels.Flip flip = random.nextInt(2) == 0 ? Pixels.Flip.NONE : Pixels.Flip.MIRRORED;
        Pixels.toBytes(image, x, y, side, flip, into, place * 3 * side * side);
    }

    private int otherClass(int index, RandomStream random) {
        int other = random.nextInt(data.size());
        while (data.classOf(other) == data.classOf(index)) {
            other = random.nextInt(data.size());
        }
        return other;
    }

    /** The captions that are averaged. */
    private int[] captions(int index, RandomStream random) {
        int captions = embeddings.captions(index);
        if (plan.captionsPerImage() == 1) {
            return new int[] {random.nextInt(captions)};
        }
        return Arrays.copyOf(random.permutation(captions), Math.min(plan.captionsPerImage(), captions));
    }

    private float[] mean(int[] captions, IntFunction<float[]> embedding) {
        if (plan.captionsPerImage() == 1) {
            return embedding.apply(captions[0]);
        }
        float[] mean = new float[0];
        for (int caption : captions) {
            float[] one = embedding.apply(caption);
            mean = mean.length == 0 ? new float[one.length] : mean;
            for (int j = 0; j < mean.length; j++) {
                mean[j] += one[j] / captions.length;
            }
        }
        return mean;
    }
}

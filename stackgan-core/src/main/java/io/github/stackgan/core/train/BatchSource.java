package io.github.stackgan.core.train;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.Pixels;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.settings.TrainingPlan;
import io.github.stackgan.settings.TrainingPlan.WrongPairs;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * The real half of every batch. A batch depends on nothing but the seed and the iteration, so it can be made ahead of time, on
 * any thread, and again after a resume.
 */
final class BatchSource {
    private final CaptionedImages data;
    private final EmbeddingTable embeddings;
    private final TrainingPlan plan;
    private final int batchSize;
    private final int side;
    private final long seed;
    private final String purpose;

    /** Images (N, 3, S, S) as bytes and embeddings (N, T), on the host. */
    record HostBatch(byte[] images, Optional<byte[]> wrongImages, float[] embeddings) {}

    BatchSource(CaptionedImages data, EmbeddingTable embeddings, TrainingPlan plan, int stage, int side, long seed) {
        this.data = data;
        this.embeddings = embeddings;
        this.plan = plan;
        this.side = side;
        this.seed = seed;
        batchSize = plan.stage(stage + 1).batchSize();
        purpose = "stage" + (stage + 1) + "/data";
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
        for (int i = 0; i < batchSize; i++) {
            RandomStream random = RandomStream.of(seed, purpose, iteration * batchSize + i);
            int index = order[first + i];
            place(index, random, images, i);
            text[i] = embedding(index, random);
            if (otherClass) {
                place(otherClass(index, random), random, wrong, i);
            }
        }
        return new HostBatch(images, otherClass ? Optional.of(wrong) : Optional.empty(), Matrices.flat(text));
    }

    /** Texts of images drawn at random (count, T). */
    float[] others(RandomStream random, int count) {
        float[][] text = new float[count][];
        for (int i = 0; i < count; i++) {
            text[i] = embedding(random.nextInt(data.size()), random);
        }
        return Matrices.flat(text);
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

    private float[] embedding(int index, RandomStream random) {
        int captions = embeddings.captions(index);
        if (plan.captionsPerImage() == 1) {
            return embeddings.get(index, random.nextInt(captions));
        }
        int chosen = Math.min(plan.captionsPerImage(), captions);
        int[] order = random.permutation(captions);
        float[] mean = new float[embeddings.get(index, 0).length];
        for (int i = 0; i < chosen; i++) {
            float[] one = embeddings.get(index, order[i]);
            for (int j = 0; j < mean.length; j++) {
                mean[j] += one[j] / chosen;
            }
        }
        return mean;
    }
}

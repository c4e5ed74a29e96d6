package io.github.stackgan.core.train;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Location;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.Pixels;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.TrainingPlan;
import io.github.stackgan.settings.TrainingPlan.WrongPairs;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The real half of every batch. A batch depends on nothing but the seed and the iteration, so it can be made ahead of
 * time, on any thread, and again after a resume.
 */
final class BatchSource {
    private final CaptionedImages data;
    private final DataLocations locations;
    private final EmbeddingTable embeddings;
    private final TrainingPlan plan;
    private final int batchSize;
    private final int side;
    private final long seed;
    private final String purpose;
    private final Optional<NegativeSource> negatives;

    /**
     * Images as bytes with their locations, and embeddings (N, T) of their texts and of texts like these, on the host.
     */
    record HostBatch(
            HostImages images, Optional<HostImages> wrongImages, float[] embeddings, Optional<float[]> hardNegatives) {}

    /** Images (N, 3, S, S), and for each where its subject stands. */
    record HostImages(byte[] bytes, List<Location> locations) {
        static HostImages room(int images, int side) {
            return new HostImages(new byte[images * 3 * side * side], new ArrayList<>());
        }
    }

    BatchSource(
            CaptionedImages data,
            EmbeddingTable embeddings,
            TrainingPlan plan,
            StackGanSettings settings,
            long seed,
            int stage) {
        this.data = data;
        locations = new DataLocations(data, settings.stage1().location());
        this.embeddings = embeddings;
        this.plan = plan;
        side = settings.stages().get(stage).imageSize();
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
        HostImages images = HostImages.room(batchSize, side);
        HostImages wrong = HostImages.room(otherClass ? batchSize : 0, side);
        float[][] text = new float[batchSize][];
        List<NegativeSource.Pick> picks = new ArrayList<>();
        int[] captionsOf = new int[batchSize];
        for (int i = 0; i < batchSize; i++) {
            RandomStream random = RandomStream.of(seed, purpose, iteration * batchSize + i);
            int index = order[first + i];
            place(index, random, images, i);
            int[] captions = captions(index, random);
            text[i] = mean(Arrays.stream(captions)
                    .mapToObj(c -> embeddings.get(index, c))
                    .toList());
            captionsOf[i] = captions.length;
            RandomStream own = RandomStream.of(seed, purpose + "/negatives", iteration * batchSize + i);
            Arrays.stream(captions).forEach(c -> picks.add(new NegativeSource.Pick(index, c, own)));
            if (otherClass) {
                place(otherClass(index, random), random, wrong, i);
            }
        }
        return new HostBatch(
                images,
                otherClass ? Optional.of(wrong) : Optional.empty(),
                Matrices.flat(text),
                negatives.map(n -> Matrices.flat(means(n.like(picks), captionsOf))));
    }

    private void place(int index, RandomStream random, HostImages into, int place) {
        int stored = plan.crop().sideBefore(side);
        BufferedImage image = Pixels.ofSide(data, index, stored);
        int x = random.nextInt(stored - side + 1);
        int y = random.nextInt(stored - side + 1);
        Pixels.Flip flip = random.nextInt(2) == 0 ? Pixels.Flip.NONE : Pixels.Flip.MIRRORED;
        Pixels.toBytes(image, x, y, side, flip, into.bytes(), place * 3 * side * side);
        double whole = stored;
        Location location = locations.of(index, x / whole, y / whole, side / whole);
        into.locations().add(flip == Pixels.Flip.MIRRORED ? location.mirrored() : location);
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

    /** The mean of the first rows, as many as the first image has captions, then of the next. */
    private static float[][] means(float[][] rows, int[] captionsOf) {
        float[][] means = new float[captionsOf.length][];
        int from = 0;
        for (int i = 0; i < means.length; i++) {
            means[i] = mean(List.of(rows).subList(from, from + captionsOf[i]));
            from += captionsOf[i];
        }
        return means;
    }

    private static float[] mean(List<float[]> rows) {
        if (rows.size() == 1) {
            return rows.get(0);
        }
        float[] mean = new float[rows.get(0).length];
        for (float[] row : rows) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += row[j] / rows.size();
            }
        }
        return mean;
    }
}

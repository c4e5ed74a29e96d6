package io.github.stackgan.core.keypoints;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Location;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.train.DataLocations;
import io.github.stackgan.core.train.EmbeddingTable;
import io.github.stackgan.settings.LocationSettings;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link LocationGenerator} learns from; a batch depends on nothing but seed and iteration.
 *
 * @param given how often a point is given, from 0 to 1
 */
record KeyPointBatches(
        CaptionedImages data,
        EmbeddingTable embeddings,
        LocationSettings settings,
        LocationPlan plan,
        double given,
        int noiseSize) {
    /** Embeddings (N, T), noise (N, Nz), all points and those that are given, others 0 (N, 3 K). */
    record Batch(NDArray embeddings, NDArray noise, NDArray points, NDArray given) {}

    Batch batch(NDManager manager, long iteration) {
        List<String> names = settings.keyPoints();
        DataLocations locations = new DataLocations(data, Optional.of(settings));
        int n = plan.batchSize();
        float[][] text = new float[n][];
        float[][] noise = new float[n][];
        float[][] points = new float[n][];
        float[][] kept = new float[n][3 * names.size()];
        for (int i = 0; i < n; i++) {
            RandomStream random = RandomStream.of(plan.seed(), "key points", iteration * n + i);
            int image = random.nextInt(data.size());
            text[i] = embeddings.get(image, random.nextInt(embeddings.captions(image)));
            Location whole = locations.of(image);
            Location shown = random.nextInt(2) == 0 ? whole : whole.mirrored();
            points[i] = numbers((Location.KeyPoints) shown, names);
            for (int point = 0; point < names.size(); point++) {
                if (random.nextDouble() < given) {
                    System.arraycopy(points[i], 3 * point, kept[i], 3 * point, 3);
                }
            }
            noise[i] = random.normal(noiseSize);
        }
        Shape shape = new Shape(n, 3L * names.size());
        return new Batch(
                Matrices.of(manager, text),
                Matrices.of(manager, noise),
                manager.create(Matrices.flat(points), shape),
                manager.create(Matrices.flat(kept), shape));
    }

    /** x, y and 1 of each point that is seen, in the order of the names; 0, 0 and 0 of all others. */
    static float[] numbers(Location.KeyPoints points, List<String> names) {
        float[] numbers = new float[3 * names.size()];
        points.points().forEach((name, point) -> {
            int at = 3 * names.indexOf(name);
            numbers[at] = (float) point.x();
            numbers[at + 1] = (float) point.y();
            numbers[at + 2] = 1;
        });
        return numbers;
    }
}

package io.github.stackgan.core.train;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.gan.Locations;
import io.github.stackgan.core.gan.StackNoise;
import io.github.stackgan.core.nn.Pixels;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.step.Batch;
import io.github.stackgan.core.step.WrongImages;
import io.github.stackgan.core.train.BatchSource.HostBatch;
import io.github.stackgan.core.train.BatchSource.HostImages;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.TrainingPlan;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Puts a stage's batches onto the device, with their noise, which depends on the seed and the iteration alone.
 *
 * @param stage 0 for Stage-I
 */
record DeviceBatches(StackGanSettings settings, TrainingPlan plan, long seed, int stage) {
    /** Owned by the manager. */
    Batch batch(NDManager manager, HostBatch host, long iteration) {
        int n = plan.stage(stage + 1).batchSize();
        int side = settings.stages().get(stage).imageSize();
        Shape shape = new Shape(n, 3, side, side);
        Shape texts = new Shape(n, settings.embeddingSize());
        StackNoise noise = noise(manager, "noise", iteration);
        return new Batch(
                Pixels.toValues(manager, host.images().bytes(), shape),
                host.wrongImages()
                        .<WrongImages>map(wrong -> new WrongImages.OfOtherClasses(
                                Pixels.toValues(manager, wrong.bytes(), shape), locations(manager, wrong)))
                        .orElse(new WrongImages.OfNeighbours()),
                locations(manager, host.images()),
                manager.create(host.embeddings(), texts),
                noise,
                plan.fakes() == TrainingPlan.Fakes.REDRAWN ? noise(manager, "noise of G", iteration) : noise,
                purpose -> RandomStream.of(seed, named(purpose), iteration),
                host.hardNegatives().map(rows -> manager.create(rows, texts)));
    }

    private Locations locations(NDManager manager, HostImages images) {
        return Locations.of(manager, settings.stage1().location(), images.locations());
    }

    private StackNoise noise(NDManager manager, String purpose, long iteration) {
        int n = plan.stage(stage + 1).batchSize();
        List<RandomStream> streams = LongStream.range(iteration * n, (iteration + 1) * n)
                .mapToObj(i -> RandomStream.of(seed, named(purpose), i))
                .toList();
        return StackNoise.sample(manager, settings, stage + 1, streams);
    }

    private String named(String purpose) {
        return "stage" + (stage + 1) + "/" + purpose;
    }
}

package io.github.stackgan.spark;

import io.github.stackgan.TrainingListener;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.train.GanTrainer;
import io.github.stackgan.core.train.Share;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.datasets.cache.Shard;
import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** What a worker learns in its first round, computed by the trainer alone. */
final class OneWorker {
    private OneWorker() {}

    static Map<String, Weight> round(Path folder, int rank, int workers, TrainingPlan plan, long steps) {
        long seed = TinyModel.settings().seed();
        Share share = new Share(
                SparkTrainingTest.images(),
                Shard.of(SparkTrainingTest.images(), rank, workers),
                rank == 0 ? seed : new SplittableRandom(seed + rank).nextLong());
        TrainingPlan kept =
                plan.withCheckpoints(CheckpointPolicy.in(folder).withKeep(100).withEveryIterations(steps));
        Path[] first = new Path[1];
        try (Networks networks = Networks.untrained(TinyModel.settings(), Optional.empty())) {
            new GanTrainer(networks, new HashEncoder(), share, kept, List.of(new TrainingListener() {
                        @Override
                        public void onCheckpoint(Path checkpoint) {
                            first[0] = first[0] == null ? checkpoint : first[0];
                        }
                    }))
                    .run();
        }
        return WeightFiles.readOwn(first[0]).weights();
    }
}

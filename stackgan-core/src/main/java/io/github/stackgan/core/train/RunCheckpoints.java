package io.github.stackgan.core.train;

import io.github.stackgan.TrainingException;
import io.github.stackgan.core.checkpoint.Checkpoints;
import io.github.stackgan.core.checkpoint.Json;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.settings.TrainingPlan;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The checkpoints of a run, if its plan has any: they say whose they are, and those of other runs are refused. */
final class RunCheckpoints {
    private final Networks networks;
    private final RunIdentity identity;
    private final TrainingPlan plan;
    private final Optional<Checkpoints> kept;
    private Optional<Path> last = Optional.empty();
    private List<Long> before;

    RunCheckpoints(Networks networks, RunIdentity identity, TrainingPlan plan) {
        this.networks = networks;
        this.identity = identity;
        this.plan = plan;
        kept = plan.checkpoints().map(Checkpoints::new);
        before = Collections.nCopies(networks.settings().stages().size(), 0L);
    }

    /** What other runs had trained the stages for when this one began. */
    List<Long> before() {
        return before;
    }

    void setBefore(List<Long> iterations) {
        before = List.copyOf(iterations);
    }

    /** The newest, written or read. */
    Optional<Path> last() {
        return last;
    }

    /** The newest that can be read; the warnings tell of others. */
    Optional<Checkpoints.Found> latest(Consumer<String> warnings) {
        return kept.flatMap(checkpoints -> checkpoints.latest(warnings));
    }

    /**
     * Gives the networks a checkpoint's weights.
     *
     * @param stages how many the run has
     * @return where the run was
     * @throws TrainingException if it is a checkpoint of another run
     */
    RunPosition resume(Checkpoints.Found found, int stages) {
        Map<String, String> metadata = found.content().metadata();
        identity.otherThan(found.path(), metadata).ifPresent(difference -> {
            throw new TrainingException(found.path() + " is a checkpoint of another run: it has " + difference
                    + ". Use the same, or another checkpoint directory.");
        });
        RunPosition position = RunPosition.read(metadata, stages)
                .orElseThrow(() -> new TrainingException(found.path()
                        + " does not say where in the run it was written; delete it to go on from the one before"));
        networks.load(found.path().toString(), found.content().weights());
        last = Optional.of(found.path());
        RunPosition.before(metadata, before.size()).ifPresent(this::setBefore);
        return position;
    }

    /**
     * Writes one, if the plan has any.
     *
     * @param state saves what the stage at hand needs beside its networks
     * @param warnings hears of old ones that cannot be deleted
     * @return the file
     */
    Optional<Path> write(RunPosition position, Consumer<Map<String, Weight>> state, Consumer<String> warnings) {
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Weight> weights = new LinkedHashMap<>();
        networks.saveGenerators(weights);
        networks.saveDiscriminators(weights);
        state.accept(weights);
        Map<String, String> metadata = new LinkedHashMap<>();
        position.write(metadata);
        RunPosition.writeBefore(before, metadata);
        metadata.putAll(identity.metadata());
        metadata.put("plan", Json.write(plan, TrainingPlan.class));
        last = Optional.of(kept.get().write(position.stage() + 1, position.iteration(), metadata, weights, warnings));
        return last;
    }
}

package io.github.stackgan.settings;

import io.github.stackgan.checks.Require;
import java.nio.file.Path;
import org.immutables.value.Value;

/**
 * When and where training keeps whole snapshots of itself. It goes on from the newest that it finds there.
 *
 * @since 0.1.0
 */
@Value.Immutable
public interface CheckpointPolicy extends WithCheckpointPolicy {
    /**
     * Directory of the checkpoints; made if absent.
     *
     * @return a directory
     */
    Path directory();

    /**
     * Iterations from one checkpoint to the next; one more is written at the end of every stage. Default 500.
     *
     * @return at least 1; by default 500
     */
    default long everyIterations() {
        return 500;
    }

    /**
     * How many checkpoints stay; older ones are deleted after a newer one is safely on disk. Default 3.
     *
     * @return at least 1; by default 3
     */
    default int keep() {
        return 3;
    }

    /** Refuses settings that make no sense. */
    @Value.Check
    default void check() {
        Require.positive("checkpoints.everyIterations", everyIterations());
        Require.positive("checkpoints.keep", keep());
    }

    /**
     * The default policy in a directory.
     *
     * @param directory where checkpoints are kept
     * @return the policy
     */
    static CheckpointPolicy in(Path directory) {
        return ImmutableCheckpointPolicy.builder().directory(directory).build();
    }
}

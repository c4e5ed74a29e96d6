package io.github.stackgan.core.train;

import io.github.stackgan.TrainingListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells every listener that a training is over, whatever the others make of it. */
record Ending(List<TrainingListener> listeners) implements AutoCloseable {
    /** Closed after a failure, what this throws is suppressed by it. */
    @Override
    public void close() {
        @Nullable RuntimeException failure = null;
        for (TrainingListener listener : listeners) {
            try {
                listener.onEnd();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}

package io.github.stackgan.spark;

import io.github.stackgan.spark.PerExecutor.Opener;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * What is open in this process, by the identity of its {@link PerExecutor}. Each task that asks for it holds it until
 * the task ends; nothing is closed while a task holds it, because native code may be reading it.
 */
final class OpenResources {
    private static final Map<String, Held> HELD = new HashMap<>();
    private static final Set<String> APPLICATIONS = new HashSet<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(OpenResources::closeIdle, "stackgan-close"));
    }

    private OpenResources() {}

    /** Opened under its own lock, so that other tasks wait for it and those that need another one do not. */
    private static final class Held {
        private final Set<Long> tasks = new HashSet<>();
        private @Nullable Object value;

        private synchronized Object value(Opener<?> opener) {
            if (value == null) {
                value = opener.open();
            }
            return value;
        }

        private synchronized void close() {
            if (value instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception e) {
                    // The process ends; there is nobody left to act on it.
                    System.err.println("Closing " + value.getClass().getName() + " failed: " + e);
                }
            }
            value = null;
        }
    }

    @SuppressWarnings("unchecked") // an identity belongs to one opener
    static <T> T get(String id, Opener<T> opener) {
        return (T) held(id).value(opener);
    }

    private static Held held(String id) {
        TaskContext task = TaskContext.get();
        synchronized (HELD) {
            Held held = HELD.computeIfAbsent(id, any -> new Held());
            if (held.tasks.add(task.taskAttemptId())) {
                task.addTaskCompletionListener((TaskCompletionListener) ended -> release(held, ended.taskAttemptId()));
            }
            return held;
        }
    }

    private static void release(Held held, long task) {
        synchronized (HELD) {
            held.tasks.remove(task);
        }
    }

    /** In local mode the driver's process is the executor's, and lives on when the application has ended. */
    static void closeWith(SparkContext context) {
        synchronized (HELD) {
            if (APPLICATIONS.add(context.applicationId())) {
                context.addSparkListener(new SparkListener() {
                    @Override
                    public void onApplicationEnd(SparkListenerApplicationEnd end) {
                        closeIdle();
                    }
                });
            }
        }
    }

    private static void closeIdle() {
        synchronized (HELD) {
            for (Iterator<Held> all = HELD.values().iterator(); all.hasNext(); ) {
                Held held = all.next();
                if (held.tasks.isEmpty()) {
                    held.close();
                    all.remove();
                }
            }
        }
    }
}

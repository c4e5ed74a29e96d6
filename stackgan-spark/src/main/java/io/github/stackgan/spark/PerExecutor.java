package io.github.stackgan.spark;

import io.github.stackgan.StackGanException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * Experimental: something that every executor opens once, for all of its tasks: a model, a text encoder, a feature
 * network, a dataset. What travels is the way to open it. It is opened when a task first asks for it, and closed when
 * the executor, or in local mode the application, ends.
 *
 * <pre>{@code
 * PerExecutor.of(() -> StackGan.pretrained("birds"));                      // from the class path
 * PerExecutor.of(() -> StackGan.load(Path.of("/mnt/birds.safetensors"))); // from a file that all machines see
 * PerExecutor.broadcast(session, Path.of("birds.safetensors"), StackGan::load); // from a file of the driver's
 * }</pre>
 *
 * @param <T> what is opened; safe for several threads if executors run several tasks at once
 * @since 0.1.0
 */
public final class PerExecutor<T> implements Serializable {
    private static final long serialVersionUID = 1;

    private final String id = UUID.randomUUID().toString();
    private final Opener<T> opener;

    private PerExecutor(Opener<T> opener) {
        this.opener = opener;
    }

    /**
     * Opens it, on an executor.
     *
     * @param <T> what is opened
     */
    @FunctionalInterface
    public interface Opener<T> extends Serializable {
        /**
         * Opens it.
         *
         * @return new; closed in the end if it is {@link AutoCloseable}
         */
        T open();
    }

    /**
     * Opens a file, on an executor.
     *
     * @param <T> what is opened
     */
    @FunctionalInterface
    public interface FileOpener<T> extends Serializable {
        /**
         * Opens it.
         *
         * @param file deleted afterwards
         * @return new; closed in the end if it is {@link AutoCloseable}
         */
        T open(Path file);
    }

    /**
     * What is opened from the class path, or from a file that all machines see.
     *
     * @param opener travels to the executors
     * @param <T> what is opened
     * @return the way to open it
     */
    public static <T> PerExecutor<T> of(Opener<T> opener) {
        return new PerExecutor<>(opener);
    }

    /**
     * What is opened from a file that the driver alone sees. Its bytes go to every executor once, by Spark's broadcast,
     * in which executors pass them on to each other.
     *
     * @param session the application
     * @param file of less than 2 GB
     * @param opener opens the copy, such as {@code StackGan::load}; travels to the executors
     * @param <T> what is opened
     * @return the way to open it
     * @throws StackGanException if the file cannot be read
     */
    public static <T> PerExecutor<T> broadcast(SparkSession session, Path file, FileOpener<T> opener) {
        String name = String.valueOf(file.getFileName());
        Broadcast<byte[]> bytes =
                JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(read(file));
        return new PerExecutor<>(() -> openCopy(name, bytes.value(), opener));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new StackGanException(file + " cannot be broadcast: " + e + "; name a file that can be read", e);
        }
    }

    /** Loaders go by a file's name and content, so the copy keeps the name. */
    private static <T> T openCopy(String name, byte[] bytes, FileOpener<T> opener) {
        try {
            Path folder = Files.createTempDirectory("stackgan");
            Path copy = folder.resolve(name);
            try {
                return opener.open(Files.write(copy, bytes));
            } finally {
                Files.deleteIfExists(copy);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A copy of " + name + " cannot be written to the executor's disk", e);
        }
    }

    /** What is open, for as long as the task at hand runs; on an executor. */
    T get() {
        return OpenResources.get(id, opener);
    }
}

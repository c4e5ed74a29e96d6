package io.github.stackgan.core.engine;

import ai.djl.util.Utils;
import io.github.stackgan.StackGanException;
import io.github.stackgan.checks.Folders;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Brings NVIDIA's libraries from Maven to the engine.
 *
 * <p>{@code pytorch-native-cu118} needs cuDNN 8, and DJL looks for the CUDA runtime to find out whether there is a GPU;
 * neither is in that jar. {@code org.bytedeco:cuda:11.8-8.6-1.5.8} with the classifier {@code linux-x86_64-redist} has
 * both. Where it is among an application's dependencies, they are unpacked once into DJL's cache folder and loaded
 * before the engine is; {@code StackGan} and the encoders do that by themselves. Without it nothing happens, and the
 * libraries must be installed where the system finds them.
 *
 * @since 0.1.0
 */
public final class CudaLibraries {
    private static final String ORIGIN = "org/bytedeco/cuda/linux-x86_64/";
    private static final String FOLDER = "stackgan-cuda-11.8-8.6";

    /** JNA, by which DJL looks for GPUs, finds it by this name. */
    private static final String RUNTIME = "libcudart.so.11.0";

    private static final String RUNTIME_NAME = "libcudart.so";

    /** Each after those that it needs. Convolutions and normalisation need no more. */
    private static final List<String> CUDNN = List.of(
            "libcublasLt.so.11",
            "libcublas.so.11",
            "libcudnn_ops_infer.so.8",
            "libcudnn_ops_train.so.8",
            "libcudnn_cnn_infer.so.8",
            "libcudnn_cnn_train.so.8",
            "libcudnn.so.8");

    private static @Nullable Outcome outcome;

    /** What {@link #load} did. */
    public enum Outcome {
        /** The libraries are loaded. */
        LOADED,
        /** The jar is not there. */
        ABSENT
    }

    private CudaLibraries() {}

    /**
     * Loads the libraries, once for the process; later calls do nothing.
     *
     * @return what came of it
     * @throws StackGanException if they cannot be unpacked or loaded, saying where and why
     */
    public static synchronized Outcome load() {
        if (outcome == null) {
            outcome = load(CudaLibraries.class.getClassLoader(), Utils.getEngineCacheDir());
        }
        return outcome;
    }

    static Outcome load(ClassLoader from, Path cache) {
        if (from.getResource(ORIGIN + RUNTIME) == null) {
            return Outcome.ABSENT;
        }
        Path folder = unpacked(from, cache);
        String others = System.getProperty("jna.library.path", "");
        System.setProperty(
                "jna.library.path", others.isEmpty() ? folder.toString() : others + File.pathSeparator + folder);
        for (String library : CUDNN) {
            try {
                System.load(folder.resolve(library).toAbsolutePath().toString());
            } catch (UnsatisfiedLinkError e) {
                throw new StackGanException(
                        folder.resolve(library) + " cannot be loaded: " + e.getMessage()
                                + ". Remove that folder to unpack it anew, or take org.bytedeco:cuda out of the"
                                + " dependencies and install cuDNN 8 for CUDA 11.",
                        e);
            }
        }
        return Outcome.LOADED;
    }

    /** The folder with the libraries; it appears whole or not at all. */
    static Path unpacked(ClassLoader from, Path cache) {
        Path folder = cache.resolve(FOLDER);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try {
            Folders.make(cache);
            Path aside = Files.createTempDirectory(cache, FOLDER);
            try {
                for (String library : CUDNN) {
                    copy(from, library, aside.resolve(library));
                }
                copy(from, RUNTIME, aside.resolve(RUNTIME_NAME));
                move(aside, folder);
            } finally {
                // What is still here was not wanted: something failed, or another process was faster.
                Utils.deleteQuietly(aside);
            }
            return folder;
        } catch (IOException e) {
            throw new StackGanException(
                    String.format(
                            Locale.ROOT,
                            "NVIDIA's libraries cannot be unpacked into %s, which takes 1.6 GB: %s. Make room there, or"
                                    + " choose another folder by the environment variable DJL_CACHE_DIR.",
                            folder,
                            e),
                    e);
        }
    }

    private static void copy(ClassLoader from, String library, Path to) throws IOException {
        try (InputStream in = from.getResourceAsStream(ORIGIN + library)) {
            if (in == null) {
                throw new IOException("the jar has no " + ORIGIN + library);
            }
            Files.copy(in, to);
        }
    }

    private static void move(Path aside, Path folder) throws IOException {
        try {
            Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }
}

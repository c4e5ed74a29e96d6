package io.github.stackgan.core.engine;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The engine's threads. */
final class OpenMp {
    private static final System.Logger LOGGER = System.getLogger(OpenMp.class.getName());
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final int SOFT = 1;

    private OpenMp() {}

    /**
     * Ends the helpers that the engine started for the calling thread; its next call starts them again. GNU OpenMP
     * starts some for every thread that calls the engine, and as soon as there are more than cores, all of them go to
     * sleep between calls.
     */
    static void release() {
        try {
            library().map(NativeLibrary::getInstance).ifPresent(l -> l.getFunction("omp_pause_resource_all")
                    .invokeInt(new Object[] {SOFT}));
        } catch (UnsatisfiedLinkError | IOException e) {
            // An older or other OpenMP cannot do it, and the helpers stay: slower, nothing else.
            LOGGER.log(System.Logger.Level.DEBUG, "The engine's helpers stay", e);
        }
    }

    private static Optional<String> library() throws IOException {
        if (Files.notExists(MAPS)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(MAPS)) {
            return lines.filter(l -> l.contains("/libgomp"))
                    .map(l -> l.substring(l.indexOf('/')))
                    .findFirst();
        }
    }
}

package io.github.stackgan.metrics.evaluation;

import io.github.stackgan.Provenance;
import io.github.stackgan.core.engine.PyTorchEngine;
import io.github.stackgan.spi.LibraryVersion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * What a report says of the code that made its figures, and of the model that it scored.
 *
 * @since 0.1.0
 */
public final class ReportProvenance {
    private ReportProvenance() {}

    /**
     * Adds versions of library, engine and Java, the date, and the seconds since then.
     *
     * @param settings the report's
     * @param start when the work began
     */
    public static void addHere(Map<String, Object> settings, Instant start) {
        settings.put("libraryVersion", LibraryVersion.current());
        settings.put("engine", PyTorchEngine.versions());
        settings.put("java", Runtime.version().toString());
        settings.put("date", start.truncatedTo(ChronoUnit.SECONDS).toString());
        settings.put("seconds", ChronoUnit.MILLIS.between(start, Instant.now()) / 1000.0);
    }

    static void addModel(Map<String, Object> settings, Provenance provenance) {
        settings.put("trainedOn", provenance.dataset());
        settings.put("iterations", provenance.iterations().toString());
        settings.put("textEncoder", provenance.textEncoderFingerprint());
        settings.put("trainedBy", provenance.libraryVersion());
        settings.put("trainedByEngine", provenance.engine());
    }
}

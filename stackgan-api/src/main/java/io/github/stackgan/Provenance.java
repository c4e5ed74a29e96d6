package io.github.stackgan;

import java.util.List;
import org.immutables.gson.Gson;
import org.immutables.value.Value;

/**
 * Where a model comes from; saved inside every model and checkpoint.
 *
 * @since 0.1.0
 */
@Value.Immutable
@Gson.TypeAdapters
public interface Provenance extends WithProvenance {
    /**
     * The name of the dataset that it was last trained on.
     *
     * @return a name; empty for an untrained model
     */
    default String dataset() {
        return "";
    }

    /**
     * {@link CaptionedImages#fingerprint()} of that dataset.
     *
     * @return hexadecimal digits; empty for an untrained model
     */
    default String datasetFingerprint() {
        return "";
    }

    /**
     * {@link TextEncoder#fingerprint()} of the text encoder.
     *
     * @return hexadecimal digits
     */
    String textEncoderFingerprint();

    /**
     * The training plan, as JSON.
     *
     * @return JSON; empty for an untrained model
     */
    default String plan() {
        return "";
    }

    /**
     * Iterations that every stage has trained for; those of a model that this one was loaded or started from count.
     *
     * @return one number for each stage
     */
    List<Long> iterations();

    /**
     * The version of this library.
     *
     * @return a version
     */
    String libraryVersion();

    /**
     * Name and version of the engine.
     *
     * @return such as {@code "PyTorch 2.7.1"}
     */
    String engine();

    /**
     * The first provenance of a new model.
     *
     * @param textEncoderFingerprint of its text encoder
     * @param iterations zeros, one for each stage
     * @param libraryVersion of this library
     * @param engine name and version
     * @return the provenance
     */
    static Provenance untrained(
            String textEncoderFingerprint, List<Long> iterations, String libraryVersion, String engine) {
        return ImmutableProvenance.builder()
                .textEncoderFingerprint(textEncoderFingerprint)
                .iterations(iterations)
                .libraryVersion(libraryVersion)
                .engine(engine)
                .build();
    }
}

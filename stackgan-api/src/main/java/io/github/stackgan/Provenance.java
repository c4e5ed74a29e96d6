package io.github.stackgan;

import java.util.List;
import java.util.stream.IntStream;
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
    /** The most {@link #captions} there are. */
    int MOST_CAPTIONS = 8;

    /** The longest of {@link #captions}, in characters. */
    int LONGEST_CAPTION = 120;

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
     * A few captions of that dataset, to try.
     *
     * @return at most {@value #MOST_CAPTIONS}, from images all over the dataset; none for an untrained model, one of a
     *     version that kept none, and one that was opened from a checkpoint
     */
    default List<String> captions() {
        return List.of();
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
     * The version of this library that trained it.
     *
     * @return a version; empty for a model that was opened from a checkpoint
     */
    String libraryVersion();

    /**
     * Name and version of the engine.
     *
     * @return such as {@code "PyTorch 2.7.1"}; empty for a model that was opened from a checkpoint
     */
    String engine();

    /**
     * Captions to try, from images all over a dataset.
     *
     * @param data the dataset
     * @return at most {@value #MOST_CAPTIONS}, all different, each of at most {@value #LONGEST_CAPTION} characters
     */
    static List<String> captionsOf(CaptionedImages data) {
        int images = Math.min(data.size(), MOST_CAPTIONS);
        return IntStream.range(0, images)
                .mapToObj(i -> data.captions((int) ((long) i * data.size() / images)))
                .flatMap(captions -> captions.stream()
                        .filter(caption -> caption.length() <= LONGEST_CAPTION)
                        .limit(1))
                .distinct()
                .toList();
    }

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

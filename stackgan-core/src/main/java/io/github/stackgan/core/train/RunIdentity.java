package io.github.stackgan.core.train;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.checkpoint.Json;
import io.github.stackgan.core.checkpoint.JsonDifference;
import io.github.stackgan.settings.StackGanSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must be the same for a run to go on from a checkpoint. */
record RunIdentity(StackGanSettings settings, CaptionedImages data, TextEncoder encoder) {
    private static final String SETTINGS = "settings";
    private static final String DATASET = "dataset";
    private static final String ENCODER = "textEncoder";
    private static final String NOT_NAMED = "not named";

    /** As checkpoints keep it. */
    Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(SETTINGS, json());
        metadata.put(DATASET, dataset());
        metadata.put(ENCODER, encoder.fingerprint());
        return metadata;
    }

    private String json() {
        return Json.write(settings, StackGanSettings.class);
    }

    private String dataset() {
        return data.name() + " " + data.fingerprint();
    }

    /** What a checkpoint has that this run has not, in words; empty if it is one of this run. */
    Optional<String> otherThan(Path path, Map<String, String> checkpoint) {
        List<JsonDifference> differences = JsonDifference.between(withDefaults(path, checkpoint), json());
        if (!differences.isEmpty()) {
            return Optional.of(JsonDifference.text(differences));
        }
        // A dataset is known by its fingerprint, whatever it was called.
        String had = checkpoint.getOrDefault(DATASET, NOT_NAMED);
        if (!had.endsWith(" " + data.fingerprint())) {
            return Optional.of("the dataset " + Quoted.bare(had) + ", not " + Quoted.bare(dataset()));
        }
        String read = checkpoint.getOrDefault(ENCODER, NOT_NAMED);
        return read.equals(encoder.fingerprint())
                ? Optional.empty()
                : Optional.of("the text encoder " + Quoted.bare(read) + ", not " + encoder.fingerprint());
    }

    /** A checkpoint of an older version does not name settings that have come since; they have their defaults. */
    private static String withDefaults(Path path, Map<String, String> checkpoint) {
        String json = checkpoint.getOrDefault(SETTINGS, "");
        return Json.write(Json.settings(path.toString(), json), StackGanSettings.class);
    }
}

package io.github.stackgan.cli.settings;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.checks.Require;
import io.github.stackgan.cli.arguments.TextLines;
import io.github.stackgan.settings.Stage;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import io.github.stackgan.settings.TrainingPlan;
import io.github.stackgan.spi.StrictJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that decides what a training makes, but for its data and seed.
 *
 * @param birds how many synthetic birds, where they are the dataset
 * @param textEncoder the text encoder that is trained first
 * @param stage1 the first stage
 * @param refinements those above it, lowest first
 * @param plan how they are trained
 */
public record TrainSettings(
        int birds, TextEncoderSettings textEncoder, Stage1 stage1, List<Stage2> refinements, TrainingPlan plan) {
    private static final int MOST_STAGES = 4;

    private static final Set<String> PARTS =
            Set.of("birds", "textEncoder", "stage1", "stage2", "stage3", "stage4", "plan");

    /**
     * The text encoder that is trained.
     *
     * @param kind what it is
     * @param embeddingSize its width
     * @param iterations how long it learns
     * @param whitening whether its embeddings then get mean 0 and covariance 1, as those of SENTENCES always have
     */
    public record TextEncoderSettings(TextEncoderKind kind, int embeddingSize, int iterations, boolean whitening) {
        /** Refuses settings that make no sense. */
        public TextEncoderSettings {
            if (kind == null) {
                throw new IllegalArgumentException(
                        "textEncoder.kind is missing; it must be one of " + Arrays.toString(TextEncoderKind.values()));
            }
            Require.width("textEncoder.embeddingSize", embeddingSize);
            Require.notNegative("textEncoder.iterations", iterations);
        }

        /** The same of another kind. */
        public TextEncoderSettings withKind(TextEncoderKind other) {
            return new TextEncoderSettings(other, embeddingSize, iterations, whitening);
        }
    }

    /** All stages, Stage-I first. */
    public List<Stage> stages() {
        return Stream.concat(Stream.of(stage1), refinements.stream()).toList();
    }

    /** As JSON: {@code birds}, {@code textEncoder}, {@code stage1}, {@code stage2} and so on, {@code plan}. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("birds", birds);
        json.add("textEncoder", SettingsJson.of(textEncoder, TextEncoderSettings.class));
        json.add("stage1", SettingsJson.of(stage1, Stage1.class));
        for (int i = 0; i < refinements.size(); i++) {
            json.add("stage" + (i + 2), SettingsJson.of(refinements.get(i), Stage2.class));
        }
        json.add("plan", SettingsJson.of(plan, TrainingPlan.class));
        return json;
    }

    /** These with what a file says in their place; what it leaves out stays. */
    public TrainSettings with(Path file) {
        try {
            JsonElement given = StrictJson.parse(TextLines.withoutMark(Files.readString(file)));
            if (!given.isJsonObject()) {
                throw new IllegalArgumentException("it is not an object");
            }
            return of(SettingsJson.over(json(), given).getAsJsonObject());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "The settings " + Quoted.of(file) + " are not UTF-8; save the file as that: in PowerShell,"
                            + " \"... | Out-File -Encoding utf8 FILE\"",
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException("The settings " + Quoted.of(file) + " cannot be read: " + e, e);
        } catch (JsonParseException | IllegalArgumentException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    "The settings " + Quoted.of(file) + " are wrong: " + e.getMessage()
                            + "; the command settings prints those of a preset",
                    e);
        }
    }

    /** These with another text encoder and plan. */
    public TrainSettings with(TextEncoderSettings otherEncoder, TrainingPlan otherPlan) {
        return new TrainSettings(birds, otherEncoder, stage1, refinements, otherPlan);
    }

    /** These with single settings changed, as {@code stage1.conditioning.klWeight=0.01}. */
    public TrainSettings with(List<String> assignments) {
        JsonObject json = json();
        assignments.forEach(assignment -> SettingPath.parse(assignment).in(json));
        try {
            return of(json);
        } catch (JsonParseException | IllegalArgumentException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    "--set " + String.join(" --set ", assignments) + ": " + e.getMessage(), e);
        }
    }

    private static TrainSettings of(JsonObject json) {
        for (String part : json.keySet()) {
            if (!PARTS.contains(part)) {
                throw new IllegalArgumentException("\"" + part + "\" is not known; there are birds, textEncoder,"
                        + " stage1, stage2 and so on, and plan");
            }
        }
        List<Stage2> refinements = new ArrayList<>();
        for (int i = 2; json.has("stage" + i); i++) {
            refinements.add(SettingsJson.read(json.get("stage" + i), Stage2.class, "stage" + i + ": "));
        }
        for (int i = refinements.size() + 2; i <= MOST_STAGES; i++) {
            if (json.has("stage" + i)) {
                throw new IllegalArgumentException("there is a stage" + i + ", but no stage" + (i - 1)
                        + "; each stage reads the images of the one before it");
            }
        }
        return new TrainSettings(
                SettingsJson.read(json.get("birds"), Integer.class, "birds: "),
                SettingsJson.read(json.get("textEncoder"), TextEncoderSettings.class, "textEncoder: "),
                SettingsJson.read(json.get("stage1"), Stage1.class, "stage1: "),
                List.copyOf(refinements),
                SettingsJson.read(json.get("plan"), TrainingPlan.class, "plan: "));
    }
}

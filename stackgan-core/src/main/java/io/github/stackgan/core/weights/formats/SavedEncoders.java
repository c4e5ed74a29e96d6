package io.github.stackgan.core.weights.formats;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.spi.HostArray;
import io.github.stackgan.spi.SavedTextEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A text encoder as part of a safetensors file: its kind and settings in the metadata, its numbers under a prefix. */
public final class SavedEncoders {
    /** Files that name no kind are of char-CNN-RNN, the first there was; they stay as they were. */
    public static final String CHAR_CNN_RNN = "char-cnn-rnn";

    /** What the names of an encoder's weights begin with in a model's file. */
    public static final String IN_MODELS = "text.";

    private static final String SETTINGS = "textEncoder";
    private static final String KIND = "textEncoderKind";
    private static final String ARTIFACT = "textEncoderArtifact";

    private SavedEncoders() {}

    /**
     * Adds an encoder to what is to be written.
     *
     * @throws ModelFormatException if an array's numbers are not as many as its shape asks for
     */
    public static void put(
            SavedTextEncoder encoder, String prefix, Map<String, String> metadata, Map<String, Weight> weights) {
        metadata.put(SETTINGS, encoder.settings());
        if (!encoder.kind().equals(CHAR_CNN_RNN)) {
            metadata.put(KIND, encoder.kind());
            metadata.put(ARTIFACT, encoder.artifact());
        }
        encoder.arrays().forEach((name, array) -> {
            try {
                weights.put(prefix + name, Weight.of(array));
            } catch (IllegalArgumentException e) {
                throw new ModelFormatException(
                        "The text encoder of the kind " + Quoted.of(encoder.kind()) + " cannot be saved: its array "
                                + Quoted.of(name) + ": " + e.getMessage(),
                        e);
            }
        });
    }

    /**
     * Finds the encoder in what was read.
     *
     * @return the encoder, or empty if there is none
     * @throws ModelFormatException if its kind cannot be one
     */
    public static Optional<SavedTextEncoder> get(String origin, String prefix, SafetensorsFile file) {
        Map<String, String> metadata = file.metadata();
        String settings = metadata.get(SETTINGS);
        if (settings == null) {
            return Optional.empty();
        }
        Map<String, HostArray> arrays = new LinkedHashMap<>();
        file.weights().forEach((name, weight) -> {
            if (name.startsWith(prefix)) {
                arrays.put(name.substring(prefix.length()), weight);
            }
        });
        String kind = metadata.getOrDefault(KIND, CHAR_CNN_RNN);
        try {
            return Optional.of(new SavedTextEncoder(
                    kind, metadata.getOrDefault(ARTIFACT, "that the model's maker names"), settings, arrays));
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(
                    origin + ": its textEncoderKind is " + Quoted.of(kind) + ", which no kind of text encoder can be;"
                            + " fetch the file again, or save it again",
                    e);
        }
    }
}

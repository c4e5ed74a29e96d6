package io.github.stackgan.core.text;

import ai.djl.Device;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.FormatVersion;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import io.github.stackgan.core.weights.formats.SavedEncoders;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.spi.SavedTextEncoder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A text encoder in a file, of any kind that can be saved: a char-CNN-RNN as {@link CharCnnRnn#save} writes it,
 * others as safetensors whose metadata names the kind.
 *
 * @since 0.1.0
 */
public final class TextEncoderFile {
    private TextEncoderFile() {}

    /**
     * Writes an encoder; the file appears whole or not at all.
     *
     * @param path the file; one that is there is replaced, and stays if this fails
     * @param encoder what to write
     * @throws IllegalArgumentException if encoders of its kind cannot be saved
     * @throws ModelFormatException if the file cannot be written, or a number is NaN or infinite
     */
    public static void write(Path path, TextEncoder encoder) {
        SavedTextEncoder saved = encoder.saved()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The text encoder " + encoder.getClass().getName()
                                + " cannot be saved: its saved() is empty; save what it is made of"));
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, Weight> weights = new LinkedHashMap<>();
        SavedEncoders.put(saved, "", metadata, weights);
        if (saved.kind().equals(SavedEncoders.CHAR_CNN_RNN)) {
            metadata.clear();
        } else {
            FormatVersion.TEXT_ENCODER.mark(metadata);
        }
        WeightFiles.write(path, metadata, weights);
    }

    /**
     * Reads an encoder onto the default device.
     *
     * @param path what {@link #write} wrote, a char-CNN-RNN as {@link CharCnnRnn#load(Path)} takes it, or a model,
     *     whose encoder it is
     * @return the encoder, to be closed
     * @throws ModelFormatException if the file cannot be read, is damaged or holds something else, or if nothing on the
     *     class path reads its kind, naming the artifact to add
     */
    public static TextEncoder read(Path path) {
        return read(path, Optional.empty());
    }

    /**
     * Reads an encoder as {@link #read(Path)} does, onto a device.
     *
     * @param path what {@link #write} wrote, a char-CNN-RNN, or a model
     * @param device where to put it
     * @return the encoder, to be closed
     * @throws ModelFormatException as {@link #read(Path)}
     */
    public static TextEncoder read(Path path, Device device) {
        return read(path, Optional.of(device));
    }

    private static TextEncoder read(Path path, Optional<Device> device) {
        Map<String, String> metadata = WeightFiles.metadata(path);
        boolean model = FormatVersion.MODEL.isOf(metadata);
        if (!model && !FormatVersion.TEXT_ENCODER.isOf(metadata)) {
            return device.map(d -> CharCnnRnn.load(path, d)).orElseGet(() -> CharCnnRnn.load(path));
        }
        (model ? FormatVersion.MODEL : FormatVersion.TEXT_ENCODER).require(path, metadata);
        SafetensorsFile file = WeightFiles.readOwn(path);
        String origin = path.toString();
        return SavedEncoders.get(origin, model ? SavedEncoders.IN_MODELS : "", file)
                .orElseThrow(() -> new ModelFormatException(origin
                        + (model
                                ? ": the model's text encoder is one of its maker's own, which the file does not hold; give that"
                                        + " encoder itself"
                                : ": its metadata has no textEncoder; fetch the file again, or save it again")))
                .read(origin, device);
    }
}

package io.github.stackgan.onnx;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.checks.FileFault;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.export.ModelNumbers;
import io.github.stackgan.core.text.Alphabet;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.formats.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Experimental: a model as ONNX files (operator set 17), for ONNX Runtime and whatever else reads them; N is any number
 * of images.
 *
 * <p>{@code generators.onnx}: {@code embedding} (N, T), {@code z} (N, Nz) of the standard normal distribution, and
 * {@code eps1}, {@code eps2}, ... (N, Ng), the noise of each stage's condition, where it draws any; zeros give the mean
 * condition. It gives {@code stage1}, {@code stage2}, ... (N, 3, S, S), red first, in [-1, 1]: the images of all
 * stages. Settings and provenance are JSON in its metadata.
 *
 * <p>{@code text-encoder.onnx}, of a model that reads by char-CNN-RNN: {@code characters} (N, 201), whole numbers of 32
 * bits from 0 to 70 as {@link Alphabet#rows} gives them, to {@code embedding} (N, T). Its metadata say the
 * {@code alphabet}, and whether {@code unknown} characters are read as SPACE or BLANK.
 *
 * @since 0.1.0
 */
public final class OnnxFiles {
    static final String GENERATORS = "generators.onnx";
    static final String TEXT_ENCODER = "text-encoder.onnx";

    private OnnxFiles() {}

    /**
     * Writes a model; each file appears whole or not at all.
     *
     * @param gan the model
     * @param folder where the files go; made if it is not there
     * @param options FLOAT16 keeps the weights in half precision, which is computed with in single precision; others
     *     make no difference
     * @return the files: the generators, and the text encoder if it is char-CNN-RNN
     * @throws ModelFormatException if a file cannot be written, or a weight is NaN, infinite or too large for FLOAT16
     * @throws IllegalArgumentException if the model is told where to draw
     */
    public static List<Path> write(StackGan gan, Path folder, SaveOption... options) {
        Map<String, byte[]> models = models(gan, options);
        Path encoder = folder.resolve(TEXT_ENCODER);
        if (!models.containsKey(TEXT_ENCODER) && Files.exists(encoder)) {
            throw new ModelFormatException(Quoted.of(encoder) + " is of another model, and would seem to belong to this"
                    + " one, whose text encoder cannot be written; name another folder");
        }
        List<Path> files = new ArrayList<>();
        models.forEach((name, bytes) -> files.add(write(folder.resolve(name), bytes)));
        return List.copyOf(files);
    }

    /** The files' bytes by their names. */
    static Map<String, byte[]> models(StackGan gan, SaveOption... options) {
        if (gan.settings().stage1().location().isPresent()) {
            throw new IllegalArgumentException("The model's first stage is told where to draw, which ONNX files know"
                    + " nothing of; export a model without Stage1.location()");
        }
        Set<SaveOption> chosen = EnumSet.of(SaveOption.GENERATORS_ONLY);
        chosen.addAll(List.of(options));
        ModelNumbers numbers = ModelNumbers.of(gan, chosen.toArray(SaveOption[]::new));
        Map<String, String> origin = new LinkedHashMap<>(numbers.metadata());
        origin.keySet().retainAll(List.of("settings", "provenance"));
        Map<String, byte[]> models = new LinkedHashMap<>();
        models.put(GENERATORS, GeneratorGraph.model(gan.settings(), numbers, origin));
        if (gan.textEncoder() instanceof CharCnnRnn encoder) {
            Map<String, String> reading = Map.of(
                    "alphabet",
                    Alphabet.CHARACTERS,
                    "unknown",
                    encoder.unknownCharacters().name());
            models.put(TEXT_ENCODER, TextEncoderGraph.model(encoder, numbers.startingWith("text."), reading));
        }
        return models;
    }

    static Path write(Path file, byte[] bytes) {
        try {
            AtomicFile.write(file, channel -> {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
            });
            return file;
        } catch (IOException e) {
            throw new ModelFormatException(
                    file + " cannot be written: " + FileFault.reason(e)
                            + "; name a folder that may be written and has room",
                    e);
        }
    }
}

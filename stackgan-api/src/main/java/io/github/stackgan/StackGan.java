package io.github.stackgan;

import ai.djl.Device;
import ai.djl.modality.cv.Image;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A text-to-picture model: a stack of generative adversarial networks that turns a sentence into a picture (Zhang et al.,
 * <i>StackGAN</i>, ICCV 2017).
 *
 * <pre>{@code
 * try (StackGan gan = StackGan.pretrained("birds")) {
 *     Image bird = gan.generate("a small red bird with a white belly");
 * }
 * }</pre>
 *
 * <p>The way of a sentence: {@link TextEncoder} gives its embedding; every stage's Conditioning Augmentation draws a condition
 * from it; Stage-I draws a small picture from condition and noise; each further stage reads the picture before it and its own
 * condition, and enlarges. Drawing is safe from several threads at once; training is not, and nothing may be drawn while it
 * runs. Holds native memory until closed.
 *
 * @since 0.1.0
 */
public interface StackGan extends AutoCloseable {
    /**
     * Starts a new, untrained model.
     *
     * @return a builder that knows nothing yet
     */
    static StackGanBuilder builder() {
        return new StackGanBuilder();
    }

    /**
     * Reads a model that an artifact brings, onto the default device. It is unpacked once to the user's cache, and
     * compared with its SHA-256 each time. The cache is the folder that the system property {@code stackgan.cache}
     * names, else {@code $XDG_CACHE_HOME/stackgan} or {@code ~/.cache/stackgan}; on macOS
     * {@code ~/Library/Caches/stackgan}, on Windows {@code %LOCALAPPDATA%\stackgan\cache}.
     *
     * @param name such as birds, of the artifact io.github.stackgan:stackgan-model-birds
     * @return the model
     * @throws IllegalArgumentException if no such model is on the class path; tells which are, and the artifact to add
     * @throws ModelFormatException if the model cannot be unpacked or is damaged
     */
    static StackGan pretrained(String name) {
        return load(PretrainedModels.onClassPath().file(name));
    }

    /**
     * Reads a model onto the default device, a GPU if the engine sees one.
     *
     * @param path a file that {@link #save} wrote
     * @return the model
     * @throws ModelFormatException if the file is not a model, was written by a newer version, is damaged (its checksum
     *     is verified), has weights that are NaN, infinite or not those of its settings, or if its text encoder cannot
     *     be saved and must be given
     */
    static StackGan load(Path path) {
        return Providers.only().load(path, Optional.empty(), Optional.empty());
    }

    /**
     * Reads a model.
     *
     * @param path a file that {@link #save} wrote
     * @param device where to put the weights
     * @return the model
     * @throws ModelFormatException if the file is not a model, was written by a newer version, is damaged (its checksum
     *     is verified), has weights that are NaN, infinite or not those of its settings, or if its text encoder cannot
     *     be saved and must be given
     */
    static StackGan load(Path path, Device device) {
        return Providers.only().load(path, Optional.empty(), Optional.of(device));
    }

    /**
     * Reads a model that was trained with a text encoder of your own.
     *
     * @param path a file that {@link #save} wrote
     * @param device where to put the weights
     * @param encoder the text encoder; the model closes it
     * @return the model
     * @throws ModelFormatException as {@link #load(Path, Device)}, and if the encoder's embeddings are of another
     *     length
     */
    static StackGan load(Path path, Device device, TextEncoder encoder) {
        return Providers.only().load(path, Optional.of(encoder), Optional.of(device));
    }

    /**
     * Draws one picture of a sentence with the model's own seed.
     *
     * @param text the sentence; see {@link GenerationRequest#texts()}
     * @return the last stage's picture, RGB
     */
    default Image generate(String text) {
        return generate(GenerationRequest.of(text)).get(0).image();
    }

    /**
     * Draws pictures.
     *
     * @param request what to draw
     * @return {@link GenerationRequest#count()} pictures for every sentence, sentence by sentence; the same request gives the
     *     same pictures every time
     */
    List<GeneratedPicture> generate(GenerationRequest request);

    /**
     * Draws the way from one sentence to another: the embedding moves on a straight line, the noise stays (paper figure 8).
     *
     * @param from the first sentence
     * @param to the last sentence
     * @param steps how many pictures, at least 2
     * @param seed any number
     * @return the pictures, from the first sentence's to the last's
     */
    List<GeneratedPicture> interpolate(String from, String to, int steps, long seed);

    /**
     * Trains the stages one after the other, lowest first; each is frozen when the next begins.
     *
     * @param data what to learn from
     * @param plan how long and how
     * @param listeners who hears of it
     * @throws TrainingException if a loss becomes NaN or infinite, or the run's folder cannot be used
     * @throws DatasetException if a picture cannot be read
     */
    void train(CaptionedImages data, TrainingPlan plan, TrainingListener... listeners);

    /**
     * Writes the model to one safetensors file with a checksum; it appears whole or not at all. Folders on the way to
     * it are made.
     *
     * @param path the file; one that is there is replaced, and stays as it is if this fails
     * @param options how
     * @throws ModelFormatException if the file cannot be written (no permission, no room, a folder of this name), or a
     *     weight is NaN, infinite, or too large for {@link SaveOption#FLOAT16}, with the reason and what to do
     */
    void save(Path path, SaveOption... options);

    /**
     * What decides the model's shape.
     *
     * @return the settings
     */
    StackGanSettings settings();

    /**
     * Where the model comes from.
     *
     * @return the provenance
     */
    Provenance provenance();

    /**
     * The words of the captions that the model learned from.
     *
     * @return the words; none for a model that was not trained yet, or by a version that kept none
     */
    default Vocabulary vocabulary() {
        return Vocabulary.empty();
    }

    /**
     * What the model does not know of a text: words that no caption had, and characters that its text encoder cannot read. It
     * generates an image of such a text all the same.
     *
     * @param text any text
     * @return what is unknown; empty if all is known
     */
    default UnknownText unknownText(String text) {
        return UnknownText.of(text, vocabulary(), textEncoder());
    }

    /**
     * What reads the sentences.
     *
     * @return the text encoder, closed with the model
     */
    TextEncoder textEncoder();

    /** Frees the native memory. Harmless when called again. */
    @Override
    void close();
}

package io.github.stackgan;

import ai.djl.Device;
import ai.djl.modality.cv.Image;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A text-to-image model: a stack of generative adversarial networks that turns a text into an image (Zhang et al.,
 * <i>StackGAN</i>, ICCV 2017).
 *
 * <pre>{@code
 * try (StackGan gan = StackGan.pretrained("birds")) {
 *     Image bird = gan.generate("a small red bird with a white belly");
 * }
 * }</pre>
 *
 * <p>The way of a text: {@link TextEncoder} gives its embedding; every stage's Conditioning Augmentation samples
 * a condition from it; Stage-I generates a small image from condition and noise; each further stage reads the image
 * before it and its own condition, and enlarges. Generating is safe from several threads at once; training is not, and
 * nothing may be generated while it runs. Holds native memory until closed.
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
     * Reads a model that an artifact brings, onto the default device. It is unpacked once to the user's cache, compared
     * with its SHA-256, and unpacked anew should that file be damaged later. The cache is the folder that the system
     * property {@code stackgan.cache} names, else {@code $XDG_CACHE_HOME/stackgan} or {@code ~/.cache/stackgan}; on
     * macOS {@code ~/Library/Caches/stackgan}, on Windows {@code %LOCALAPPDATA%\stackgan\cache}.
     *
     * @param name such as birds, of the artifact io.github.stackgan:stackgan-model-birds
     * @return the model
     * @throws IllegalArgumentException if no such model is on the class path; tells which are, and the artifact to add
     * @throws ModelFormatException if the model cannot be unpacked or is damaged
     */
    static StackGan pretrained(String name) {
        return PretrainedModels.onClassPath().open(name, StackGan::load);
    }

    /**
     * Reads a model that an artifact brings, as {@link #pretrained(String)} does, onto a device.
     *
     * @param name such as birds
     * @param device where to put the weights
     * @return the model
     * @throws IllegalArgumentException if no such model is on the class path; tells which are, and the artifact to add
     * @throws ModelFormatException if the model cannot be unpacked or is damaged
     */
    static StackGan pretrained(String name, Device device) {
        return PretrainedModels.onClassPath().open(name, file -> load(file, device));
    }

    /**
     * Reads a model onto the default device, a GPU if the engine sees one.
     *
     * @param path a file that {@link #save} wrote; or a checkpoint of training, or the folder of a run of the command
     *     line, for the stages trained so far
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
     * @param path a file that {@link #save} wrote; or a checkpoint of training, or the folder of a run of the command
     *     line, for the stages trained so far
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
     * @param path a file that {@link #save} wrote; or a checkpoint of training, or the folder of a run of the command
     *     line, for the stages trained so far
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
     * Reads a model that was trained with a text encoder of your own, onto the default device: a GPU if there is one.
     *
     * @param path as {@link #load(Path, Device, TextEncoder)} takes it
     * @param encoder the text encoder; the model closes it
     * @return the model
     * @throws ModelFormatException as {@link #load(Path, Device, TextEncoder)}
     */
    static StackGan load(Path path, TextEncoder encoder) {
        return Providers.only().load(path, Optional.of(encoder), Optional.empty());
    }

    /**
     * Generates one image of a text with the model's own seed.
     *
     * @param text the text; see {@link GenerationRequest#texts()}
     * @return the last stage's image, RGB
     */
    default Image generate(String text) {
        return generate(GenerationRequest.of(text)).get(0).image();
    }

    /**
     * Generates images.
     *
     * @param request what to generate
     * @return {@link GenerationRequest#count()} images for every text, text by text; the same request gives
     *     the same images every time
     * @throws IllegalStateException if the model was closed
     * @throws IllegalArgumentException if the model cannot do what the request asks for: a location of another kind
     *     than it is told, or none, or repeats of a stage that it has not
     * @throws StackGanException if the thread is interrupted between two batches
     */
    default List<GeneratedImage> generate(GenerationRequest request) {
        return stream(request).toList();
    }

    /**
     * Generates images as they are asked for, a batch ahead at most, so that ten thousand take no more memory than a
     * batch. They are the same as {@link #generate(GenerationRequest)}'s. Whoever takes no more has nothing to stop; a
     * thread that is interrupted gets an exception before its next batch, and stays interrupted.
     *
     * <pre>{@code
     * gan.stream(GenerationRequest.of("a yellow bird").withCount(10_000)).forEach(image -> write(image));
     * }</pre>
     *
     * @param request what to generate
     * @return the images, text by text, to be used before the model is closed, by one thread
     * @throws IllegalStateException if the model was closed
     * @throws IllegalArgumentException as {@link #generate(GenerationRequest)}
     */
    Stream<GeneratedImage> stream(GenerationRequest request);

    /**
     * Generates the way from one text to another: the embedding moves on a straight line, the noise stays (paper figure
     * 8).
     *
     * @param from the first text
     * @param to the last text
     * @param steps how many images, at least 2
     * @param seed any number
     * @return the images, from the first text's to the last's
     * @throws IllegalArgumentException if there are fewer than 2 steps, or the model is told where to draw
     * @throws IllegalStateException if the model was closed
     */
    List<GeneratedImage> interpolate(String from, String to, int steps, long seed);

    /**
     * Trains the stages one after the other, lowest first; each is frozen when the next begins. Interrupting the thread
     * stops it after the iteration at hand, with a checkpoint if the plan has any; the same call goes on from there. A
     * call that was stopped or failed leaves the model as far as it came, and {@link #provenance} says so.
     *
     * @param data what to learn from
     * @param plan how long and how
     * @param listeners who hears of it
     * @throws TrainingException if plan and stages, or data and plan, do not fit together, before anything is trained;
     *     if a loss becomes NaN or infinite; if the run's folder cannot be used or has another run's checkpoint; or if
     *     the thread was interrupted
     * @throws DatasetException if an image cannot be read
     * @throws ModelFormatException if the newest checkpoint is of a newer version
     * @throws IllegalStateException if the model was closed
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
     * A hash of everything that decides the model's images: settings, the generators' weights and statistics, and the
     * text encoder. Two models with one fingerprint generate the same images on the same machine.
     *
     * @return lower-case hexadecimal digits: SHA-256
     */
    String fingerprint();

    /**
     * The words of the captions that the model learned from.
     *
     * @return the words; none for a model that was not trained yet, or by a version that kept none, or that was opened
     *     from a checkpoint
     */
    default Vocabulary vocabulary() {
        return Vocabulary.empty();
    }

    /**
     * What the model does not know of a text: words that no caption had, and characters that its text encoder cannot
     * read. It generates an image of such a text all the same.
     *
     * @param text any text
     * @return what is unknown; empty if all is known
     */
    default UnknownText unknownText(String text) {
        return UnknownText.of(text, vocabulary(), textEncoder());
    }

    /**
     * What reads the texts.
     *
     * @return the text encoder, closed with the model
     */
    TextEncoder textEncoder();

    /**
     * Frees the native memory, once the images at hand are generated; the model then refuses to generate, train or
     * save. Harmless when called again. Not while it trains: interrupt that first.
     */
    @Override
    void close();
}

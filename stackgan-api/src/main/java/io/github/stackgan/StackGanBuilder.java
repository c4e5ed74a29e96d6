package io.github.stackgan;

import ai.djl.Device;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a new model is made of. Every option can be set once; {@link #textEncoder} and {@link #stage1} must be.
 *
 * @since 0.1.0
 */
public final class StackGanBuilder {
    private @Nullable TextEncoder textEncoder;
    private @Nullable Stage1 stage1;
    private final List<Stage2> refinements = new ArrayList<>();
    private @Nullable Device device;
    private OptionalLong seed = OptionalLong.empty();
    private @Nullable Path startFrom;

    StackGanBuilder() {}

    /**
     * Sets what reads the texts.
     *
     * @param encoder the text encoder; the model closes it
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public StackGanBuilder textEncoder(TextEncoder encoder) {
        once("textEncoder", Optional.ofNullable(textEncoder));
        textEncoder = encoder;
        return this;
    }

    /**
     * Sets the first stage.
     *
     * @param settings such as {@link Stage1#paper()}
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public StackGanBuilder stage1(Stage1 settings) {
        once("stage1", Optional.ofNullable(stage1));
        stage1 = settings;
        return this;
    }

    /**
     * Sets the second stage; the common case of {@link #stage}.
     *
     * @param settings such as {@link Stage2#paper()}
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public StackGanBuilder stage2(Stage2 settings) {
        once("stage2", refinements.stream().findFirst());
        return stage(settings);
    }

    /**
     * Adds a stage on top of those set so far. Without any, the model has Stage-I alone.
     *
     * @param settings a stage 2 or 4 times as large as the one below it
     * @return this
     */
    public StackGanBuilder stage(Stage2 settings) {
        refinements.add(settings);
        return this;
    }

    /**
     * Sets where the weights live.
     *
     * @param where such as {@link Device#cpu()}; by default a GPU if the engine sees one
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public StackGanBuilder device(Device where) {
        once("device", Optional.ofNullable(device));
        device = where;
        return this;
    }

    /**
     * Sets where the first weights, the noise and the order of the training data come from.
     *
     * @param number any number; by default 0
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public StackGanBuilder seed(long number) {
        once("seed", seed.isPresent() ? Optional.of(seed.getAsLong()) : Optional.empty());
        seed = OptionalLong.of(number);
        return this;
    }

    /**
     * Sets a trained model whose lowest stages the new one takes over: generators, and discriminators where the file
     * has them, from Stage-I upwards until the first stage whose settings differ in more than weight and reduction of
     * the divergence. What lies above starts anew. Together with {@link
     * io.github.stackgan.settings.StagePlan#maxIterations()} of 0 for the stages taken over, this trains a new
     * Stage-II, or a third stage, on top of what is there.
     *
     * @param model a file that {@link StackGan#save} wrote, of a model with the same text encoder, or one in whose
     *     place this one's was put
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public StackGanBuilder startFrom(Path model) {
        once("startFrom", Optional.ofNullable(startFrom));
        startFrom = model;
        return this;
    }

    /**
     * Makes the model, with freshly initialised weights in all stages that {@link #startFrom} does not fill.
     *
     * @return the model
     * @throws IllegalStateException if the text encoder or Stage-I is not set, or no implementation is on the class
     *     path
     * @throws IllegalArgumentException if the stages do not fit onto each other
     * @throws ModelFormatException if the file to start from cannot be read, was trained with another text encoder that
     *     this one does not stand for, or has another Stage-I
     */
    public StackGan build() {
        TextEncoder encoder = required("textEncoder", textEncoder);
        Stage1 first = required("stage1", stage1);
        StackGanSettings settings =
                StackGanSettings.of(encoder.embeddingSize(), first, refinements).withSeed(seed.orElse(0));
        return Providers.only().create(settings, encoder, Optional.ofNullable(startFrom), Optional.ofNullable(device));
    }

    private static void once(String name, Optional<?> old) {
        if (old.isPresent()) {
            throw new IllegalStateException(name + " is already set, to " + old.get() + "; set it only once");
        }
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException(name + " is not set; call StackGan.builder()." + name + "(...)");
        }
        return value;
    }
}

package io.github.stackgan.langchain4j;

import dev.langchain4j.data.image.Image;
import dev.langchain4j.model.image.ImageModel;
import dev.langchain4j.model.output.Response;
import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.GenerationRequest.ConditioningMode;
import io.github.stackgan.StackGan;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Experimental: a {@link StackGan} as LangChain4j's image model. Its images are PNG as base64, of the last stage's
 * size.
 *
 * <pre>{@code
 * try (StackGanImageModel model = StackGanImageModel.builder()
 *         .gan(StackGan.pretrained("birds"))
 *         .build()) {
 *     String png = model.generate("a small red bird with a white belly").content().base64Data();
 * }
 * }</pre>
 *
 * <p>The same text gives the same image every time; several images of one text have consecutive seeds. It needs no
 * network, and serves several threads at once. Images cannot be edited.
 *
 * @since 0.1.0
 */
public final class StackGanImageModel implements ImageModel, AutoCloseable {
    private final StackGan gan;
    private final GenerationRequest settings;

    private StackGanImageModel(StackGan gan, GenerationRequest settings) {
        this.gan = gan;
        this.settings = settings;
    }

    /**
     * Starts a model.
     *
     * @return a builder that knows nothing yet
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Generates one image.
     *
     * @param text see {@link GenerationRequest#texts()}
     * @return the image
     */
    @Override
    public Response<Image> generate(String text) {
        return Response.from(generate(text, 1).content().get(0));
    }

    /**
     * Generates several images.
     *
     * @param text see {@link GenerationRequest#texts()}
     * @param count how many, at least 1
     * @return the images, whose seeds follow one another
     * @throws IllegalArgumentException if the count is less than 1
     */
    @Override
    public Response<List<Image>> generate(String text, int count) {
        return Response.from(gan.generate(settings.withTexts(text).withCount(count)).stream()
                .map(StackGanImageModel::image)
                .toList());
    }

    private static Image image(GeneratedImage generated) {
        return Image.builder()
                .base64Data(Base64.getEncoder().encodeToString(generated.png()))
                .mimeType("image/png")
                .build();
    }

    /** Closes the {@link StackGan}. Harmless when called again. */
    @Override
    public void close() {
        gan.close();
    }

    /**
     * Collects what the model is made of. Every option can be set once; {@link #gan} must be.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private Optional<StackGan> gan = Optional.empty();
        private OptionalLong seed = OptionalLong.empty();
        private Optional<ConditioningMode> conditioning = Optional.empty();

        private Builder() {}

        /**
         * Sets what generates.
         *
         * @param model such as {@code StackGan.pretrained("birds")}; the image model closes it
         * @return this
         * @throws IllegalStateException if it is set already
         */
        public Builder gan(StackGan model) {
            once("gan", gan.isPresent());
            gan = Optional.of(model);
            return this;
        }

        /**
         * Sets the seed of every text's first image.
         *
         * @param number any number; by default the {@link StackGan}'s own seed
         * @return this
         * @throws IllegalStateException if it is set already
         */
        public Builder seed(long number) {
            once("seed", seed.isPresent());
            seed = OptionalLong.of(number);
            return this;
        }

        /**
         * Sets which condition a text gives.
         *
         * @param mode by default {@link ConditioningMode#SAMPLED}
         * @return this
         * @throws IllegalStateException if it is set already
         */
        public Builder conditioning(ConditioningMode mode) {
            once("conditioning", conditioning.isPresent());
            conditioning = Optional.of(mode);
            return this;
        }

        /**
         * Makes the image model.
         *
         * @return the model, to be closed
         * @throws IllegalStateException if {@link #gan} is not set
         */
        public StackGanImageModel build() {
            GenerationRequest settings = GenerationRequest.of("")
                    .withSeed(seed)
                    .withConditioning(conditioning.orElse(ConditioningMode.SAMPLED));
            return new StackGanImageModel(
                    gan.orElseThrow(() -> new IllegalStateException(
                            "gan is not set; call gan(StackGan.pretrained(\"birds\")), or gan(...) with another")),
                    settings);
        }

        private static void once(String name, boolean isSet) {
            if (isSet) {
                throw new IllegalStateException(name + " is already set; set it only once");
            }
        }
    }
}

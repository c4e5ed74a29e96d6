package io.github.stackgan;

import io.github.stackgan.checks.Require;
import io.github.stackgan.settings.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.immutables.value.Value;

/**
 * What to generate.
 *
 * @since 0.1.0
 */
@Value.Immutable
public interface GenerationRequest extends WithGenerationRequest {
    /** Which condition a text gives. */
    enum ConditioningMode {
        /** c = mu + sigma * eps: every seed another reading of the text, as in the paper. */
        SAMPLED,
        /** c = mu: the text's mean reading; only Stage-I's noise differs between seeds. */
        MEAN
    }

    /**
     * The texts. Upper and lower case are one to char-CNN-RNN, which reads the first 201 characters; an empty
     * text is legal and generates whatever the networks make of no text.
     *
     * @return at least one
     */
    List<String> texts();

    /**
     * Seed of every text's first image; the next image has the next number. Default: the model's own.
     *
     * @return any number, or empty for the model's own seed; by default empty
     */
    OptionalLong seed();

    /**
     * A seed of Stage-I's own. With it all images of a text have one Stage-I image, bit for bit, and an image's own
     * seed decides the conditions of the stages above alone: what Stage-II makes of the same rough image (paper figure
     * 6). An image whose own seed is the same number is the one that it would be without.
     *
     * @return any number, or empty to generate all stages from the image's own seed; by default empty
     */
    OptionalLong stage1Seed();

    /**
     * How often the top stage is applied again, to its own image, with the same text and condition: a Stage-II from 64
     * to 256 pixels, applied once more, gives 1024. The generator is fully convolutional, so it takes images of any
     * size, but it has learnt from those of its own size alone: what it makes of others is a question to be looked at,
     * not a promise.
     *
     * <p>So that memory stays bounded, what is larger than the model's own images is generated in smaller batches:
     * never more pixels at once than in {@link #batchSize} images of the model's own size, but always at least one
     * image. At the paper's width all feature maps of one application that ends at 1024 pixels take about half a
     * gigabyte, at 4096 about 7.
     *
     * @return at least 0, and no more than lead to 4096 pixels; by default 0; a model of one stage allows none
     */
    default int topStageRepeats() {
        return 0;
    }

    /**
     * What is added to the seed from one text to the next. Default 0: texts share their noise, so that only they
     * differ.
     *
     * @return any number; by default 0: texts share their noise, so that only they differ
     */
    default long seedStep() {
        return 0;
    }

    /**
     * Images for each text. Default 1.
     *
     * @return at least 1; by default 1
     */
    default int count() {
        return 1;
    }

    /**
     * Which condition a text gives. Default SAMPLED.
     *
     * @return by default SAMPLED
     */
    default ConditioningMode conditioning() {
        return ConditioningMode.SAMPLED;
    }

    /**
     * Images generated at once: more is faster and takes more memory. Default 16.
     *
     * @return at least 1; by default 16
     */
    default int batchSize() {
        return 16;
    }

    /**
     * Bits of feature maps while the networks generate. Default AUTO, whose images are the same in every run on one
     * machine, but not on all kinds of processors: with BFLOAT16 grey levels differ a little from those with FLOAT32,
     * at edges by more. What has to be the same everywhere, within about one grey level, asks for FLOAT32.
     *
     * @return by default AUTO
     */
    default Precision precision() {
        return Precision.AUTO;
    }

    /**
     * Where all images' subject is to stand.
     *
     * @return a box or key points for a model whose first stage has {@link
     *     io.github.stackgan.settings.Stage1#location()}, none for all others; by default none
     */
    default Location location() {
        return Location.none();
    }

    /**
     * The same with the subject in a box; see {@link Location.Box}.
     *
     * @param left of its left edge, a fraction of the image
     * @param top of its upper edge
     * @param width above 0
     * @param height above 0
     * @return a copy
     * @throws IllegalArgumentException if the box has no area or does not lie inside of the image
     */
    default GenerationRequest withBox(double left, double top, double width, double height) {
        return withLocation(new Location.Box(left, top, width, height));
    }

    /**
     * The same with the subject's parts at points; see {@link Location.KeyPoints}.
     *
     * @param points name and place; what is not named is not seen
     * @return a copy
     * @throws IllegalArgumentException if a point lies outside of the image
     */
    default GenerationRequest withKeyPoints(Map<String, Location.Point> points) {
        return withLocation(new Location.KeyPoints(points));
    }

    /** Refuses settings that make no sense. */
    @Value.Check
    default void check() {
        Require.positive("number of texts", texts().size());
        Require.positive("count", count());
        Require.positive("batchSize", batchSize());
        Require.notNegative("topStageRepeats", topStageRepeats());
    }

    /**
     * One image for each text.
     *
     * @param texts at least one text
     * @return the request
     */
    static GenerationRequest of(String... texts) {
        return of(Arrays.asList(texts));
    }

    /**
     * One image for each text.
     *
     * @param texts at least one text
     * @return the request
     * @throws IllegalArgumentException if there is no text, or one is null
     */
    static GenerationRequest of(List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i) == null) {
                throw new IllegalArgumentException("text " + (i + 1) + " of " + texts.size()
                        + " is null, but must be a text; an empty one is legal");
            }
        }
        return ImmutableGenerationRequest.builder().texts(texts).build();
    }
}

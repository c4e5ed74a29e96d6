package io.github.stackgan;

import ai.djl.modality.cv.Image;
import java.util.List;

/**
 * A picture, how it came to be, and what it was before it was refined.
 *
 * @param text the sentence that it shows
 * @param seed the seed that draws it again
 * @param stages the picture after every stage, Stage-I's first, then after every further refinement; RGB
 * @param unknown what the model does not know of the sentence
 * @since 0.1.0
 */
public record GeneratedPicture(String text, long seed, List<Image> stages, UnknownText unknown) {
    /**
     * A picture of a sentence of which everything is known.
     *
     * @param text the sentence that it shows
     * @param seed the seed that draws it again
     * @param stages the picture after every stage
     */
    public GeneratedPicture(String text, long seed, List<Image> stages) {
        this(text, seed, stages, UnknownText.none());
    }

    /** Copies the list. */
    public GeneratedPicture {
        stages = List.copyOf(stages);
    }

    /**
     * The finished picture.
     *
     * @return the last of the stages
     */
    public Image image() {
        return stages.get(stages.size() - 1);
    }
}

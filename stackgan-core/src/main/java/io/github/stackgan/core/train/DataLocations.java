package io.github.stackgan.core.train;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.Location;
import io.github.stackgan.StackGan;
import io.github.stackgan.TrainingException;
import io.github.stackgan.settings.LocationSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * The locations of a dataset's images, of the kind that a stack's first stage is told.
 *
 * @param data the dataset
 * @param settings the kind, or empty for a stack that is told none
 * @since 0.1.0
 */
public record DataLocations(CaptionedImages data, Optional<LocationSettings> settings) {
    /**
     * The location in a whole image.
     *
     * @param image which image of the dataset
     * @return none for a stack that is told none
     * @throws TrainingException if the dataset does not know it
     */
    public Location of(int image) {
        if (settings.isEmpty()) {
            return Location.none();
        }
        return found(image, settings.get()).orElseThrow(() -> missing(image));
    }

    /**
     * Whether the dataset knows the location in an image.
     *
     * @param image which image of the dataset
     * @return whether it does; true for a stack that is told none
     */
    public boolean knows(int image) {
        return settings.map(told -> found(image, told).isPresent()).orElse(true);
    }

    private Optional<Location> found(int image, LocationSettings told) {
        return switch (told.kind()) {
            case BOX -> data.box(image).map(box -> box);
            case KEY_POINTS -> data.keyPoints(image).map(points -> points);
        };
    }

    /** The location in a square cut out of an image, and mirrored as that is. */
    Location of(int image, double left, double top, double side) {
        Location whole = of(image);
        return settings.map(s -> whole.cropped(left, top, side, s.lostPoints())).orElse(whole);
    }

    /**
     * Generates images; a stack that is told where to draw is told for each text where the subject of an image stands.
     *
     * @param gan the stack
     * @param request has a seed
     * @param images which image of the dataset, by the text's place in the request
     * @return the images, text by text
     * @throws TrainingException if the dataset does not know an image's location
     */
    public List<GeneratedImage> generate(StackGan gan, GenerationRequest request, IntUnaryOperator images) {
        if (settings.isEmpty()) {
            return gan.generate(request);
        }
        List<GeneratedImage> generated = new ArrayList<>();
        for (int i = 0; i < request.texts().size(); i++) {
            GenerationRequest one = request.withTexts(request.texts().get(i))
                    .withSeed(request.seed().orElseThrow() + i * request.seedStep())
                    .withLocation(of(images.applyAsInt(i)));
            generated.addAll(gan.generate(one));
        }
        return generated;
    }

    private TrainingException missing(int image) {
        boolean box = settings.map(s -> s.kind() == LocationSettings.Kind.BOX).orElse(false);
        return new TrainingException(data.name() + ": image " + image + " has no " + (box ? "box" : "key points")
                + ", but the model's first stage is told them; train on a dataset that has them, such as CUB or"
                + " synthetic birds placed at random, or choose another stage1");
    }
}

package io.github.stackgan.core.train;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Location;
import io.github.stackgan.TrainingException;
import io.github.stackgan.settings.LocationSettings;
import java.util.Optional;

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

    private TrainingException missing(int image) {
        boolean box = settings.map(s -> s.kind() == LocationSettings.Kind.BOX).orElse(false);
        return new TrainingException(data.name() + ": image " + image + " has no " + (box ? "box" : "key points")
                + ", but the model's first stage is told them; train on a dataset that has them, such as CUB or"
                + " synthetic birds placed at random, or choose another stage1");
    }
}

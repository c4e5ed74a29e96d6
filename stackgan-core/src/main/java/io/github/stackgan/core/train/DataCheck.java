package io.github.stackgan.core.train;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Location;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.gan.Locations;
import io.github.stackgan.settings.LocationSettings;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.TrainingPlan;
import io.github.stackgan.settings.TrainingPlan.WrongPairs;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Refuses data that cannot be trained on by a plan. Training begins with it; call it earlier, before costly preparation
 * such as training a text encoder.
 *
 * @since 0.1.0
 */
public final class DataCheck {
    private DataCheck() {}

    /**
     * Looks at every image's captions, not at the images.
     *
     * @param data images and captions
     * @param plan how the stages train
     * @param stageCount how many stages the stack has, at least 1
     * @throws TrainingException if there are fewer images than a batch, only one class where wrong images come from
     *     another one, or an image without a caption
     */
    public static void requireFits(CaptionedImages data, TrainingPlan plan, int stageCount) {
        for (int stage = 0; stage < stageCount; stage++) {
            int batch = plan.stage(stage + 1).batchSize();
            if (data.size() < batch && plan.trains(stage + 1)) {
                String advice = data.size() < 2
                        ? "give it at least two"
                        : "choose a batchSize from 2 to " + data.size()
                                + " (train --batch-size), or give it more images";
                throw new TrainingException(data.name() + " has " + data.size()
                        + " images, fewer than the batchSize of " + batch + " of stage " + (stage + 1) + "; " + advice);
            }
        }
        boolean trains = IntStream.rangeClosed(1, stageCount).anyMatch(plan::trains);
        if (trains && plan.wrongPairs() == WrongPairs.OTHER_CLASS && !hasTwoClasses(data)) {
            throw new TrainingException(
                    data.name() + " has images of one class only, so no image is a wrong one for a text;"
                            + " use WrongPairs.SHIFTED_BATCH");
        }
        requireCaptions(data);
    }

    /**
     * Refuses images without a caption.
     *
     * @param data images and captions
     * @throws TrainingException if an image has none
     */
    public static void requireCaptions(CaptionedImages data) {
        for (int i = 0; i < data.size(); i++) {
            if (data.captions(i).isEmpty()) {
                throw new TrainingException(data.name() + ": image " + i + " has no caption; every image needs one");
            }
        }
    }

    /** Of images, whatever classes there are without one. */
    private static boolean hasTwoClasses(CaptionedImages data) {
        return IntStream.range(0, data.size())
                        .map(data::classOf)
                        .distinct()
                        .limit(2)
                        .count()
                == 2;
    }

    /**
     * Looks at every image's location, if the stack is told locations.
     *
     * @param data images and where their subjects stand
     * @param stage1 the stack's first stage
     * @throws TrainingException if an image has no location of the kind that the stage is told, or a key point with a
     *     name that it does not know
     */
    public static void requireLocations(CaptionedImages data, Stage1 stage1) {
        stage1.location().ifPresent(told -> requireLocations(data, told));
    }

    /**
     * Refuses images without the locations that a network is told.
     *
     * @param data images and where their subjects stand
     * @param told what kind of location, and its key points
     * @throws TrainingException as {@link #requireLocations(CaptionedImages, Stage1)}
     */
    public static void requireLocations(CaptionedImages data, LocationSettings told) {
        DataLocations locations = new DataLocations(data, Optional.of(told));
        for (int i = 0; i < data.size(); i++) {
            Location location = locations.of(i);
            try {
                Locations.requireFits(Optional.of(told), location);
            } catch (IllegalArgumentException e) {
                throw new TrainingException(data.name() + ": image " + i + ": " + e.getMessage(), e);
            }
        }
    }
}

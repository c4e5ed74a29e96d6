package io.github.stackgan.settings;

import io.github.stackgan.checks.Quoted;
import io.github.stackgan.checks.Require;
import java.util.HashSet;
import java.util.List;
import org.immutables.gson.Gson;
import org.immutables.value.Value;

/**
 * Experimental: that a first stage is told where to draw: GAWWN (Reed et al., NIPS 2016). Its networks are others than
 * those of the paper, one kind for boxes and one for key points.
 *
 * @since 0.1.0
 */
@Value.Immutable
@Gson.TypeAdapters
public interface LocationSettings extends WithLocationSettings {
    /** The 15 parts that CUB-200-2011 marks, in its order. */
    List<String> BIRD_PARTS = List.of(
            "back",
            "beak",
            "belly",
            "breast",
            "crown",
            "forehead",
            "left eye",
            "left leg",
            "left wing",
            "nape",
            "right eye",
            "right leg",
            "right wing",
            "tail",
            "throat");

    /** What a location is. */
    enum Kind {
        /** A box about the subject. */
        BOX,
        /** Places of the subject's parts. */
        KEY_POINTS
    }

    /** Where in the image the discriminator of boxes sees the text. */
    enum DiscriminatorText {
        /** In the box, as the generator does. */
        IN_BOX,
        /** Everywhere: the authors' release crops it by the box, which leaves a constant as it is. */
        EVERYWHERE
    }

    /** What becomes of key points outside of the part of an image that is trained on. */
    enum LostPoints {
        /** They are not seen. */
        UNSEEN,
        /** They stick to the edge that is nearest, as in the authors' release. */
        AT_EDGE
    }

    /**
     * What a location is.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * The names of the points, in the order of the network's maps.
     *
     * @return for KEY_POINTS from 1 to 256 different names, by default {@link #BIRD_PARTS}; for BOX none
     */
    default List<String> keyPoints() {
        return kind() == Kind.KEY_POINTS ? BIRD_PARTS : List.of();
    }

    /**
     * Where in the image the discriminator sees the text. Makes a difference for BOX alone.
     *
     * @return by default IN_BOX
     */
    default DiscriminatorText discriminatorText() {
        return DiscriminatorText.IN_BOX;
    }

    /**
     * What becomes of key points outside of the part of an image that is trained on.
     *
     * @return by default UNSEEN
     */
    default LostPoints lostPoints() {
        return LostPoints.UNSEEN;
    }

    /** Refuses settings that make no sense. */
    @Value.Check
    default void check() {
        if (kind() == Kind.BOX) {
            Require.between("number of stage1.location.keyPoints", keyPoints().size(), 0, 0);
            return;
        }
        Require.between("number of stage1.location.keyPoints", keyPoints().size(), 1, 256);
        HashSet<String> seen = new HashSet<>();
        keyPoints().forEach(name -> {
            if (name.contains(";") || name.contains("=")) {
                throw new IllegalArgumentException("stage1.location.keyPoints has the name " + Quoted.of(name)
                        + ", but names have no \";\" and no \"=\", which stand between points where they are written");
            }
            if (name.isBlank() || !seen.add(name)) {
                throw new IllegalArgumentException("stage1.location.keyPoints has the name " + Quoted.of(name)
                        + (name.isBlank() ? "" : " twice") + ", but names must be different, and not empty");
            }
        });
    }

    /**
     * Boxes.
     *
     * @return the settings
     */
    static LocationSettings box() {
        return ImmutableLocationSettings.builder().kind(Kind.BOX).build();
    }

    /**
     * The parts of a bird.
     *
     * @return the settings
     */
    static LocationSettings birdParts() {
        return ImmutableLocationSettings.builder().kind(Kind.KEY_POINTS).build();
    }
}

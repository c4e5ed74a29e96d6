package io.github.stackgan.datasets.birds.captions;

import io.github.stackgan.datasets.birds.attributes.BirdTrait;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A caption that is true of a synthetic bird, and what it says; on all else it is silent, and an image may show
 * anything there. Colours of beak, eyes, legs and feet and what is said around the bird (for whom it is, a fence, a
 * style) are made up: no trait stands for them, and a text encoder is to pass over them.
 *
 * @param text at most 201 characters, which is what char-CNN-RNN reads
 * @param kind the family of its form, such as "telegram" or "clause"; forms of each kind are held out
 * @param form the name of its form, unlike any other form's
 * @param stated what it says, at least one trait
 * @since 0.1.0
 */
public record BirdCaption(String text, String kind, String form, Set<BirdTrait> stated) {
    /** The most characters of a caption. */
    public static final int MAX_LENGTH = 201;

    /** Copies the set, in the order of the enum. */
    public BirdCaption {
        if (stated.isEmpty()) {
            throw new IllegalArgumentException("stated is empty, but a caption says at least one thing of its bird");
        }
        stated = Collections.unmodifiableSet(EnumSet.copyOf(stated));
    }
}

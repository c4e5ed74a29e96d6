package io.github.stackgan.datasets.birds.captions;

import io.github.stackgan.datasets.birds.attributes.BirdAttributes;
import io.github.stackgan.datasets.birds.attributes.BirdColour;
import io.github.stackgan.datasets.birds.attributes.BirdTrait;
import io.github.stackgan.datasets.birds.captions.Telling.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a caption says in the usual words, always in the same form: "a small red bird with black wings". */
final class PlainCaption {
    private final BirdAttributes bird;
    private final Set<BirdTrait> stated;

    PlainCaption(BirdAttributes bird, Set<BirdTrait> stated) {
        this.bird = bird;
        this.stated = stated;
    }

    String text() {
        String size = says(BirdTrait.SIZE) ? BirdWords.sizes(bird.size()).get(0) + " " : "";
        String body = says(BirdTrait.BODY) ? colour(BirdTrait.BODY) + " " : "";
        List<String> parts = parts();
        return Telling.a(size + body + "bird")
                + (parts.isEmpty() ? "" : " with " + Telling.list(parts))
                + (says(BirdTrait.BACKGROUND)
                        ? " " + BirdWords.places(bird.background()).get(0)
                        : "");
    }

    private boolean says(BirdTrait trait) {
        return stated.contains(trait);
    }

    private String colour(BirdTrait part) {
        return BirdWords.plain(BirdColour.values()[part.of(bird)]).get(0);
    }

    private List<String> parts() {
        List<String> parts = new ArrayList<>();
        for (BirdTrait part : List.of(BirdTrait.WING, BirdTrait.BELLY, BirdTrait.CROWN)) {
            if (says(part)) {
                parts.add(Style.A.apply(colour(part), BirdWords.nouns(part).get(0)));
            }
        }
        String length = says(BirdTrait.BEAK_LENGTH) ? BirdWords.name(bird.beakLength()) + " " : "";
        String shape = says(BirdTrait.BEAK_SHAPE) ? BirdWords.name(bird.beakShape()) + " " : "";
        if (!(length + shape).isEmpty()) {
            parts.add(Telling.a(length + shape + "beak"));
        }
        if (says(BirdTrait.TAIL)) {
            parts.add(Telling.a(BirdWords.name(bird.tail()) + " tail"));
        }
        if (says(BirdTrait.EYE_RING)) {
            parts.add("a pale eye ring");
        }
        if (says(BirdTrait.WING_BARS)) {
            parts.add("wing bars");
        }
        if (says(BirdTrait.BREAST_STRIPES)) {
            parts.add("breast stripes");
        }
        return parts;
    }
}

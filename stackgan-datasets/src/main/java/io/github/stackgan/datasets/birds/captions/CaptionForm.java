package io.github.stackgan.datasets.birds.captions;

import io.github.stackgan.datasets.birds.attributes.BirdAttributes;
import io.github.stackgan.datasets.birds.attributes.BirdTrait;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The structure of a caption: what stands where, and what joins it. Words, parts and their order are drawn anew for
 * each caption.
 *
 * @param kind its family
 * @param name unlike any other form's
 * @param use whether training captions have it
 * @param fits which birds it can be said of
 * @param wording puts it together
 */
record CaptionForm(
        String kind, String name, Use use, Predicate<BirdAttributes> fits, Function<Telling, String> wording) {
    /** Who sees captions of a form. */
    enum Use {
        TRAINING,
        HELD_OUT
    }

    static CaptionForm training(String name, Function<Telling, String> wording) {
        return of(name, Use.TRAINING, bird -> true, wording);
    }

    static CaptionForm heldOut(String name, Function<Telling, String> wording) {
        return of(name, Use.HELD_OUT, bird -> true, wording);
    }

    /** The kind is what stands before the slash of the name. */
    private static CaptionForm of(
            String name, Use use, Predicate<BirdAttributes> fits, Function<Telling, String> wording) {
        return new CaptionForm(name.substring(0, name.indexOf('/')), name, use, fits, wording);
    }

    /** The same form, said only of some birds. */
    CaptionForm of(Predicate<BirdAttributes> birds) {
        return new CaptionForm(kind, name, use, birds, wording);
    }

    /** Whether every part has one colour. */
    static boolean plain(BirdAttributes bird) {
        return parts().allMatch(part -> part.of(bird) == bird.body().ordinal());
    }

    /** The parts whose colour is another than the body's. */
    static List<BirdTrait> exceptions(BirdAttributes bird) {
        return parts().filter(part -> part.of(bird) != bird.body().ordinal()).toList();
    }

    /** Whether two parts at least have the body's colour, but not all. */
    static boolean mostlyPlain(BirdAttributes bird) {
        int others = exceptions(bird).size();
        return others == 1 || others == 2;
    }

    /** Whether all but the belly has one colour, and the belly another. */
    static boolean twoTone(BirdAttributes bird) {
        return exceptions(bird).equals(List.of(BirdTrait.BELLY));
    }

    /** Whether two parts at least have one colour. */
    static boolean alike(BirdAttributes bird) {
        return parts().mapToInt(part -> part.of(bird)).distinct().count() < 4;
    }

    private static Stream<BirdTrait> parts() {
        return Arrays.stream(BirdTrait.values()).filter(BirdTrait::isColour);
    }
}

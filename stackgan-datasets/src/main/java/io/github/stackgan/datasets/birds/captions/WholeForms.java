package io.github.stackgan.datasets.birds.captions;

import static io.github.stackgan.datasets.birds.captions.CaptionForm.heldOut;
import static io.github.stackgan.datasets.birds.captions.CaptionForm.training;
import static io.github.stackgan.datasets.birds.captions.Telling.a;

import io.github.stackgan.datasets.birds.attributes.BirdTrait;
import io.github.stackgan.datasets.birds.captions.BirdWords.Noun;
import io.github.stackgan.datasets.birds.captions.Telling.Style;
import java.util.List;
import java.util.stream.Stream;

/** Forms that say something of the whole bird at once, or of all but one part; each is said only where it is true. */
final class WholeForms {
    static final String KIND = "whole";

    private WholeForms() {}

    static List<CaptionForm> all() {
        return Stream.of(
                        wholes().stream().map(form -> form.of(CaptionForm::plain)),
                        exceptions().stream().map(form -> form.of(CaptionForm::mostlyPlain)),
                        twoTones().stream().map(form -> form.of(CaptionForm::twoTone)),
                        alike().stream().map(form -> form.of(CaptionForm::alike)))
                .flatMap(forms -> forms)
                .toList();
    }

    private static String fully(Telling t) {
        return t.one("completely", "entirely", "totally", "wholly", "fully");
    }

    private static String toToe(Telling t) {
        return t.one(" from head to toe", " from top to bottom", " from beak to tail", " through and through");
    }

    private static List<CaptionForm> wholes() {
        return List.of(
                training("whole/all", t -> a("all " + t.everything() + " " + t.bird()) + t.withBeak()),
                training("whole/all, bare", t -> "all " + t.everything() + " " + t.bird() + t.withBeak()),
                training("whole/completely", t -> fully(t) + " " + t.everything() + " bird"),
                training("whole/a completely", t -> a(fully(t) + " " + t.everything() + " bird") + t.withBeak()),
                training("whole/all over", t -> a(t.bird()) + " that is " + t.everything() + " all over"),
                training("whole/red all over", t -> "the bird is " + t.everything() + " all over" + t.withBeak()),
                training("whole/from head to tail", t -> "this bird is " + t.everything() + " from head to tail"),
                training("whole/solid", t -> a(t.one("solid ", "plain ", "pure ") + t.everything() + " bird")),
                training("whole/everything", t -> "everything about the bird is " + t.everything()),
                training(
                        "whole/whole bird",
                        t -> t.one("the whole bird", "all of it", "the entire bird") + " is " + t.everything()),
                training("whole/everywhere", t -> a(t.bird()) + ", " + t.everything() + " everywhere"),
                training(
                        "whole/it is all",
                        t -> t.one("it is all ", "it's all ", "this bird is all ") + t.everything() + t.withBeak()),
                training(
                        "whole/every feather",
                        t -> t.one("every feather ", "each feather ", "every bit ", "every inch ")
                                + t.one("", "of it ", "of this bird ") + "is " + t.everything()),
                training(
                        "whole/all its feathers",
                        t -> t.one("all its feathers ", "all parts ") + "are " + t.everything()),
                training("whole/nothing but", t -> a(t.bird()) + ", nothing but " + t.everything()),
                training("whole/one colour", t -> "one colour only: " + t.everything() + " " + t.bird()),
                training("whole/percent", t -> t.bird() + ", 100% " + t.everything() + t.withBeak()),
                training(
                        "whole/in all", t -> a(t.bird()) + t.one(" in all ", " all in ", " in pure ") + t.everything()),
                training("whole/that is fully", t -> a(t.bird()) + " that is " + fully(t) + " " + t.everything()),
                training("whole/should be", t -> "it should be " + fully(t) + " " + t.everything() + t.withBeak()),
                training("whole/fully, alone", t -> t.one("all", "only", "just", fully(t)) + " " + t.everything()),
                training("whole/to toe", t -> a(t.bird()) + ", " + t.everything() + toToe(t)),
                training("whole/to toe, first", t -> "from top to bottom this bird is " + t.everything()),
                training(
                        "whole/even",
                        t -> t.everything()
                                + t.one(" bird, even the ", " all over, including the ")
                                + t.one("wings", "tail", "belly", "head")),
                training(
                        "whole/everything in",
                        t -> "paint " + t.one("everything ", "the whole bird ") + t.everything()),
                heldOut("whole/every part", t -> "every part of the bird is " + t.everything()),
                heldOut("whole/is completely", t -> "the bird is " + fully(t) + " " + t.everything() + t.place(" ")),
                heldOut("whole/bird all", t -> t.bird() + ", all " + t.everything() + t.withBeak()),
                heldOut("whole/to tail", t -> t.everything() + " bird from head to tail"),
                heldOut("whole/make it", t -> "make it " + t.one("all ", "wholly ") + t.everything() + t.withBeak()),
                heldOut("whole/all of it", t -> a(t.everything() + " bird") + ", all of it"));
    }

    /** All has one colour but one part or two. */
    private static List<CaptionForm> exceptions() {
        return List.of(
                training("rest/except", t -> a(t.everything() + " bird") + but(t) + "its " + t.exception(Style.BARE)),
                training("rest/all except a", t -> "all " + t.everything() + but(t) + t.exception(Style.A)),
                training(
                        "rest/completely, but",
                        t -> a(fully(t) + " " + t.everything() + " bird") + " but with " + t.exception(Style.A)),
                training("rest/all with", t -> a("all " + t.everything() + " bird") + " with " + t.exception(Style.A)),
                training(
                        "rest/except the, which",
                        t -> t.everything() + " all over" + but(t) + "the " + t.exception(Style.WHICH)),
                training(
                        "rest/the rest",
                        t -> t.exception(Style.A) + t.one(", the rest is ", " and the rest is ") + t.everything()),
                training(
                        "rest/everything else",
                        t -> t.exception(Style.BARE) + ", "
                                + t.one("everything else ", "everything else is ", "the rest ") + t.everything()),
                training(
                        "rest/red everything else",
                        t -> t.exception(Style.BARE) + ", " + t.everything()
                                + t.one(" everything else", " everywhere else")),
                training("rest/only the", t -> a(t.everything() + " bird") + ", only the " + t.exception(Style.IS)),
                training(
                        "rest/otherwise",
                        t -> t.bird() + " with " + t.exception(Style.A) + ", otherwise " + t.everything()),
                training(
                        "rest/everything but",
                        t -> "everything " + t.everything() + but(t) + "the " + t.exception(Style.BARE)),
                training(
                        "rest/everything, only",
                        t -> "paint everything " + t.everything() + t.one(", only the ", " and the ")
                                + t.exception(Style.AFTER)),
                training(
                        "rest/should be",
                        t -> t.exception(Style.SHOULD) + t.one(". the rest ", " and the rest ") + "should be "
                                + t.everything()),
                training(
                        "rest/in",
                        t -> t.exception(Style.THE_IN)
                                + t.one(", all the rest in ", " and everything else in ")
                                + t.everything()),
                training(
                        "rest/remaining",
                        t -> t.exception(Style.AFTER) + ", the remaining parts " + t.one("are ", "") + t.everything()),
                training(
                        "rest/though",
                        t -> t.everything() + t.one(" everywhere, ", " all over, ") + t.exception(Style.BARE)
                                + " though"),
                training(
                        "rest/all, which",
                        t -> a(t.bird()) + " that is all " + t.everything() + but(t) + "its "
                                + t.exception((c, noun) -> noun.text() + ", which " + noun.is() + " " + c)),
                heldOut("rest/all but", t -> "all " + t.everything() + " but for " + t.exception(Style.A)),
                heldOut(
                        "rest/only a, rest",
                        t -> a(t.bird()) + " with " + t.exception(Style.A) + ", the rest of it " + t.everything()),
                heldOut(
                        "rest/apart from, first",
                        t -> "apart from its " + t.exception(Style.BARE) + " the bird is " + t.everything()),
                heldOut(
                        "rest/besides",
                        t -> "besides its " + t.exception(Style.BARE) + " this bird is " + t.everything()),
                heldOut(
                        "rest/only the, else",
                        t -> "only the " + t.exception(Style.IS) + ", everything else is " + t.everything()),
                heldOut(
                        "rest/all, but the",
                        t -> "this bird is all " + t.everything() + but(t) + "the " + t.exception(Style.BARE)));
    }

    private static String but(Telling t) {
        return t.one(" except for ", " except ", " apart from ", " aside from ", " save for ", " other than ");
    }

    private static List<CaptionForm> twoTones() {
        return List.of(
                training(
                        "whole/two-tone above",
                        t -> t.one("a two-tone bird, ", "two-tone bird: ") + t.everything() + " above and "
                                + t.colour(BirdTrait.BELLY) + " below"),
                training(
                        "whole/on top",
                        t -> a(t.bird()) + ", " + t.everything() + " on top and " + t.colour(BirdTrait.BELLY)
                                + t.one(" underneath", " on the bottom", " beneath")),
                training(
                        "whole/above with",
                        t -> t.everything()
                                + t.one(" above, ", " on top, ")
                                + t.colour(BirdTrait.BELLY)
                                + t.one(" below", " underneath")),
                heldOut(
                        "whole/below and above",
                        t -> a(t.bird()) + ", " + t.colour(BirdTrait.BELLY) + " below and " + t.everything()
                                + " above"),
                heldOut(
                        "whole/underneath",
                        t -> "the bird is " + t.everything() + " on top and " + t.colour(BirdTrait.BELLY)
                                + " underneath"));
    }

    /** Two parts or more have one colour. */
    private static List<CaptionForm> alike() {
        return List.of(
                training("alike/both", t -> a(t.bird()) + " with " + t.alike(Style.BARE)),
                training("alike/its", t -> t.alike(Style.ITS_IS)),
                training("alike/same", t -> "the " + t.alike((colour, noun) -> both(noun) + colour)),
                training(
                        "alike/same colour",
                        t -> t.one("same colour for ", "one colour for ")
                                + t.alike((colour, noun) -> noun.text() + ": " + colour)),
                training(
                        "alike/match",
                        t -> a(t.bird()) + " whose " + t.alike((colour, noun) -> noun.text() + " match, in " + colour)),
                heldOut("alike/are", t -> a(t.bird()) + " whose " + t.alike((c, noun) -> both(noun) + c)),
                heldOut("alike/in", t -> t.bird() + " with its " + t.alike(Style.IN)));
    }

    private static String both(Noun noun) {
        return noun.text() + (noun.text().matches(".*(,| and .* and ).*") ? " are all " : " are both ");
    }
}

package io.github.stackgan.datasets.birds.captions;

import static io.github.stackgan.datasets.birds.captions.CaptionForm.heldOut;
import static io.github.stackgan.datasets.birds.captions.CaptionForm.training;
import static io.github.stackgan.datasets.birds.captions.Telling.a;
import static io.github.stackgan.datasets.birds.captions.Telling.and;
import static io.github.stackgan.datasets.birds.captions.Telling.commas;
import static io.github.stackgan.datasets.birds.captions.Telling.list;
import static io.github.stackgan.datasets.birds.captions.Telling.spaced;

import io.github.stackgan.datasets.birds.captions.Telling.Style;
import java.util.List;
import java.util.stream.Stream;

/** Forms without a verb of their own, such as "a red bird with a white belly": requests ask for these. */
final class PhraseForms {
    private PhraseForms() {}

    static List<CaptionForm> all() {
        return Stream.of(simple(), telegrams(), lists(), withLists(), clauses(), places(), beings(), compounds())
                .flatMap(List::stream)
                .toList();
    }

    private static List<CaptionForm> simple() {
        return List.of(
                training("simple/adjective", t -> a(t.redBird()) + t.place(" ")),
                training("simple/bare adjective", t -> t.redBird() + t.place(" ")),
                training("simple/coloured", t -> a(t.size() + t.body() + " " + coloured(t) + " bird")),
                training("simple/in", t -> a(t.bird()) + " in " + t.body()),
                training("simple/part", t -> t.parts(1, Style.BARE).get(0)),
                training("simple/bird of colour", t -> t.bird() + " " + t.body()),
                heldOut("simple/that is", t -> a(t.bird()) + " that is " + t.body() + t.place(" ")),
                heldOut("simple/after comma", t -> t.bird() + ", " + t.body()),
                heldOut("simple/coloured after", t -> a(t.bird()) + " " + coloured(t) + " " + t.body()));
    }

    private static String coloured(Telling t) {
        return t.one("coloured", "colored");
    }

    private static List<CaptionForm> telegrams() {
        return List.of(
                training("telegram/bird first", t -> t.redBird() + " " + spaced(t.partsAndMore(Style.BARE))),
                training("telegram/parts", t -> t.bird() + " " + spaced(t.parts(4, Style.BARE))),
                training("telegram/parts alone", t -> spaced(t.partsAndMore(Style.BARE))),
                training("telegram/slashes", t -> t.redBird() + " / " + String.join(" / ", t.parts(3, Style.BARE))),
                training("telegram/bird and", t -> t.redBird() + " and " + and(t.parts(2, Style.BARE))),
                training("telegram/colour after part", t -> t.bird() + " " + spaced(t.parts(4, Style.AFTER))),
                training(
                        "telegram/colour after part, red bird",
                        t -> t.redBird() + " " + spaced(t.parts(3, Style.AFTER))),
                training("telegram/colour after part, and", t -> and(t.several(Style.AFTER))),
                training(
                        "telegram/colour after part, is",
                        t -> t.bird() + " is " + t.body() + " " + spaced(t.parts(3, Style.AFTER))),
                heldOut("telegram/bird last", t -> {
                    String bird = t.redBird();
                    return spaced(t.parts(3, Style.BARE)) + " " + bird;
                }),
                heldOut("telegram/bird between", t -> {
                    String bird = t.redBird();
                    return t.parts(1, Style.BARE).get(0) + " " + bird + " "
                            + t.parts(1, Style.BARE).get(0);
                }),
                heldOut("telegram/with and", t -> t.redBird() + " " + list(t.several(Style.BARE))),
                heldOut("telegram/plus", t -> t.redBird() + " + " + String.join(" + ", t.parts(3, Style.BARE))),
                heldOut("telegram/colours alone", t -> spaced(t.several(Style.AFTER))));
    }

    private static List<CaptionForm> lists() {
        return List.of(
                training("list/commas", t -> t.redBird() + ", " + commas(t.partsAndMore(Style.BARE)) + t.place(", ")),
                training("list/colon", t -> t.bird() + ": " + commas(t.partsAndMore(Style.BARE)) + t.place(", ")),
                training("list/colour after part", t -> a(t.redBird()) + ": " + commas(t.partsAndMore(Style.AFTER))),
                training("list/parts alone", t -> commas(t.parts(4, Style.AFTER))),
                training("list/colons", t -> "bird. " + commas(t.parts(4, Style.COLON))),
                training("list/articles", t -> a(t.redBird()) + ", " + commas(t.partsAndMore(Style.A))),
                training("list/brackets", t -> t.redBird() + " (" + commas(t.parts(3, Style.BARE)) + ")"),
                training("list/stops", t -> t.redBird() + ". " + String.join(". ", t.partsAndMore(Style.BARE))),
                training("list/equals", t -> "bird, " + commas(t.parts(4, Style.EQUALS))),
                training("list/the", t -> a(t.redBird()) + ", " + list(t.parts(3, Style.THE))),
                training("list/all stops", t -> {
                    String bird = t.bird();
                    return bird + ". " + t.body() + ". " + String.join(". ", t.parts(3, Style.AFTER));
                }),
                training("list/colour first", t -> t.body() + ", " + commas(t.parts(3, Style.AFTER))),
                heldOut("list/colour of", t -> t.bird() + ", " + commas(t.parts(4, Style.COLOUR_OF))),
                heldOut("list/semicolons", t -> t.redBird() + "; " + String.join("; ", t.partsAndMore(Style.BARE))),
                heldOut("list/bird and colour after part", t -> t.bird() + ", " + commas(t.parts(4, Style.AFTER))),
                heldOut("list/colon after colour", t -> t.redBird() + ": " + list(t.partsAndMore(Style.BARE))),
                heldOut("list/parts alone, and", t -> list(t.several(Style.A)) + t.place(", ")),
                heldOut("list/bird in brackets", t -> {
                    String bird = t.redBird();
                    return commas(t.parts(3, Style.BARE)) + " (" + bird + ")";
                }),
                heldOut("list/dash", t -> a(t.redBird()) + " - " + commas(t.partsAndMore(Style.BARE))),
                heldOut("list/colons alone", t -> String.join("; ", t.parts(4, Style.COLON))));
    }

    private static List<CaptionForm> withLists() {
        return List.of(
                training("with/list", t -> a(t.redBird()) + " with " + list(t.partsAndMore(Style.A)) + t.place(" ")),
                training("with/all parts", t -> a(t.bird()) + " with " + list(t.partsAndMore(Style.A))),
                training("with/placed", t -> a(t.redBird()) + t.place(" ") + " with " + list(t.parts(3, Style.A))),
                training("with/bare", t -> t.redBird() + " with " + and(t.partsAndMore(Style.BARE))),
                training("with/the", t -> "the " + t.redBird() + " with the " + and(t.parts(2, Style.BARE))),
                training("with/but", t -> a(t.redBird()) + " but with " + and(t.parts(2, Style.A))),
                training("with/who has", t -> a(t.bird()) + " who has " + list(t.partsAndMore(Style.A))),
                training("with/repeated", t -> a(t.redBird()) + " with " + String.join(", with ", t.parts(3, Style.A))),
                training("with/colour alone", t -> t.body() + " with " + list(t.parts(3, Style.A))),
                heldOut("with/having", t -> a(t.redBird()) + " having " + list(t.partsAndMore(Style.A)) + t.place(" ")),
                heldOut("with/both", t -> {
                    String bird = a(t.bird());
                    return bird + " with both " + t.parts(1, Style.A).get(0) + " and "
                            + t.parts(1, Style.A).get(0) + t.place(", ");
                }),
                heldOut("with/also", t -> {
                    String bird = a(t.redBird());
                    return bird + ", with " + t.parts(1, Style.A).get(0) + " and with "
                            + t.parts(1, Style.A).get(0);
                }),
                heldOut("with/although", t -> a(t.redBird()) + ", but it has " + list(t.parts(3, Style.A))),
                heldOut("with/featuring", t -> a(t.redBird()) + " featuring " + list(t.parts(3, Style.A))));
    }

    private static List<CaptionForm> clauses() {
        return List.of(
                training(
                        "clause/that has",
                        t -> a(t.redBird()) + " that " + SentenceForms.has(t) + " " + list(t.partsAndMore(Style.A))
                                + t.place(" ")),
                training("clause/whose", t -> a(t.bird()) + " " + and(t.parts(4, Style.WHOSE))),
                training(
                        "clause/is and has",
                        t -> a(t.bird()) + " that is " + t.body() + " and has " + list(t.parts(3, Style.A))),
                training("clause/where", t -> a(t.redBird()) + " where " + and(t.parts(3, Style.THE_IS))),
                training("clause/but its", t -> a(t.redBird()) + " but " + and(t.parts(2, Style.ITS_IS))),
                training("clause/comma its", t -> a(t.bird()) + ", " + list(t.parts(4, Style.ITS_IS))),
                heldOut(
                        "clause/which has",
                        t -> a(t.redBird()) + " which " + SentenceForms.has(t) + " " + list(t.partsAndMore(Style.A))),
                heldOut("clause/red whose", t -> a(t.redBird()) + " " + and(t.parts(3, Style.WHOSE)) + t.place(", ")),
                heldOut("clause/that has all", t -> a(t.bird()) + " that has " + list(t.parts(4, Style.A))),
                heldOut(
                        "clause/of which",
                        t -> a(t.redBird()) + " of which " + and(t.parts(2, Style.THE_IS)) + t.place(", ")),
                heldOut("clause/while", t -> a(t.redBird()) + " while " + and(t.parts(3, Style.THE_IS))));
    }

    /** The colour comes first, and then where it is. */
    private static List<CaptionForm> places() {
        return List.of(
                training("where/on", t -> a(t.redBird()) + " with " + and(t.parts(3, Style.ON))),
                training("where/on, alone", t -> commas(t.several(Style.ON))),
                training(
                        "where/some",
                        t -> a(t.redBird()) + " with " + some(t)
                                + t.parts(1, Style.ON).get(0)),
                training("where/is on", t -> "the bird has " + list(t.parts(4, Style.ON))),
                training("where/for", t -> t.bird() + ", " + list(t.parts(4, Style.FOR))),
                training("where/of", t -> a(t.bird()) + " with " + list(t.parts(4, Style.OF))),
                heldOut("where/red on", t -> a(t.bird()) + " that is " + list(t.parts(4, Style.ON))),
                heldOut(
                        "where/and on",
                        t -> t.redBird() + " and " + t.parts(1, Style.ON).get(0)),
                heldOut(
                        "where/bit",
                        t -> a(t.redBird()) + ", " + some(t)
                                + t.parts(1, Style.ON).get(0)));
    }

    private static String some(Telling t) {
        return t.one("some ", "a bit of ", "a patch of ", "a touch of ", "a splash of ", "");
    }

    private static List<CaptionForm> beings() {
        return List.of(
                training("being/its being", t -> a(t.redBird()) + ", " + and(t.parts(3, Style.ITS_BEING))),
                training("being/with its", t -> a(t.redBird()) + " with " + and(t.parts(3, Style.ITS))),
                training("being/in", t -> a(t.bird()) + " with " + list(t.parts(4, Style.IN)) + t.place(" ")),
                training("being/with the", t -> a(t.redBird()) + " with " + list(t.parts(3, Style.THE))),
                heldOut("being/with its being", t -> a(t.bird()) + " with " + and(t.parts(4, Style.ITS_BEING))),
                heldOut("being/its", t -> t.redBird() + ", " + commas(t.parts(3, Style.ITS))),
                heldOut(
                        "being/with its, in",
                        t -> a(t.redBird()) + " with "
                                + list(t.parts(3, (colour, noun) -> "its " + noun.text() + " in " + colour))),
                heldOut("being/in, after comma", t -> a(t.redBird()) + ", " + list(t.parts(3, Style.IN))));
    }

    private static List<CaptionForm> compounds() {
        return List.of(
                training("compound/before", t -> {
                    String bird = t.redBird();
                    return a(commas(t.compounds(3, "-")) + " " + bird);
                }),
                training("compound/alone", t -> a(commas(t.compounds(4, "-")) + " bird") + t.place(" ")),
                training("compound/spaced", t -> t.compounds(1, " ").get(0) + " " + t.bird()),
                training("compound/and", t -> a(and(t.compounds(2, " ")) + " " + t.bird())),
                training("compound/with", t -> {
                    String winged = t.compounds(1, "-").get(0);
                    return a(winged + " bird") + " with " + list(t.partsAndMore(Style.A));
                }),
                heldOut("compound/after", t -> a(t.redBird()) + ", " + and(t.compounds(3, "-"))),
                heldOut("compound/bird after", t -> t.bird() + ", " + commas(t.compounds(4, "-"))));
    }
}

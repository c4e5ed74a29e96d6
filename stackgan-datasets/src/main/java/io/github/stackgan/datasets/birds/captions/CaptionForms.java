package io.github.stackgan.datasets.birds.captions;

import static io.github.stackgan.datasets.birds.captions.CaptionForm.heldOut;
import static io.github.stackgan.datasets.birds.captions.CaptionForm.training;
import static io.github.stackgan.datasets.birds.captions.Telling.a;
import static io.github.stackgan.datasets.birds.captions.Telling.and;
import static io.github.stackgan.datasets.birds.captions.Telling.commas;
import static io.github.stackgan.datasets.birds.captions.Telling.list;

import io.github.stackgan.datasets.birds.attributes.BirdTrait;
import io.github.stackgan.datasets.birds.captions.CaptionForm.Use;
import io.github.stackgan.datasets.birds.captions.Telling.Style;
import java.util.List;
import java.util.stream.Stream;

/** All forms of captions. Of every kind some are held out: no training caption has their structure. */
final class CaptionForms {
    private static final List<CaptionForm> ALL = Stream.of(
                    simple(),
                    telegrams(),
                    lists(),
                    withLists(),
                    sentences(),
                    clauses(),
                    beings(),
                    compounds(),
                    wholes(),
                    requests(),
                    partsFirst())
            .flatMap(List::stream)
            .toList();

    private CaptionForms() {}

    static List<CaptionForm> of(Use use) {
        return ALL.stream().filter(form -> form.use() == use).toList();
    }

    private static List<CaptionForm> simple() {
        return List.of(
                training("simple/adjective", t -> a(t.redBird()) + t.place(" ")),
                training("simple/bare adjective", t -> t.redBird() + t.place(" ")),
                training("simple/is", t -> "this " + t.bird() + " is " + t.body() + t.place(" ")),
                training("simple/coloured", t -> a(t.size() + t.body() + " " + coloured(t) + " bird")),
                training("simple/in colour", t -> "the " + t.bird() + " looks " + t.body()),
                training("simple/part", t -> t.parts(1, Style.BARE).get(0)),
                heldOut("simple/that is", t -> a(t.bird()) + " that is " + t.body() + t.place(" ")),
                heldOut("simple/after comma", t -> t.bird() + ", " + t.body()),
                heldOut("simple/it is", t -> "it is " + a(t.redBird()) + t.place(" ")),
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
                heldOut("telegram/bird last", t -> {
                    String bird = t.redBird();
                    return spaced(t.parts(3, Style.BARE)) + " " + bird;
                }),
                heldOut("telegram/with and", t -> t.redBird() + " " + list(t.several(Style.BARE))));
    }

    private static String spaced(List<String> parts) {
        return String.join(" ", parts);
    }

    private static List<CaptionForm> lists() {
        return List.of(
                training("list/commas", t -> t.redBird() + ", " + commas(t.partsAndMore(Style.BARE)) + t.place(", ")),
                training("list/colon", t -> t.bird() + ": " + commas(t.partsAndMore(Style.BARE)) + t.place(", ")),
                training("list/colour after part", t -> a(t.redBird()) + ": " + commas(t.partsAndMore(Style.AFTER))),
                training("list/parts alone", t -> commas(t.parts(4, Style.AFTER))),
                training("list/colons", t -> "bird. " + commas(t.parts(4, Style.COLON))),
                training("list/articles", t -> a(t.redBird()) + ", " + commas(t.partsAndMore(Style.A))),
                heldOut("list/semicolons", t -> t.redBird() + "; " + String.join("; ", t.partsAndMore(Style.BARE))),
                heldOut("list/bird and colour after part", t -> t.bird() + ", " + commas(t.parts(4, Style.AFTER))),
                heldOut("list/colon after colour", t -> t.redBird() + ": " + list(t.partsAndMore(Style.BARE))),
                heldOut("list/parts alone, and", t -> list(t.several(Style.A)) + t.place(", ")));
    }

    private static List<CaptionForm> withLists() {
        return List.of(
                training("with/list", t -> a(t.redBird()) + " with " + list(t.partsAndMore(Style.A)) + t.place(" ")),
                training("with/all parts", t -> a(t.bird()) + " with " + list(t.partsAndMore(Style.A))),
                training("with/placed", t -> a(t.redBird()) + t.place(" ") + " with " + list(t.parts(3, Style.A))),
                training("with/bare", t -> t.redBird() + " with " + and(t.partsAndMore(Style.BARE))),
                training(
                        "with/the",
                        t -> "the " + t.redBird() + " with the "
                                + t.parts(1, Style.BARE).get(0)),
                heldOut("with/having", t -> a(t.redBird()) + " having " + list(t.partsAndMore(Style.A)) + t.place(" ")),
                heldOut(
                        "with/both",
                        t -> a(t.bird()) + " with both " + t.parts(1, Style.A).get(0) + " and "
                                + t.parts(1, Style.A).get(0) + t.place(", ")),
                heldOut(
                        "with/also",
                        t -> a(t.redBird()) + ", with " + t.parts(1, Style.A).get(0) + " and with "
                                + t.parts(1, Style.A).get(0)));
    }

    private static List<CaptionForm> sentences() {
        return List.of(
                training(
                        "sentence/is and has",
                        t -> "this bird is " + t.body() + " and " + has(t) + " " + list(t.partsAndMore(Style.A))),
                training(
                        "sentence/is with",
                        t -> "this " + t.bird() + " is " + t.body() + " with " + list(t.parts(3, Style.A))
                                + t.place(", ")),
                training(
                        "sentence/has",
                        t -> t.one("this ", "the ") + t.redBird() + " " + has(t) + " " + list(t.partsAndMore(Style.A))
                                + t.place(" ")),
                training(
                        "sentence/has all",
                        t -> "the " + t.bird() + " " + has(t) + " " + list(t.partsAndMore(Style.A))),
                training("sentence/its is", t -> "the bird is " + t.body() + " and " + and(t.parts(3, Style.ITS_IS))),
                training("sentence/all its", t -> list(t.parts(4, Style.ITS_IS))),
                training("sentence/part of", t -> partOf(t, "this " + t.redBird())),
                heldOut("sentence/of the bird", t -> partOf(t, "the bird") + " and " + and(t.parts(3, Style.ITS_IS))),
                heldOut(
                        "sentence/there is",
                        t -> "there is " + a(t.redBird()) + " and it " + has(t) + " " + list(t.parts(3, Style.A))),
                heldOut("sentence/the are", t -> list(t.parts(4, Style.THE_IS)) + t.place(", ")),
                heldOut(
                        "sentence/its has",
                        t -> "its body is " + t.body() + " and it " + has(t) + " " + list(t.partsAndMore(Style.A))));
    }

    /** "the wings of this red bird are black". */
    private static String partOf(Telling t, String whole) {
        return t.parts(1, (colour, noun) -> "the " + noun.text() + " of " + whole + " " + noun.is() + " " + colour)
                .get(0);
    }

    private static String has(Telling t) {
        return t.one("has", "has", "has got");
    }

    private static List<CaptionForm> clauses() {
        return List.of(
                training(
                        "clause/that has",
                        t -> a(t.redBird()) + " that " + has(t) + " " + list(t.partsAndMore(Style.A)) + t.place(" ")),
                training("clause/whose", t -> a(t.bird()) + " " + and(t.parts(4, Style.WHOSE))),
                training(
                        "clause/is and has",
                        t -> a(t.bird()) + " that is " + t.body() + " and has " + list(t.parts(3, Style.A))),
                training("clause/where", t -> a(t.redBird()) + " where " + and(t.parts(3, Style.THE_IS))),
                heldOut(
                        "clause/which has",
                        t -> a(t.redBird()) + " which " + has(t) + " " + list(t.partsAndMore(Style.A))),
                heldOut("clause/red whose", t -> a(t.redBird()) + " " + and(t.parts(3, Style.WHOSE)) + t.place(", ")),
                heldOut("clause/that has all", t -> a(t.bird()) + " that has " + list(t.parts(4, Style.A))));
    }

    private static List<CaptionForm> beings() {
        return List.of(
                training("being/its being", t -> a(t.redBird()) + ", " + and(t.parts(3, Style.ITS_BEING))),
                training("being/with its", t -> a(t.redBird()) + " with " + and(t.parts(3, Style.ITS))),
                training("being/in", t -> a(t.bird()) + " with " + list(t.parts(4, Style.IN)) + t.place(" ")),
                heldOut("being/with its being", t -> a(t.bird()) + " with " + and(t.parts(4, Style.ITS_BEING))),
                heldOut("being/its", t -> t.redBird() + ", " + commas(t.parts(3, Style.ITS))));
    }

    private static List<CaptionForm> compounds() {
        return List.of(
                training("compound/before", t -> {
                    String bird = t.redBird();
                    return a(commas(t.compounds(3, "-")) + " " + bird);
                }),
                training("compound/alone", t -> a(commas(t.compounds(4, "-")) + " bird") + t.place(" ")),
                training("compound/spaced", t -> t.compounds(1, " ").get(0) + " " + t.bird()),
                training(
                        "compound/with",
                        t -> a(t.compounds(1, "-").get(0) + " bird") + " with " + list(t.partsAndMore(Style.A))),
                heldOut("compound/after", t -> a(t.redBird()) + ", " + and(t.compounds(3, "-"))),
                heldOut("compound/that is", t -> "this bird is " + list(t.compounds(4, "-")) + t.place(" ")),
                heldOut("compound/this has", t -> {
                    String bird = t.redBird();
                    return "this " + t.compounds(1, "-").get(0) + " " + bird + " has " + list(t.parts(2, Style.A));
                }));
    }

    private static List<CaptionForm> wholes() {
        return Stream.of(
                        Stream.of(
                                        training("whole/all", t -> a("all " + t.everything() + " " + t.bird())),
                                        training("whole/completely", t -> fully(t) + " " + t.everything() + " bird"),
                                        training(
                                                "whole/all over",
                                                t -> a(t.bird()) + " that is " + t.everything() + " all over"),
                                        training(
                                                "whole/from head to tail",
                                                t -> "this bird is " + t.everything() + " from head to tail"),
                                        heldOut("whole/every part", t -> "every part of the bird is " + t.everything()),
                                        heldOut(
                                                "whole/is completely",
                                                t -> "the bird is " + fully(t) + " " + t.everything() + t.place(" ")))
                                .map(form -> form.of(CaptionForm::plain)),
                        Stream.of(
                                        training(
                                                "whole/two-tone above",
                                                t -> t.one("a two-tone bird, ", "two-tone bird: ") + t.above()
                                                        + " above and " + t.colour(BirdTrait.BELLY) + " below"),
                                        training(
                                                "whole/except",
                                                t -> a(t.above() + " bird") + " except for its "
                                                        + t.colour(BirdTrait.BELLY) + " belly"),
                                        heldOut(
                                                "whole/below and above",
                                                t -> a(t.bird()) + ", " + t.colour(BirdTrait.BELLY) + " below and "
                                                        + t.above() + " above"),
                                        heldOut(
                                                "whole/all but",
                                                t -> "all " + t.above() + " but for a " + t.colour(BirdTrait.BELLY)
                                                        + " belly"))
                                .map(form -> form.of(CaptionForm::twoTone)))
                .flatMap(s -> s)
                .toList();
    }

    private static String fully(Telling t) {
        return t.one("completely", "entirely", "totally", "wholly");
    }

    private static List<CaptionForm> requests() {
        return List.of(
                training(
                        "request/please",
                        t -> t.one("please ", "") + t.one("draw me ", "draw ", "paint ") + described(t)),
                training(
                        "request/image of",
                        t -> t.one("a photo of ", "an image of ", "an image of ", "photo of ") + described(t)),
                training("request/want", t -> t.one("i want ", "i would like ", "i'd like ") + described(t)),
                training("request/create", t -> t.one("generate ", "create ", "make ") + described(t)),
                heldOut(
                        "request/can you",
                        t -> t.one("can you ", "could you ")
                                + t.one("draw ", "make ", "show me ")
                                + described(t)
                                + t.one("", " please", "?")),
                heldOut("request/show me", t -> t.one("show me ", "give me ", "i need ") + described(t)),
                heldOut(
                        "request/photo",
                        t -> t.redBird() + " with " + list(t.parts(3, Style.A))
                                + t.one(" photo", ", photo", ", photograph")));
    }

    /** "a red bird", "a red bird with a white belly", "a bird with a red back and a white belly". */
    private static String described(Telling t) {
        return switch (t.one("plain", "with", "all")) {
            case "plain" -> a(t.redBird()) + t.place(" ");
            case "with" -> a(t.redBird()) + " with " + list(t.partsAndMore(Style.A)) + t.place(" ");
            default -> a(t.bird()) + " with " + list(t.parts(4, Style.A));
        };
    }

    private static List<CaptionForm> partsFirst() {
        return List.of(
                training("parts first/commas", t -> {
                    String bird = t.redBird();
                    return commas(t.parts(3, Style.BARE)) + ", " + bird;
                }),
                training("parts first/with", t -> {
                    String body = t.body();
                    return "with " + list(t.parts(3, Style.A)) + ", this bird is " + body + t.place(" ");
                }),
                training("parts first/bird", t -> list(t.parts(4, Style.A)) + ", that is the bird"),
                heldOut("parts first/on", t -> {
                    String bird = t.redBird();
                    return list(t.parts(3, Style.A)) + " on " + a(bird);
                }),
                heldOut("parts first/with, a", t -> {
                    String bird = t.redBird();
                    return "with " + list(t.parts(3, Style.A)) + ", " + a(bird);
                }));
    }
}

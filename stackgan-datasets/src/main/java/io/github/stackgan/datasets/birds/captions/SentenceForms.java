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

/** Forms that are whole sentences, or begin with the parts. */
final class SentenceForms {
    private SentenceForms() {}

    static List<CaptionForm> all() {
        return Stream.of(simple(), sentences(), partsFirst())
                .flatMap(List::stream)
                .toList();
    }

    static String has(Telling t) {
        return t.one("has", "has", "has got");
    }

    private static List<CaptionForm> simple() {
        return List.of(
                training("simple/is", t -> "this " + t.bird() + " is " + t.body() + t.place(" ")),
                training("simple/looks", t -> "the " + t.bird() + " looks " + t.body()),
                training("simple/its part", t -> t.parts(1, Style.BIRDS).get(0)),
                training("compound/is", t -> "the " + t.redBird() + " is " + and(t.compounds(2, "-"))),
                heldOut("simple/it is", t -> "it is " + a(t.redBird()) + t.place(" ")),
                heldOut("compound/that is", t -> "this bird is " + list(t.compounds(4, "-")) + t.place(" ")),
                heldOut("compound/this has", t -> {
                    String bird = t.redBird();
                    return "this " + t.compounds(1, "-").get(0) + " " + bird + " has " + list(t.parts(2, Style.A));
                }));
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
                training(
                        "sentence/two",
                        t -> "this is " + a(t.redBird()) + ". it " + has(t) + " " + list(t.partsAndMore(Style.A))),
                training("sentence/many", t -> t.redBird() + ". " + String.join(". ", t.parts(3, Style.ITS_IS))),
                training("sentence/and the", t -> a(t.redBird()) + " and " + and(t.parts(3, Style.THE_IS))),
                training("sentence/asked", t -> spaced(t.parts(4, Style.ASKED))),
                training("sentence/the bird's", t -> list(t.parts(4, Style.BIRDS))),
                training("sentence/is but", t -> "the bird is " + t.body() + " but " + and(t.parts(2, Style.THE_IS))),
                heldOut("sentence/of the bird", t -> {
                    String part = partOf(t, "the bird");
                    return part + " and " + and(t.parts(3, Style.ITS_IS));
                }),
                heldOut(
                        "sentence/there is",
                        t -> "there is " + a(t.redBird()) + " and it " + has(t) + " " + list(t.parts(3, Style.A))),
                heldOut("sentence/the are", t -> list(t.parts(4, Style.THE_IS)) + t.place(", ")),
                heldOut(
                        "sentence/its has",
                        t -> "its body is " + t.body() + " and it " + has(t) + " " + list(t.partsAndMore(Style.A))),
                heldOut("sentence/comma its", t -> "this bird is " + t.body() + ", " + and(t.parts(3, Style.ITS_IS))),
                heldOut(
                        "sentence/many the",
                        t -> "the bird is " + t.body() + ". " + String.join(". ", t.parts(3, Style.THE_IS))));
    }

    /** "the wings of this red bird are black". */
    private static String partOf(Telling t, String whole) {
        return t.parts(1, (colour, noun) -> "the " + noun.text() + " of " + whole + " " + noun.is() + " " + colour)
                .get(0);
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
                training("parts first/of", t -> list(t.parts(4, Style.OF_BIRD))),
                training("parts first/and a", t -> {
                    String bird = t.redBird();
                    return list(t.parts(3, Style.A)) + ", and " + a(bird);
                }),
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

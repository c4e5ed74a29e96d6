package io.github.stackgan.datasets.birds.captions;

import static io.github.stackgan.datasets.birds.captions.CaptionForm.heldOut;
import static io.github.stackgan.datasets.birds.captions.CaptionForm.training;
import static io.github.stackgan.datasets.birds.captions.Telling.a;
import static io.github.stackgan.datasets.birds.captions.Telling.and;
import static io.github.stackgan.datasets.birds.captions.Telling.list;

import io.github.stackgan.datasets.birds.captions.CaptionForm.Use;
import io.github.stackgan.datasets.birds.captions.Telling.Style;
import java.util.List;

/** Forms that ask for an image of what some other form says. */
final class RequestForms {
    /** What no request can be for, as it has a verb or is cut short. */
    private static final String UNASKED = "telegram/.*|list/(?:colons|equals|all stops)|where/is on";

    private static final List<CaptionForm> ASKED = PhraseForms.all().stream()
            .filter(form -> form.use() == Use.TRAINING && !form.name().matches(UNASKED))
            .toList();

    private RequestForms() {}

    static List<CaptionForm> all() {
        return List.of(
                training("request/please", t -> t.one("please ", "") + t.one("draw me ", "draw ", "paint ") + asked(t)),
                training(
                        "request/image of",
                        t -> t.one("a photo of ", "an image of ", "a picture of ", "photo of ") + asked(t)),
                training(
                        "request/want", t -> t.one("i want ", "i would like ", "i'd like ", "i wanna see ") + asked(t)),
                training("request/create", t -> t.one("generate ", "create ", "make ", "make me ") + asked(t)),
                training(
                        "request/talk",
                        t -> t.one("how about ", "can i get ", "imagine ", "looking for ", "what about ")
                                + asked(t)
                                + t.one("", " please", " thx", ", thanks")),
                training("request/seen", t -> t.one("here is ", "i saw ", "look at ", "i like ") + asked(t)),
                training("request/make the", t -> t.one("make ", "paint ", "colour ") + and(t.parts(4, Style.THE))),
                training("request/have", t -> "have " + list(t.parts(4, Style.THE_IN))),
                training("request/should", t -> and(t.parts(4, Style.SHOULD))),
                training(
                        "request/prompt",
                        t -> asked(t)
                                + t.one(
                                        ", 4k",
                                        ", high quality",
                                        ", digital art",
                                        ", hd",
                                        ", realistic",
                                        ", detailed",
                                        ", cartoon style",
                                        ", close up")),
                heldOut(
                        "request/can you",
                        t -> t.one("can you ", "could you ")
                                + t.one("draw ", "make ", "show me ")
                                + asked(t)
                                + t.one("", " please", "?")),
                heldOut("request/show me", t -> t.one("show me ", "give me ", "i need ") + asked(t)),
                heldOut(
                        "request/photo",
                        t -> t.redBird() + " with " + list(t.parts(3, Style.A))
                                + t.one(" photo", ", photo", ", photograph")),
                heldOut("request/painting", t -> t.one("a painting of ", "a drawing of ", "a close-up of ") + asked(t)),
                heldOut("request/would love", t -> t.one("i would love to see ", "would love ") + asked(t)),
                heldOut("request/to be", t -> "i want " + and(t.parts(4, Style.TO_BE))),
                heldOut("request/let me", t -> t.one("let me see ", "let's have ", "may i have ") + asked(t)),
                heldOut("request/must", t -> a(t.redBird()) + " please, and " + and(t.parts(3, Style.SHOULD))));
    }

    /** "a red bird with a white belly", or what else training's phrases say. */
    private static String asked(Telling t) {
        return t.one(ASKED).wording().apply(t);
    }
}

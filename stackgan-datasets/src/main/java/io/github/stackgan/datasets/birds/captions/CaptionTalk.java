package io.github.stackgan.datasets.birds.captions;

import java.util.List;
import java.util.SplittableRandom;

/** What people write around what they want to see, made up: greetings, for whom it is, where, how it shall look. */
final class CaptionTalk {
    private static final double BEFORE = 0.12;
    private static final double AFTER = 0.12;

    static final List<String> OPENINGS = List.of(
            "hi, ",
            "hello! ",
            "hey, ",
            "good morning. ",
            "ok so ",
            "so basically ",
            "hmm, maybe ",
            "well, ",
            "and now ",
            "pls ",
            "please, ",
            "quick one: ",
            "i was thinking of ",
            "i dreamt of ",
            "yesterday i saw ",
            "this morning there was ",
            "in our garden lives ",
            "my daughter wants ",
            "my son would love ",
            "mum said i can have ",
            "grandpa drew ",
            "for my school project: ",
            "for a birthday card, ",
            "for our logo: ",
            "my favourite is ",
            "is it possible to get ",
            "let it be ",
            "pixel art of ",
            "prompt: ",
            "subject: ",
            "1. ");

    static final List<String> CLOSINGS = List.of(
            ", thanks a lot",
            " please and thank you",
            " pls",
            " thx!",
            ", cheers",
            ", go",
            " lol",
            " :)",
            "!!!",
            ", that's all",
            ", that's it",
            ", if you can",
            ", keep it simple",
            ", cute and simple",
            ", nothing fancy",
            ", it is for school",
            " for my sister",
            " for the fridge",
            ", my kids love it",
            ", and it sang to me",
            ", as in my dream",
            ", sitting on a fence",
            " on my window sill",
            ", perched on a mossy log",
            ", in the garden",
            ", soft morning light",
            ", at sunset",
            ", with sparkly eyes",
            ", very fluffy",
            ", looking at me",
            ", singing",
            ", pixel art, 16x16",
            ", watercolour style",
            ", masterpiece",
            ", flat colours",
            " --style flat");

    private CaptionTalk() {}

    static String around(String text, SplittableRandom random) {
        String before = random.nextDouble() < BEFORE ? OPENINGS.get(random.nextInt(OPENINGS.size())) : "";
        String after = random.nextDouble() < AFTER ? CLOSINGS.get(random.nextInt(CLOSINGS.size())) : "";
        return before + text + after;
    }
}

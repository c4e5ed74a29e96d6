package io.github.stackgan.datasets;

import io.github.stackgan.datasets.BirdAttributes.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Sentences that are true of a drawn bird, as people would say them. */
final class BirdGrammar {
    private final BirdAttributes bird;
    private final SplittableRandom random;

    private BirdGrammar(BirdAttributes bird, SplittableRandom random) {
        this.bird = bird;
        this.random = random;
    }

    /** Different sentences, all in lower case. */
    static List<String> captions(BirdAttributes bird, SplittableRandom random, int count) {
        BirdGrammar grammar = new BirdGrammar(bird, random);
        List<String> captions = new ArrayList<>();
        for (int i = 0; captions.size() < count; i++) {
            String caption = grammar.sentence(i);
            if (!captions.contains(caption)) {
                captions.add(caption);
            }
        }
        return captions;
    }

    private String sentence(int form) {
        return switch (form % 10) {
            case 0 -> "a " + size() + body() + " bird with " + a(belly());
            case 1 -> "a " + size() + body() + " bird with " + a(belly()) + " and " + wings();
            case 2 -> "this bird is " + body() + " with " + wings() + " and " + a(belly());
            case 3 -> "this " + size() + body() + " bird has " + a(crown()) + ", " + wings() + " and " + a(belly());
            case 4 -> "a " + body() + " bird with " + wings() + ", " + a(belly()) + " and " + a(beak());
            case 5 -> "the bird has " + a(body() + " body") + ", " + a(belly()) + " and " + a(crown());
            case 6 -> "a bird with " + a(body() + " body") + ", " + wings() + ", " + a(belly()) + " and " + a(crown());
            case 7 -> "this is a " + size() + body() + " bird with " + a(belly()) + " and " + extra();
            case 8 -> "a " + size() + body() + " bird " + place() + " with " + a(belly()) + " and " + wings();
            default ->
                "the " + body() + " bird has " + a(crown()) + ", " + a(belly()) + ", " + wings() + " and " + extra();
        };
    }

    private String one(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private String one(String... words) {
        return one(List.of(words));
    }

    private static String a(String words) {
        return ("aeiou".indexOf(words.charAt(0)) >= 0 ? "an " : "a ") + words;
    }

    /** With a space behind it, or nothing for a bird of medium size. */
    private String size() {
        return switch (bird.size()) {
            case SMALL -> one("small ", "small ", "little ", "tiny ");
            case MEDIUM -> one("", "", "medium sized ");
            case LARGE -> one("large ", "large ", "big ");
        };
    }

    private String body() {
        return one(bird.body().words());
    }

    private String belly() {
        return one(bird.belly().words()) + " " + one("belly", "belly", "belly", "underside");
    }

    private String wings() {
        return one(bird.wing().words()) + " wings";
    }

    private String crown() {
        return one(bird.crown().words()) + " crown";
    }

    private String beak() {
        String length = bird.beakLength().name().toLowerCase(Locale.ROOT);
        String shape = bird.beakShape().name().toLowerCase(Locale.ROOT);
        return one(length + " ", length + " " + shape + " ", shape + " ") + one("beak", "bill");
    }

    private String tail() {
        return bird.tail().name().toLowerCase(Locale.ROOT) + " tail";
    }

    /** Something else that is true of it. */
    private String extra() {
        List<String> extras = new ArrayList<>(List.of(a(beak()), a(tail())));
        if (bird.eyeRing() == Mark.PRESENT) {
            extras.add("a pale eye ring");
        }
        if (bird.wingBars() == Mark.PRESENT) {
            extras.add("pale wing bars");
        }
        if (bird.breastStripes() == Mark.PRESENT) {
            extras.add("a streaked breast");
        }
        return one(extras);
    }

    private String place() {
        return switch (bird.background()) {
            case SKY -> one("against the sky", "under a blue sky");
            case LEAVES -> one("among green leaves", "in the leaves");
            case WATER -> one("by the water", "near the water");
            case SNOW -> one("in the snow", "on a snowy day");
            case BRANCH -> one("on a branch", "perched on a branch");
        };
    }
}

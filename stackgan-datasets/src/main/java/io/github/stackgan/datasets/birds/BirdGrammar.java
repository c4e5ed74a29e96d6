package io.github.stackgan.datasets.birds;

import io.github.stackgan.datasets.birds.BirdAttributes.Mark;
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
        for (int form = 0; captions.size() < count; form++) {
            String caption = grammar.sentence(form);
            if (!captions.contains(caption)) {
                captions.add(caption);
            }
        }
        return List.copyOf(captions);
    }

    /** Every form names the body's colour and, but for one, the belly's. */
    private String sentence(int form) {
        return switch (form % 10) {
            case 0 -> a(sizedBird()) + " with " + a(belly());
            case 1 -> a(sizedBird()) + " with " + a(belly()) + " and " + wings();
            case 2 -> "this bird is " + body() + " with " + wings() + " and " + has() + a(belly());
            case 3 -> "this " + sizedBird() + " has " + list(a(crown()), wings(), a(belly()));
            case 4 -> a(body() + " bird") + " with " + list(wings(), a(belly()), a(beak()));
            case 5 -> "the bird has " + list(a(body() + " body"), a(belly()), a(crown()));
            case 6 -> a(sizedBird()) + " with " + a(crown()) + " and " + a(beak());
            case 7 -> "this is " + a(sizedBird()) + " with " + a(belly()) + " and " + extra();
            case 8 -> a(sizedBird()) + " " + place() + " with " + a(belly()) + " and " + wings();
            default -> detailed();
        };
    }

    private String detailed() {
        return one("the ", "this ") + body() + " bird " + has() + list(a(crown()), a(belly()), wings(), extra());
    }

    private String one(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private String one(String... words) {
        return one(List.of(words));
    }

    private static String list(String... parts) {
        List<String> first = List.of(parts).subList(0, parts.length - 1);
        return String.join(", ", first) + " and " + parts[parts.length - 1];
    }

    private static String a(String words) {
        return ("aeiou".indexOf(words.charAt(0)) >= 0 ? "an " : "a ") + words;
    }

    private String has() {
        return one("has ", "has ", "has got ");
    }

    private String sizedBird() {
        String size =
                switch (bird.size()) {
                    case SMALL -> one("small ", "small ", "small ", "little ", "tiny ");
                    case MEDIUM -> one("", "", "", "medium sized ");
                    case LARGE -> one("large ", "large ", "big ");
                };
        return size + body() + " bird";
    }

    private String body() {
        return one(bird.body().words());
    }

    private String belly() {
        return one(bird.belly().words()) + one(" belly", " belly", " belly", " breast", " underside");
    }

    private String wings() {
        return one(bird.wing().words()) + " wings";
    }

    private String crown() {
        return one(bird.crown().words()) + one(" crown", " crown", " cap");
    }

    private String beak() {
        String length = word(bird.beakLength());
        String shape = word(bird.beakShape());
        return one(length, length + " " + shape, shape) + one(" beak", " beak", " bill");
    }

    /** Something else that is true of it. */
    private String extra() {
        List<String> extras = new ArrayList<>(List.of(a(beak()), a(word(bird.tail()) + " tail")));
        if (bird.eyeRing() == Mark.PRESENT) {
            extras.add(one("a pale eye ring", "a pale ring around its eye"));
        }
        if (bird.wingBars() == Mark.PRESENT) {
            extras.add(one("bars on its wings", "wing bars"));
        }
        if (bird.breastStripes() == Mark.PRESENT) {
            extras.add(one("a streaked breast", "stripes on its breast"));
        }
        return one(extras);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private String place() {
        return switch (bird.background()) {
            case SKY -> one("against the sky", "under a cloudy sky");
            case LEAVES -> one("among green leaves", "in the leaves");
            case WATER -> one("by the water", "near the water");
            case SNOW -> one("in the snow", "on a snowy day");
            case BRANCH -> one("on a branch", "perched on a branch");
        };
    }
}

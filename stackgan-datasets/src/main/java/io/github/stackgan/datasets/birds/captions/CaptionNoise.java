package io.github.stackgan.datasets.birds.captions;

import java.util.Locale;
import java.util.SplittableRandom;

/** What hurry does to a sentence: no articles, capitals, a full stop or none, a slip of the finger. */
final class CaptionNoise {
    private static final double NO_ARTICLES = 0.15;
    private static final double CAPITAL = 0.2;
    private static final double ALL_CAPITALS = 0.02;
    private static final double STOP = 0.2;
    private static final double SLIP = 0.1;
    private static final double SHORTHAND = 0.06;

    /** What stays as it is of a word, so that its meaning can still be read: "whiet" and "bely", but not "hwite". */
    private static final int KEPT = 2;

    /** A slip in a shorter word could make another word of it. */
    private static final int SHORTEST = 5;

    private CaptionNoise() {}

    static String applied(String text, SplittableRandom random) {
        String noisy = text;
        if (random.nextDouble() < NO_ARTICLES) {
            noisy = withoutArticles(noisy);
        }
        if (random.nextDouble() < SHORTHAND) {
            noisy = shortened(noisy, random);
        }
        if (random.nextDouble() < SLIP) {
            noisy = slipped(noisy, random);
        }
        double capitals = random.nextDouble();
        if (capitals < ALL_CAPITALS) {
            noisy = noisy.toUpperCase(Locale.ROOT);
        } else if (capitals < CAPITAL) {
            noisy = noisy.substring(0, 1).toUpperCase(Locale.ROOT) + noisy.substring(1);
        }
        if (random.nextDouble() < STOP && Character.isLetter(noisy.charAt(noisy.length() - 1))) {
            noisy += random.nextInt(8) == 0 ? "!" : ".";
        }
        return noisy;
    }

    static String withoutArticles(String text) {
        return text.replaceAll("\\b(?:an?|the) ", "");
    }

    /** "w/" and "&". */
    private static String shortened(String text, SplittableRandom random) {
        return text.replace(" with ", random.nextBoolean() ? " w/ " : " w ")
                .replace(" and ", random.nextBoolean() ? " & " : " n ");
    }

    /** One letter of one word is left out, doubled, or changes places with the next. */
    private static String slipped(String text, SplittableRandom random) {
        String[] words = text.split(" ");
        int chosen = random.nextInt(words.length);
        String word = words[chosen];
        if (word.length() < SHORTEST || !word.matches("[a-z]+")) {
            return text;
        }
        int at = KEPT + random.nextInt(word.length() - KEPT - 1);
        String end = word.substring(at + 1);
        words[chosen] = word.substring(0, at)
                + switch (random.nextInt(3)) {
                    case 0 -> end;
                    case 1 -> word.substring(at, at + 1) + word.charAt(at) + end;
                    default -> end.substring(0, 1) + word.charAt(at) + end.substring(1);
                };
        return String.join(" ", words);
    }
}

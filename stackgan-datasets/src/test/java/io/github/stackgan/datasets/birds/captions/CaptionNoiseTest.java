package io.github.stackgan.datasets.birds.captions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CaptionNoiseTest {
    private static final String TEXT = "a small yellow bird near the brown wings";

    @Property(tries = 300)
    void every_word_but_articles_keeps_its_first_letters_and_nearly_its_length(@ForAll long seed) {
        String[] words = CaptionNoise.withoutArticles(TEXT).split(" ");
        String[] noisy = CaptionNoise.withoutArticles(CaptionNoise.applied(TEXT, new SplittableRandom(seed))
                        .toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[.!]$", ""))
                .split(" ");
        assertThat(noisy).hasSameSizeAs(words);
        int slips = 0;
        for (int i = 0; i < words.length; i++) {
            assertThat(noisy[i]).startsWith(words[i].substring(0, 2));
            assertThat(noisy[i].length()).isBetween(words[i].length() - 1, words[i].length() + 1);
            slips += noisy[i].equals(words[i]) ? 0 : 1;
        }
        assertThat(slips).isLessThanOrEqualTo(1);
    }

    @Property(tries = 300)
    void words_of_four_letters_have_no_slips(@ForAll long seed) {
        String text = "red bird blue back";
        assertThat(CaptionNoise.applied(text, new SplittableRandom(seed)).replaceAll("[.!]$", ""))
                .isEqualToIgnoringCase(text);
    }

    @Test
    void articles_are_whole_words() {
        assertThat(CaptionNoise.withoutArticles("an orange bird and the cat")).isEqualTo("orange bird and cat");
    }

    @Test
    void with_and_and_are_written_shortly_now_and_then() {
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            texts.add(CaptionNoise.applied("red bird with back and cap", new SplittableRandom(i)));
        }
        assertThat(texts)
                .contains("red bird w/ back & cap", "red bird w back & cap", "red bird w/ back n cap")
                .contains("red bird with back and cap", "Red bird with back and cap.");
    }
}

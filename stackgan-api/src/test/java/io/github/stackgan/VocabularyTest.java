package io.github.stackgan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    private static final Vocabulary BIRDS =
            Vocabulary.of(Map.of("bird", 9, "yellow", 5, "black", 4, "block", 7, "feathers", 2, "a", 9, "red", 3));

    /** Reads "a" as unknown and nothing else. */
    private record NoA() implements TextEncoder {
        @Override
        public int embeddingSize() {
            return 1;
        }

        @Override
        public float[][] encode(List<String> sentences) {
            return new float[sentences.size()][1];
        }

        @Override
        public String fingerprint() {
            return "";
        }

        @Override
        public List<String> unreadable(String text) {
            return text.codePoints()
                    .filter(point -> point > 127)
                    .distinct()
                    .mapToObj(Character::toString)
                    .toList();
        }
    }

    private static UnknownText unknown(String text) {
        return UnknownText.of(text, BIRDS, new NoA());
    }

    @Test
    void words_that_no_caption_has_are_told_once_and_in_order() {
        assertThat(unknown("A SUNFLOWER in the snow, a sunflower").words())
                .extracting(UnknownText.Word::word)
                .containsExactly("sunflower", "in", "the", "snow");
        assertThat(unknown("a red, red bird!")).isEqualTo(UnknownText.none());
        assertThat(unknown("a red bird").isEmpty()).isTrue();
        assertThat(unknown("").notes()).isEmpty();
    }

    @Test
    void a_slip_of_the_hand_is_told_with_the_word_that_was_meant() {
        assertThat(unknown("yelow bidr").notes())
                .containsExactly(
                        "not in this model's captions: yelow (did you mean yellow?), bidr (did you mean bird?)");
        assertThat(BIRDS.nearest("fethars")).contains("feathers");
        assertThat(BIRDS.nearest("fethar")).as("two slips of a short word").isEmpty();
        assertThat(BIRDS.nearest("bl")).isEmpty();
        assertThat(Vocabulary.of(Map.of("yellow", 900, "yelow", 9)).nearest("yeloww"))
                .as("a slip that captions have, too")
                .contains("yellow");
        assertThat(BIRDS.nearest("bed")).as("another first letter").isEmpty();
    }

    @Test
    void of_words_equally_near_the_more_frequent_is_meant() {
        assertThat(BIRDS.nearest("blck")).contains("block");
    }

    @Property(tries = 200)
    void every_word_with_two_neighbours_changed_round_is_found(
            @ForAll @AlphaChars @StringLength(min = 4, max = 12) String text) {
        String word = text.toLowerCase(java.util.Locale.ROOT);
        String slipped = word.charAt(0) + word.substring(2, 3) + word.charAt(1) + word.substring(3);
        assertThat(Vocabulary.of(Map.of(word, 1)).nearest(slipped)).isEqualTo(Optional.of(word));
    }

    @Test
    void characters_that_are_not_read_are_told_and_their_words_are_not() {
        UnknownText found = unknown("\ud30c\ub780 \uc0c8 bird \ud83d\udc26 sch\u00f6n");
        assertThat(found.words()).extracting(UnknownText.Word::word).containsExactly("sch\u00f6n");
        assertThat(found.characters()).containsExactly("\ud30c", "\ub780", "\uc0c8", "\ud83d\udc26", "\u00f6");
        assertThat(found.notes())
                .contains("this model's text encoder cannot read: \ud30c \ub780 \uc0c8 \ud83d\udc26 \u00f6");
    }

    @Test
    void a_model_without_words_knows_of_no_unknown_word() {
        assertThat(UnknownText.of("sunflower", Vocabulary.empty(), new NoA())).isEqualTo(UnknownText.none());
    }

    @Test
    void long_lists_are_cut_and_harmless() {
        String many = IntStream.range(10, 40).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        assertThat(unknown(many).notes().get(0)).endsWith("w21 and 18 more");
        assertThat(new UnknownText(List.of(new UnknownText.Word("x\u001b[2J", Optional.empty())), List.of()).notes())
                .containsExactly("not in this model's captions: x?[2J");
    }

    @Test
    void the_most_frequent_words_are_kept() {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < Vocabulary.MOST + 10; i++) {
            counts.put("w" + i, i + 1);
        }
        counts.put("x".repeat(Vocabulary.LONGEST + 1), 1 << 20);
        Vocabulary kept = Vocabulary.of(counts);
        assertThat(kept.counts())
                .hasSize(Vocabulary.MOST)
                .doesNotContainKey("w9")
                .containsKey("w10");
        assertThat(kept.counts().keySet()).first().isEqualTo("w" + (Vocabulary.MOST + 9));
        assertThatThrownBy(() -> Vocabulary.of(Map.of("a", 0))).hasMessageContaining("is 0, but must be at least 1");
    }

    @Test
    void joining_the_same_words_again_changes_nothing() {
        assertThat(BIRDS.and(BIRDS)).isEqualTo(BIRDS);
        assertThat(BIRDS.and(Vocabulary.of(Map.of("bird", 20, "blue", 1))).counts())
                .containsEntry("bird", 20)
                .containsEntry("blue", 1)
                .containsEntry("red", 3);
    }
}

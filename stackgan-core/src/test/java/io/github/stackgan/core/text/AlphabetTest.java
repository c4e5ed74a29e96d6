package io.github.stackgan.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class AlphabetTest {
    private static final int SPACE_ROW = 69;

    /** RECIPES: 70 characters, '-' stands at 36 and 59 and the later one wins, the space comes last. */
    @Test
    void characters_have_the_rows_of_the_published_models() {
        assertThat(Alphabet.rows("az09-/ ~", UnknownCharacters.SPACE))
                .startsWith(0, 25, 26, 35, 59, 45, SPACE_ROW, 56, Alphabet.SIZE);
        assertThat(Alphabet.SIZE).isEqualTo(70);
    }

    @Property(tries = 200)
    void every_character_up_to_201_has_a_row_and_the_rest_has_none(@ForAll @StringLength(max = 260) String sentence) {
        int[] rows = Alphabet.rows(sentence, UnknownCharacters.SPACE);
        assertThat(rows).hasSize(Alphabet.LENGTH);
        int length = Math.min(
                201, (int) sentence.toLowerCase(Locale.ROOT).codePoints().count());
        for (int i = 0; i < Alphabet.LENGTH; i++) {
            assertThat(rows[i] < Alphabet.SIZE).as("column %d of %d", i, length).isEqualTo(i < length);
        }
    }

    @Property(tries = 100)
    void blank_and_space_differ_only_where_a_character_is_unknown(@ForAll @StringLength(max = 30) String sentence) {
        int[] space = Alphabet.rows(sentence, UnknownCharacters.SPACE);
        int[] blank = Alphabet.rows(sentence, UnknownCharacters.BLANK);
        for (int i = 0; i < Alphabet.LENGTH; i++) {
            assertThat(space[i]).isIn(blank[i], blank[i] == Alphabet.SIZE ? SPACE_ROW : blank[i]);
        }
    }

    @Test
    void unknown_characters_are_spaces_or_blank() {
        assertThat(Alphabet.rows("\u00e9", UnknownCharacters.SPACE)).startsWith(SPACE_ROW);
        assertThat(Alphabet.rows("\u00e9", UnknownCharacters.BLANK)).startsWith(Alphabet.SIZE);
    }

    /** As in Python, whose port defines the reading, a character is a code point, not half a surrogate pair. */
    @Test
    void a_character_outside_the_basic_plane_takes_one_column() {
        assertThat(Alphabet.rows("\uD83D\uDC26a", UnknownCharacters.SPACE)).startsWith(SPACE_ROW, 0, Alphabet.SIZE);
    }

    @Test
    void an_empty_sentence_has_no_rows() {
        assertThat(Alphabet.rows("", UnknownCharacters.SPACE)).containsOnly(Alphabet.SIZE);
    }
}

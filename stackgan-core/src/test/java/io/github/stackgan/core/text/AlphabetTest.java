package io.github.stackgan.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class AlphabetTest {
    private static final int SPACE_ROW = 69;

    private static float[] seen(String sentence, UnknownCharacters unknown) {
        float[] values = new float[Alphabet.SIZE * Alphabet.LENGTH];
        Alphabet.write(Alphabet.points(sentence), unknown, values, 0, Alphabet.LENGTH);
        return values;
    }

    /** The row of the 1 in a column, or -1 for a column of zeros. */
    private static int row(float[] values, int column) {
        int found = -1;
        for (int row = 0; row < Alphabet.SIZE; row++) {
            float value = values[row * Alphabet.LENGTH + column];
            assertThat(value).isIn(0f, 1f);
            if (value == 1) {
                assertThat(found).as("a second 1 in column %d", column).isEqualTo(-1);
                found = row;
            }
        }
        return found;
    }

    /** RECIPES: 70 characters, '-' stands at 36 and 59 and the later one wins, the space comes last. */
    @Test
    void characters_have_the_rows_of_the_published_models() {
        float[] values = seen("az09-/ ~", UnknownCharacters.SPACE);
        int[] rows = {0, 25, 26, 35, 59, 45, SPACE_ROW, 56};
        for (int i = 0; i < rows.length; i++) {
            assertThat(row(values, i)).as("row of character %d", i).isEqualTo(rows[i]);
        }
        assertThat(Alphabet.SIZE).isEqualTo(70);
    }

    @Property(tries = 200)
    void every_character_up_to_201_has_one_row_and_the_rest_is_zero(@ForAll @StringLength(max = 260) String sentence) {
        float[] values = seen(sentence, UnknownCharacters.SPACE);
        int length = Math.min(
                201, (int) sentence.toLowerCase(Locale.ROOT).codePoints().count());
        for (int i = 0; i < Alphabet.LENGTH; i++) {
            assertThat(row(values, i) >= 0).as("column %d of %d", i, length).isEqualTo(i < length);
        }
    }

    @Property(tries = 100)
    void rows_are_where_the_ones_stand(
            @ForAll @StringLength(max = 260) String sentence, @ForAll UnknownCharacters unknown) {
        float[] values = seen(sentence, unknown);
        int[] rows = Alphabet.rows(sentence, unknown);
        assertThat(rows).hasSize(Alphabet.LENGTH);
        for (int i = 0; i < rows.length; i++) {
            assertThat(rows[i] == Alphabet.SIZE ? -1 : rows[i]).isEqualTo(row(values, i));
        }
    }

    @Property(tries = 100)
    void blank_and_space_differ_only_where_a_character_is_unknown(@ForAll @StringLength(max = 30) String sentence) {
        float[] space = seen(sentence, UnknownCharacters.SPACE);
        float[] blank = seen(sentence, UnknownCharacters.BLANK);
        for (int i = 0; i < Alphabet.LENGTH; i++) {
            int row = row(blank, i);
            assertThat(row(space, i)).isIn(row, row < 0 ? SPACE_ROW : row);
        }
    }

    @Test
    void unknown_characters_are_spaces_or_blank() {
        assertThat(row(seen("\u00e9", UnknownCharacters.SPACE), 0)).isEqualTo(SPACE_ROW);
        assertThat(row(seen("\u00e9", UnknownCharacters.BLANK), 0)).isEqualTo(-1);
    }

    /** As in Python, whose port defines the reading, a character is a code point, not half a surrogate pair. */
    @Test
    void a_character_outside_the_basic_plane_takes_one_column() {
        float[] values = seen("\uD83D\uDC26a", UnknownCharacters.SPACE);
        assertThat(row(values, 0)).isEqualTo(SPACE_ROW);
        assertThat(row(values, 1)).isZero();
        assertThat(row(values, 2)).isEqualTo(-1);
    }

    @Test
    void an_empty_sentence_is_all_zeros() {
        assertThat(seen("", UnknownCharacters.SPACE)).containsOnly(0f);
    }
}

package io.github.stackgan.sentences;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ColourWordsTest {
    private static final ColourWords COLOURS =
            ColourWords.among(Stream.of("A Red bird, gold crown", "a scarlet bird and a navy-blue sky"));

    @Test
    void only_names_of_colours_that_captions_lack_are_read_as_others() {
        assertThat(COLOURS.known()).containsExactly("blue", "gold", "navy", "red", "scarlet");
        assertThat(COLOURS.read("a Crimson bird, scarlet wings")).isEqualTo("a red bird, scarlet wings");
        assertThat(COLOURS.read("navy azure")).isEqualTo("navy blue");
    }

    @Test
    void a_group_whose_first_name_no_caption_has_is_read_as_one_that_they_have() {
        assertThat(COLOURS.read("golden lemon yellow")).isEqualTo("gold gold gold");
    }

    @Test
    void things_that_have_a_colour_of_their_own_are_no_colours() {
        ColourWords flowers = ColourWords.of(Set.of("white", "red", "pink", "yellow"));
        assertThat(flowers.read("a white cherry blossom and a red rose"))
                .isEqualTo("a white cherry blossom and a red rose");
        assertThat(flowers.read("a cherry flower, white, rose petals")).isEqualTo("a red flower, white, pink petals");
        assertThat(flowers.read("canary lemon petals")).isEqualTo("yellow yellow petals");
    }

    @Test
    void words_of_which_captions_have_nothing_alike_stay() {
        assertThat(COLOURS.read("an emerald, a crimsonish $1 sunflower\\"))
                .isEqualTo("an emerald, a crimsonish $1 sunflower\\");
        assertThat(ColourWords.of(Set.of("bird")).read("a crimson bird")).isEqualTo("a crimson bird");
    }
}

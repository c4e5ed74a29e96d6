package io.github.stackgan.datasets.birds.captions;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.datasets.birds.attributes.BirdAttributes.Background;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes.Size;
import io.github.stackgan.datasets.birds.attributes.BirdColour;
import io.github.stackgan.datasets.birds.attributes.BirdTrait;
import io.github.stackgan.datasets.birds.captions.BirdWords.Noun;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CaptionTalkTest {
    /** All that a caption can say of a bird. */
    private static List<String> said() {
        return Stream.of(
                        Arrays.stream(BirdColour.values())
                                .flatMap(c ->
                                        Stream.concat(BirdWords.plain(c).stream(), BirdWords.synonyms(c).stream())),
                        Arrays.stream(BirdTrait.values())
                                .flatMap(part -> Stream.concat(
                                        BirdWords.nouns(part).stream().map(Noun::text),
                                        BirdWords.compounds(part).stream())),
                        Arrays.stream(Size.values()).flatMap(size -> BirdWords.sizes(size).stream()),
                        Arrays.stream(Background.values()).flatMap(place -> BirdWords.places(place).stream()),
                        Stream.of("beak", "bill", "ring", "bars", "stripes", "streaks"))
                .flatMap(words -> words)
                .toList();
    }

    @Test
    void nothing_is_said_of_the_bird() {
        for (String talk : Stream.concat(CaptionTalk.OPENINGS.stream(), CaptionTalk.CLOSINGS.stream())
                .toList()) {
            for (String word : said()) {
                assertThat(" " + talk.replaceAll("[^a-z]", " ") + " ").as(talk).doesNotContain(" " + word + " ");
            }
        }
    }

    @Test
    void most_captions_have_none_and_the_rest_is_around_them() {
        Set<String> around = new HashSet<>();
        int bare = 0;
        for (int i = 0; i < 1000; i++) {
            String text = CaptionTalk.around("a red bird", new SplittableRandom(i));
            assertThat(text).contains("a red bird");
            bare += text.equals("a red bird") ? 1 : 0;
            around.add(text);
        }
        assertThat(bare).isBetween(700, 850);
        assertThat(around).hasSizeGreaterThan(60);
    }
}

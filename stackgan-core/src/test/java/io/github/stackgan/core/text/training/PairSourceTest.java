package io.github.stackgan.core.text.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.core.testing.ColourPatches;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class PairSourceTest {
    private static final TextEncoderPlan PLAN = TextEncoderPlan.standard();

    /** Sixty classes of one image with one sentence; the red of the upper left pixel is the number. */
    private record Fruit(IntFunction<String> sentence) implements CaptionedImages {
        @Override
        public String name() {
            return "fruit";
        }

        @Override
        public int size() {
            return 60;
        }

        @Override
        public BufferedImage image(int index, int side) {
            BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            image.setRGB(0, 0, index << 16 | 7);
            return image;
        }

        @Override
        public List<String> captions(int index) {
            return List.of(sentence.apply(index));
        }

        @Override
        public int classOf(int index) {
            return index;
        }

        @Override
        public int classCount() {
            return size();
        }

        @Override
        public String fingerprint() {
            return "fruit";
        }
    }

    /** Apples and pears by turns. */
    private static Fruit applesAndPears() {
        return new Fruit(i -> i % 2 == 0 ? "one sour apple number " + i : "two sweet pears of kind " + i);
    }

    private static int level(float value) {
        return Math.round((value + 1) * 127.5f);
    }

    @Test
    void an_image_stands_with_its_own_sentence_and_classes_do_not_repeat() {
        PairSource source =
                new PairSource(applesAndPears(), PLAN.withBatchSize(20).withCandidatesPerPair(2));
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            for (int iteration = 0; iteration < 4; iteration++) {
                PairSource.Pairs pairs = source.batch(manager, iteration);
                float[] values = pairs.images().toFloatArray();
                assertThat(new HashSet<>(pairs.sentences())).hasSize(20);
                for (int i = 0; i < 20; i++) {
                    int image = i * 3 * 64 * 64;
                    int left = level(values[image]);
                    int right = level(values[image + 63]);
                    assertThat(pairs.sentences().get(i)).endsWith(" " + Math.max(left, right));
                    assertThat(pairs.captions().get(i))
                            .containsExactly(pairs.sentences().get(i));
                    int blue = level(values[image + 2 * 64 * 64]) + level(values[image + 2 * 64 * 64 + 63]);
                    assertThat(blue).as("blue of the corner pixel").isEqualTo(7);
                }
            }
        }
    }

    /** Sentences of one kind share five of seven words, of different kinds none: groups of five never mix kinds. */
    @Test
    void candidates_are_grouped_by_the_words_that_they_share() {
        PairSource source =
                new PairSource(applesAndPears(), PLAN.withBatchSize(10).withCandidatesPerPair(6));
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            List<String> sentences = source.batch(manager, 1).sentences();
            for (int group = 0; group < 2; group++) {
                boolean apples = sentences.get(5 * group).startsWith("one");
                assertThat(sentences.subList(5 * group, 5 * group + 5))
                        .allMatch(sentence -> sentence.startsWith("one") == apples);
            }
        }
    }

    /** Ten images are said to be the same; nothing but chance could tell them apart. */
    @Test
    void a_group_has_different_sentences_as_long_as_there_are_some() {
        Fruit fruit = new Fruit(i -> "a sour apple" + (i < 10 ? "" : " number " + i));
        PairSource source = new PairSource(fruit, PLAN.withBatchSize(10).withCandidatesPerPair(6));
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            for (int iteration = 0; iteration < 10; iteration++) {
                List<String> sentences = source.batch(manager, iteration).sentences();
                for (int group = 0; group < 2; group++) {
                    assertThat(sentences.subList(5 * group, 5 * group + 5)).doesNotHaveDuplicates();
                }
            }
        }
    }

    @Test
    void a_group_is_filled_with_equal_sentences_where_there_are_no_others() {
        PairSource source = new PairSource(
                new Fruit(i -> "an apple"), PLAN.withBatchSize(10).withCandidatesPerPair(6));
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            assertThat(source.batch(manager, 0).sentences()).hasSize(10).containsOnly("an apple");
        }
    }

    @Test
    void one_candidate_for_each_place_gives_batches_that_mix() {
        PairSource source = new PairSource(applesAndPears(), PLAN.withBatchSize(20));
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            List<String> sentences = source.batch(manager, 1).sentences();
            assertThat(sentences.subList(0, 5))
                    .anyMatch(s -> s.startsWith("one"))
                    .anyMatch(s -> s.startsWith("two"));
        }
    }

    @Test
    void a_batch_has_no_more_pairs_than_there_are_classes() {
        PairSource source = new PairSource(new ColourPatches(40), PLAN.withCandidatesPerPair(3));
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            assertThat(source.batch(manager, 0).images().getShape().get(0)).isEqualTo(4);
        }
    }
}

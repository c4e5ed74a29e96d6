package io.github.stackgan.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.StackGanBuilder;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.core.embeddings.PrecomputedEmbeddings;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.OtherWords;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.EmbeddingAlignment;
import io.github.stackgan.core.text.EmbeddingWhitening;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.Safetensors;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import io.github.stackgan.settings.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartingPointTest {
    /** Of any texts its embeddings have no correlation with the other's: (x, y) is (-y, x), pair by pair. */
    private record QuarterTurn(TextEncoder turned) implements TextEncoder {
        @Override
        public int embeddingSize() {
            return turned.embeddingSize();
        }

        @Override
        public float[][] encode(List<String> texts) {
            float[][] embeddings = turned.encode(texts);
            for (float[] embedding : embeddings) {
                for (int i = 0; i < embedding.length; i += 2) {
                    float x = embedding[i];
                    embedding[i] = -embedding[i + 1];
                    embedding[i + 1] = x;
                }
            }
            return embeddings;
        }

        @Override
        public String fingerprint() {
            return "turned";
        }
    }

    private static final ColourPatches DATA = new ColourPatches(8);
    private static final List<String> CAPTIONS =
            IntStream.range(0, 8).mapToObj(DATA::captions).flatMap(List::stream).toList();

    @TempDir
    private Path folder;

    private Path trained = Path.of("");

    @BeforeEach
    void train() {
        trained = folder.resolve("trained.safetensors");
        try (StackGan gan = Small.model(1)) {
            gan.train(DATA, Small.plan(3));
            gan.save(trained);
        }
    }

    private static StackGanBuilder builder() {
        return StackGan.builder()
                .textEncoder(new Small.HashEncoder())
                .stage1(Small.stage1())
                .seed(9);
    }

    /** The first stages are left as they are; the last trains. */
    private static TrainingPlan lastOnly(int stages) {
        TrainingPlan plan = Small.plan(2).withEmaDecay(0.9);
        List<io.github.stackgan.settings.StagePlan> all = new ArrayList<>();
        for (int i = 1; i < stages; i++) {
            all.add(plan.stage(1).withMaxIterations(0));
        }
        all.add(plan.stage(1));
        return plan.withStages(all);
    }

    private static Map<String, List<Float>> weights(Path model, String prefix) {
        Map<String, List<Float>> found = new TreeMap<>();
        for (Map.Entry<String, Weight> entry : Safetensors.read(model).weights().entrySet()) {
            if (entry.getKey().startsWith(prefix)) {
                List<Float> numbers = new ArrayList<>();
                for (float number : entry.getValue().toFloats()) {
                    numbers.add(number);
                }
                found.put(entry.getKey(), numbers);
            }
        }
        return found;
    }

    @Test
    void a_new_stage2_trains_on_a_stage1_that_stays_bit_for_bit_what_it_was() {
        Path file = folder.resolve("new.safetensors");
        List<Integer> heard = new ArrayList<>();
        Stage2 other = Small.stage2().withResidualBlocks(0);
        try (StackGan gan = builder().stage2(other).startFrom(trained).build()) {
            assertThat(gan.provenance().iterations()).containsExactly(3L, 0L);
            gan.train(DATA, lastOnly(2), new TrainingListener() {
                @Override
                public void onIteration(Iteration i) {
                    heard.add(i.stage());
                }
            });
            assertThat(gan.provenance().iterations()).containsExactly(3L, 2L);
            gan.save(file);
        }
        assertThat(heard).containsExactly(2, 2);
        assertThat(weights(file, "stage1.generator.")).isNotEmpty().isEqualTo(weights(trained, "stage1.generator."));
        assertThat(weights(file, "stage1.discriminator."))
                .isNotEmpty()
                .isEqualTo(weights(trained, "stage1.discriminator."));
        assertThat(weights(file, "stage2.generator.img")).isNotEqualTo(weights(trained, "stage2.generator.img"));
    }

    @Test
    void a_third_stage_trains_on_two_that_were_saved_without_discriminators() {
        Path small = folder.resolve("small.safetensors");
        try (StackGan gan = StackGan.load(trained, Device.cpu(), new Small.HashEncoder())) {
            gan.save(small, SaveOption.GENERATORS_ONLY);
        }
        Path file = folder.resolve("new.safetensors");
        try (StackGan gan = builder()
                .stage2(Small.stage2())
                .stage(Small.stage2().withImageSize(64))
                .startFrom(small)
                .build()) {
            gan.train(DATA, lastOnly(3));
            assertThat(gan.provenance().iterations()).containsExactly(3L, 3L, 2L);
            assertThat(gan.generate("a red patch").getWidth()).isEqualTo(64);
            gan.save(file);
        }
        for (String prefix : List.of("stage1.generator.", "stage2.generator.")) {
            assertThat(weights(file, prefix)).isNotEmpty().isEqualTo(weights(trained, prefix));
        }
        assertThat(weights(file, "stage2.discriminator.")).isEmpty();
    }

    @Test
    void the_weight_of_the_divergence_may_be_another_from_there_on() {
        Stage1 stage =
                Small.stage1().withConditioning(Small.stage1().conditioning().withKlWeight(0.123));
        try (StackGan gan = StackGan.builder()
                .textEncoder(new Small.HashEncoder())
                .stage1(stage)
                .startFrom(trained)
                .build()) {
            assertThat(gan.provenance().iterations()).containsExactly(3L);
            assertThat(gan.settings().stage1().conditioning().klWeight()).isEqualTo(0.123);
        }
    }

    @Test
    void an_encoder_out_of_a_file_of_16_bits_may_go_on_with_that_file() {
        Path half = folder.resolve("half.safetensors");
        try (StackGan gan = StackGan.builder()
                .textEncoder(CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 20, 1))
                .stage1(Small.stage1())
                .build()) {
            gan.save(half, SaveOption.FLOAT16);
        }
        try (StackGan saved = StackGan.load(half);
                StackGan gan = StackGan.builder()
                        .textEncoder(saved.textEncoder())
                        .stage1(Small.stage1())
                        .startFrom(half)
                        .build()) {
            assertThat(gan.provenance().iterations()).containsExactly(0L);
        }
    }

    @Test
    void another_stage1_another_encoder_and_no_model_are_refused() {
        assertThatThrownBy(() -> StackGan.builder()
                        .textEncoder(new Small.HashEncoder())
                        .stage1(Small.stage1().withNoiseSize(7))
                        .startFrom(trained)
                        .build())
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("trained.safetensors: no stage can be taken over, because its Stage-I is Stage1{")
                .hasMessageContaining("noiseSize=5")
                .hasMessageContaining("but the new model's is Stage1{")
                .hasMessageContaining("noiseSize=7")
                .hasMessageContaining("give the builder the file's stage1");
        assertThatThrownBy(() -> {
                    try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, Small.EMBEDDING, 1)) {
                        StackGan.builder()
                                .textEncoder(encoder)
                                .stage1(Small.stage1())
                                .startFrom(trained)
                                .build();
                    }
                })
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(
                        "trained with another text encoder, of fingerprint hash, but the new model's has");
        PrecomputedEmbeddings known = PrecomputedEmbeddings.of(Map.of("red", new float[Small.EMBEDDING]));
        assertThatThrownBy(() -> StackGan.builder()
                        .textEncoder(known)
                        .stage1(Small.stage1())
                        .startFrom(trained)
                        .build())
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("trained with another text encoder");
        assertThatThrownBy(() -> builder().startFrom(folder.resolve("absent")).build())
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("absent cannot be read");
        assertThatThrownBy(() -> builder().startFrom(trained).startFrom(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("startFrom is already set, to " + trained);
    }

    @Test
    void another_text_encoder_in_the_place_of_the_models_goes_on_with_it() {
        Path model = folder.resolve("spoken.safetensors");
        try (CharCnnRnn plain = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, Small.EMBEDDING, 1);
                CharCnnRnn its = EmbeddingWhitening.of(plain, DATA, 1);
                CharCnnRnn other = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, Small.EMBEDDING, 2);
                CharCnnRnn aligned = EmbeddingAlignment.of(other, CAPTIONS, its.encode(CAPTIONS))) {
            try (StackGan gan =
                    StackGan.builder().textEncoder(its).stage1(Small.stage1()).build()) {
                gan.train(DATA, Small.plan(1));
                gan.save(model);
            }
            try (StackGan saved = StackGan.load(model)) {
                assertThatThrownBy(() -> StackGan.builder()
                                .textEncoder(new QuarterTurn(saved.textEncoder()))
                                .stage1(Small.stage1())
                                .startFrom(model)
                                .build())
                        .isInstanceOf(ModelFormatException.class)
                        .hasMessageContaining("trained with another text encoder, of fingerprint ")
                        .hasMessageContaining("correlate by ")
                        .hasMessageContaining("0.00 (of one in the other's place: by 0.2 at least)");
            }
            try (StackGan gan = StackGan.builder()
                    .textEncoder(aligned)
                    .stage1(Small.stage1())
                    .startFrom(model)
                    .build()) {
                assertThat(gan.provenance().iterations()).containsExactly(1L);
            }
        }
    }

    @Test
    void stages_that_are_taken_over_and_not_trained_are_of_the_new_data_with_its_words() {
        OtherWords talk = new OtherWords(DATA, own -> List.of("hello " + own.get(0)));
        try (StackGan gan = builder().stage2(Small.stage2()).startFrom(trained).build()) {
            assertThat(gan.provenance().dataset()).isEmpty();
            gan.train(talk, Small.plan(0));
            assertThat(gan.provenance().iterations()).containsExactly(3L, 3L);
            assertThat(gan.provenance().dataset()).isEqualTo(talk.name());
            assertThat(gan.provenance().captions()).isNotEmpty().allMatch(caption -> caption.startsWith("hello "));
            assertThat(gan.vocabulary().counts()).containsKey("hello");
        }
        try (StackGan gan = builder().build()) {
            gan.train(talk, Small.plan(0));
            assertThat(gan.provenance().dataset()).as("nothing has learned").isEmpty();
        }
    }
}

package io.github.stackgan.core.text.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.StackGan;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.core.embeddings.PrecomputedEmbeddings;
import io.github.stackgan.core.gan.JointEncoder;
import io.github.stackgan.core.loss.SimilarityLoss;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.Safetensors;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.settings.Similarity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageEncoderTrainingTest {
    private static final TextEncoderPlan PLAN =
            TextEncoderPlan.standard().withIterations(2).withBatchSize(4);

    @TempDir
    private Path folder;

    private final ColourPatches data = new ColourPatches(40);
    private final Small.HashEncoder text = new Small.HashEncoder();

    private Path trained() {
        Path file = folder.resolve("images.safetensors");
        ImageEncoderTraining.train(text, data, PLAN, file, ProgressListener.none());
        return file;
    }

    /** One image and sentence of each colour; patches 44 to 47 were not in the training. */
    private static PairSource.Pairs pairs(NDManager manager) {
        return new PairSource(new ColourPatches(48), PLAN.withSeed(7)).batch(manager, 0);
    }

    private NDArray embeddings(NDManager manager, List<String> sentences) {
        float[][] rows = text.encode(sentences);
        NDArray matrix = manager.create(new Shape(rows.length, rows[0].length));
        for (int i = 0; i < rows.length; i++) {
            matrix.set(new ai.djl.ndarray.index.NDIndex(i), manager.create(rows[i]));
        }
        return matrix;
    }

    /** Each image gets the next one's sentence. */
    private static List<String> turned(PairSource.Pairs pairs) {
        List<String> turned = new ArrayList<>(pairs.sentences());
        turned.add(turned.remove(0));
        return turned;
    }

    /** Four images are seen without noise. */
    private static NDArray none(NDManager manager) {
        return manager.zeros(new Shape(4, 3, 32, 32));
    }

    @Test
    void the_phrases_term_grows_with_its_weight_in_proportion() {
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            Similarity similarity = Similarity.by(trained());
            float[] losses = new float[3];
            for (int weight = 0; weight < 3; weight++) {
                try (SimilarityLoss loss =
                        SimilarityLoss.load(manager, similarity.withPhrases(weight), text.embeddingSize())) {
                    PairSource.Pairs pairs = pairs(manager);
                    NDArray own = embeddings(manager, pairs.sentences());
                    losses[weight] =
                            loss.of(pairs.images(), own, own, none(manager)).getFloat();
                }
            }
            assertThat(losses[1]).isGreaterThan(losses[0]);
            assertThat(losses[2] - losses[1]).isEqualTo(losses[1] - losses[0], offset(1e-4f));
        }
    }

    @Test
    void the_gradient_reaches_the_images() {
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch");
                SimilarityLoss loss =
                        SimilarityLoss.load(manager, Similarity.by(trained()).withPhrases(0), text.embeddingSize())) {
            PairSource.Pairs pairs = pairs(manager);
            NDArray own = embeddings(manager, pairs.sentences());
            NDArray images = pairs.images().duplicate();
            images.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                collector.backward(loss.of(images, embeddings(manager, turned(pairs)), own, none(manager)));
            }
            assertThat(images.getGradient().abs().sum().getFloat()).isGreaterThan(0);
        }
    }

    @Test
    void larger_and_smaller_images_are_brought_to_its_size() {
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch");
                SimilarityLoss loss = SimilarityLoss.load(manager, Similarity.by(trained()), text.embeddingSize())) {
            PairSource.Pairs pairs = pairs(manager);
            NDArray own = embeddings(manager, pairs.sentences());
            NDArray images = pairs.images();
            float expected = loss.of(images, own, own, none(manager)).getFloat();
            NDArray large = images.repeat(2, 4).repeat(3, 4);
            assertThat(large.getShape().get(3)).isEqualTo(256);
            assertThat(loss.of(large, own, own, none(manager)).getFloat()).isEqualTo(expected, offset(1e-4f));
            assertThat(loss.of(manager.zeros(new Shape(4, 3, 16, 16)), own, own, none(manager))
                            .getFloat())
                    .isGreaterThan(0);
        }
    }

    /** No value moves by more than 0.04, and the loss rises by more than when all move by that at random. */
    @Test
    void images_are_moved_so_that_the_encoder_errs_more() {
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch");
                Parameters parameters = Parameters.blank(manager)) {
            JointEncoder encoder = JointEncoder.load(parameters, trained(), text.embeddingSize());
            PairSource.Pairs pairs = pairs(manager);
            NDArray own = embeddings(manager, pairs.sentences());
            ImageLesson lesson = new ImageLesson(encoder, pairs.images(), own, new float[0]);
            NDArray inputNoise = JointEncoder.inputNoise(manager, 4, RandomStream.of(1, "grain", 0));
            NDArray random =
                    manager.create(RandomStream.of(1, "signs", 0).signs(4 * 3 * 32 * 32, 0.04f), inputNoise.getShape());
            NDArray worse;
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                worse = lesson.worse(collector, inputNoise);
            }
            assertThat(worse.sub(inputNoise).abs().max().getFloat()).isBetween(0.039f, 0.041f);
            float before = lesson.result(inputNoise).loss().getFloat();
            float byChance = lesson.result(inputNoise.add(random)).loss().getFloat();
            assertThat(lesson.result(worse).loss().getFloat() - before).isGreaterThan(3 * Math.abs(byChance - before));
            assertThat(inputNoise.hasGradient()).isFalse();
        }
    }

    @Test
    void an_encoder_of_another_length_is_refused() {
        Path file = trained();
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            assertThatThrownBy(() -> SimilarityLoss.load(manager, Similarity.by(file), 1024))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("images.safetensors")
                    .hasMessageContaining("but the text encoder's have 1024");
        }
    }

    /** Sentences with words exchanged have no embeddings there. */
    @Test
    void embeddings_that_were_computed_before_are_enough() {
        Map<String, float[]> known = new HashMap<>();
        for (int i = 0; i < data.size(); i++) {
            data.captions(i).forEach(caption -> known.put(caption, text.encode(List.of(caption))[0]));
        }
        Path file = folder.resolve("precomputed.safetensors");
        TextEncoderPlan plan = PLAN.withIterations(3);
        ImageEncoderTraining.train(PrecomputedEmbeddings.of(known), data, plan, file, ProgressListener.none());
        assertThat(file).exists();
    }

    @Test
    void an_encoder_that_claims_more_than_it_holds_is_refused() {
        Path file = trained();
        Map<String, Weight> whole = WeightFiles.read(file);
        for (Weight claim : List.of(
                Weight.ofFloats(new float[0], 0),
                Weight.ofFloats(new float[0], 1L << 40, 0),
                Weight.ofFloats(new float[1]),
                Weight.ofFloats(new float[5000], 5000))) {
            Map<String, Weight> weights = new HashMap<>(whole);
            weights.put("phrasesOfPictures.bias", claim);
            Safetensors.write(file, Map.of(), weights);
            assertRefused(file, text.embeddingSize(), "phrasesOfPictures");
        }
        Map<String, Weight> weights = new HashMap<>(whole);
        weights.put("sentence.weight", Weight.ofFloats(new float[0], 0, 1_000_000_000));
        Safetensors.write(file, Map.of(), weights);
        assertRefused(file, 1_000_000_000, "images.safetensors");
    }

    private static void assertRefused(Path file, int embeddingSize, String message) {
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            assertThatThrownBy(() -> SimilarityLoss.load(manager, Similarity.by(file), embeddingSize))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void an_encoder_of_an_earlier_version_is_refused() {
        Path file = trained();
        Map<String, Weight> weights = new HashMap<>(WeightFiles.read(file));
        weights.remove("embeddingMean");
        Safetensors.write(file, Map.of(), weights);
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            assertThatThrownBy(() -> SimilarityLoss.load(manager, Similarity.by(file), text.embeddingSize()))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("images.safetensors")
                    .hasMessageContaining("Train it anew");
        }
    }

    @Test
    void a_generator_that_is_trained_with_it_reports_it() {
        List<Float> similarity = new ArrayList<>();
        try (StackGan gan = Small.model(1)) {
            gan.train(data, Small.plan(2).withSimilarity(Similarity.by(trained())), new TrainingListener() {
                @Override
                public void onIteration(Iteration i) {
                    similarity.add(i.losses().get("similarity"));
                }
            });
        }
        assertThat(similarity).hasSize(4).allMatch(s -> s > 0);
    }
}

package io.github.stackgan.metrics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.GenerationRequest.ConditioningMode;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.StackGanException;
import io.github.stackgan.core.engine.PyTorchEngine;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.training.TextEncoderPlan;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import io.github.stackgan.datasets.cache.CachedImages;
import io.github.stackgan.datasets.cache.RandomCrops;
import io.github.stackgan.metrics.features.AttributeClassifier;
import io.github.stackgan.metrics.features.AttributeTraining;
import io.github.stackgan.metrics.features.DiscriminatorFeatures;
import io.github.stackgan.metrics.features.ImageEmbeddings;
import io.github.stackgan.metrics.features.ImageFeatures;
import io.github.stackgan.metrics.scores.Attribute;
import io.github.stackgan.metrics.scores.FeatureMatrix;
import io.github.stackgan.metrics.scores.NearestNeighbours;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import io.github.stackgan.spi.LibraryVersion;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
    private static final String[] FIGURES = {
        "inceptionScore.mean",
        "inceptionScore.deviation",
        "frechetDistance",
        "kernelDistance.mean",
        "precision",
        "recall",
        "attributeAccuracy.body",
        "attributeAccuracy.all",
        "classifierOnRealImages.all",
        "rPrecision",
        "rPrecisionOnRealImages"
    };

    private static final int EMBEDDING = 8;

    private final CaptionedImages birds = CachedImages.inMemory(SyntheticBirds.test(1, 130), 1 << 24);

    @TempDir
    private Path folder;

    private static StackGan model(long seed) {
        Conditioning conditioning = Conditioning.paper().withSize(6);
        return StackGan.builder()
                .textEncoder(CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, EMBEDDING, 1))
                .stage1(Stage1.paper()
                        .withImageSize(16)
                        .withGeneratorChannels(4)
                        .withDiscriminatorChannels(4)
                        .withNoiseSize(5)
                        .withDiscriminatorTextSize(6)
                        .withConditioning(conditioning))
                .stage2(Stage2.paper()
                        .withImageSize(32)
                        .withGeneratorChannels(4)
                        .withDiscriminatorChannels(4)
                        .withResidualBlocks(1)
                        .withDiscriminatorTextSize(6)
                        .withConditioning(conditioning))
                .seed(seed)
                .build();
    }

    @Test
    void every_figure_comes_from_one_call_and_the_report_says_how() {
        try (StackGan gan = model(1);
                AttributeClassifier classifier = AttributeClassifier.ofSyntheticBirds();
                ImageEmbeddings embeddings = embeddings(gan)) {
            EvaluationReport report = Evaluation.of(gan)
                    .on(birds)
                    .with(classifier)
                    .attributesBy(classifier)
                    .sentencesBy(embeddings)
                    .samples(20)
                    .splits(2)
                    .seed(5)
                    .run();
            assertThat(report.figures()).containsKeys(FIGURES);
            assertThat(report.figures().get("rPrecisionOnRealImages")).isBetween(0.0, 1.0);
            assertThat(report.figures().values()).allMatch(Double::isFinite);
            assertThat(report.figures().get("inceptionScore.mean")).isBetween(1.0, 9.0);
            assertThat(report.settings())
                    .containsEntry("samples", 20)
                    .containsEntry("splits", 2)
                    .containsEntry("seed", 5L)
                    .containsEntry("featureWeights", classifier.fingerprint())
                    .containsEntry("datasetFingerprint", birds.fingerprint())
                    .containsEntry("libraryVersion", LibraryVersion.current())
                    .containsEntry("engine", PyTorchEngine.versions())
                    .containsKeys("resizing", "trainedBy", "trainedByEngine", "seconds", "date");
            assertThat(report.notes())
                    .anyMatch(note -> note.contains("128 features from 20 images is singular"))
                    .anyMatch(note -> note.startsWith("the image encoder was trained on the very images"))
                    .noneMatch(note -> note.startsWith("the model was"));
            assertThat(report.toTable()).contains("frechetDistance", "featureNetwork", "Note: ");
            Path file = folder.resolve("report.json");
            report.save(file);
            assertThat(EvaluationReport.load(file).figures()).isEqualTo(report.figures());
        }
    }

    @Test
    void what_is_no_report_is_told() throws IOException {
        for (String content : List.of("", "[]", "{}", "null", "{\"figures\": 3}")) {
            Path file = Files.writeString(folder.resolve("none.json"), content);
            assertThatThrownBy(() -> EvaluationReport.load(file))
                    .as(content)
                    .isInstanceOf(StackGanException.class)
                    .hasMessageStartingWith(file + " cannot be read as a report: ");
        }
    }

    @Test
    void an_earlier_stage_is_scored_by_its_own_images() {
        try (StackGan gan = model(1);
                AttributeClassifier classifier = AttributeClassifier.ofSyntheticBirds()) {
            EvaluationReport last = small(gan, classifier).run();
            EvaluationReport second = small(gan, classifier).stage(2).run();
            EvaluationReport first = small(gan, classifier).stage(1).run();
            assertThat(second.figures()).isEqualTo(last.figures());
            assertThat(first.figures().get("frechetDistance"))
                    .isNotEqualTo(last.figures().get("frechetDistance"));
            assertThat(first.settings()).containsEntry("stage", 1).containsEntry("imageSize", 32);
            assertThatThrownBy(() -> small(gan, classifier).stage(3))
                    .hasMessage("stage is 3, but the model has stages 1 to 2");
        }
    }

    @Test
    void the_condition_can_be_the_mean_and_the_report_says_which_it_was() {
        try (StackGan gan = model(1);
                AttributeClassifier classifier = AttributeClassifier.ofSyntheticBirds()) {
            EvaluationReport sampled = small(gan, classifier).run();
            EvaluationReport mean =
                    small(gan, classifier).conditioning(ConditioningMode.MEAN).run();
            assertThat(sampled.settings()).containsEntry("conditioning", "sampled");
            assertThat(mean.settings()).containsEntry("conditioning", "mean");
            assertThat(mean.figures().get("frechetDistance"))
                    .isNotEqualTo(sampled.figures().get("frechetDistance"));
            assertThatThrownBy(() -> small(gan, classifier)
                            .conditioning(ConditioningMode.MEAN)
                            .conditioning(ConditioningMode.SAMPLED))
                    .hasMessage("conditioning has been set before, to MEAN; set it once");
        }
    }

    private ImageEmbeddings embeddings(StackGan gan) {
        Path file = folder.resolve("images.safetensors");
        TextEncoderPlan plan = TextEncoderPlan.standard().withIterations(1).withBatchSize(2);
        ImageEmbeddings.train(gan, birds, plan, file, ProgressListener.none());
        return ImageEmbeddings.load(file, gan);
    }

    @Test
    void images_of_the_models_training_are_known_when_they_are_cropped_too() {
        try (StackGan gan = model(1);
                AttributeClassifier classifier = AttributeClassifier.ofSyntheticBirds();
                ImageEmbeddings embeddings = embeddings(gan)) {
            StagePlan once = StagePlan.paper().withBatchSize(2).withMaxIterations(1);
            gan.train(birds, TrainingPlan.paper().withStages(once, once));
            EvaluationReport report = Evaluation.of(gan)
                    .on(RandomCrops.of(birds, 3))
                    .with(classifier)
                    .sentencesBy(embeddings)
                    .samples(4)
                    .splits(2)
                    .run();
            assertThat(report.notes())
                    .anyMatch(note -> note.startsWith("the model was trained on the very images"))
                    .anyMatch(note -> note.startsWith("the image encoder was trained on the very images"));
        }
    }

    /** Every image has a class of its own, and all have one caption. */
    @Test
    void an_images_own_words_are_no_wrong_candidate_of_another_image() {
        try (StackGan gan = model(1);
                AttributeClassifier classifier = AttributeClassifier.ofSyntheticBirds();
                ImageEmbeddings embeddings = embeddings(gan)) {
            CaptionedImages data = mock(CaptionedImages.class, delegatesTo(birds));
            doAnswer(call -> call.getArgument(0)).when(data).classOf(anyInt());
            doReturn(birds.size()).when(data).classCount();
            doReturn(List.of("a bird")).when(data).captions(anyInt());
            Evaluation evaluation = Evaluation.of(gan)
                    .on(data)
                    .with(classifier)
                    .sentencesBy(embeddings)
                    .samples(4)
                    .splits(2);
            assertThatThrownBy(evaluation::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("number of candidates is 1, but must be at least 100")
                    .hasMessageContaining("too few other captions of other classes");
        }
    }

    @Test
    void an_interrupted_evaluation_says_so_and_goes_on() {
        try (StackGan gan = model(1);
                AttributeClassifier classifier = AttributeClassifier.ofSyntheticBirds()) {
            Path kept = folder.resolve("kept");
            assertThatThrownBy(() -> small(gan, classifier)
                            .in(kept)
                            .reporting(progress -> Thread.currentThread().interrupt())
                            .run())
                    .isInstanceOf(StackGanException.class)
                    .hasMessageContaining("interrupted after 4 images");
            assertThat(Thread.interrupted()).isTrue();
            List<Long> seen = new ArrayList<>();
            small(gan, classifier).in(kept).reporting(p -> seen.add(p.done())).run();
            assertThat(seen).startsWith(8L);
        }
    }

    @Test
    void features_that_no_matrix_holds_are_refused_at_once() {
        try (StackGan gan = model(1)) {
            ImageFeatures wide = mock(ImageFeatures.class);
            doReturn(65_536).when(wide).width();
            doReturn("wide").when(wide).name();
            assertThatThrownBy(() -> small(gan, wide).run())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("130 images with 65536 features each, by wide, are more than the 2 GB");
        }
    }

    @Test
    void what_no_caption_says_has_no_accuracy() {
        List<List<String>> values = List.of(List.of("class 0"), List.of("class 1"));
        AttributeTraining.Examples examples = new AttributeTraining.Examples() {
            @Override
            public int size() {
                return 2;
            }

            @Override
            public BufferedImage image(int index) {
                return birds.image(index, 64);
            }

            @Override
            public int[] labels(int index) {
                return new int[] {index};
            }
        };
        List<Attribute> classes = List.of(new Attribute("class", values, List.of("image")));
        try (StackGan gan = model(1);
                AttributeClassifier classifier =
                        AttributeClassifier.train(classes, examples, examples, 1, 1, ProgressListener.none())) {
            assertThat(small(gan, classifier)
                            .attributesBy(classifier)
                            .run()
                            .figures()
                            .keySet())
                    .isNotEmpty()
                    .noneMatch(name -> name.startsWith("attributeAccuracy"));
        }
    }

    /** Stopped after a batch by its own listener, then run again: the same figures as without a stop, and less work. */
    @Test
    void an_evaluation_that_was_stopped_goes_on_where_it_was() {
        try (StackGan gan = model(1);
                AttributeClassifier classifier = AttributeClassifier.ofSyntheticBirds()) {
            Path kept = folder.resolve("kept");
            assertThatThrownBy(() -> small(gan, classifier)
                            .in(kept)
                            .reporting(progress -> {
                                if (progress.what().equals("samples") && progress.done() >= 4) {
                                    throw new IllegalStateException("stopped");
                                }
                            })
                            .run())
                    .hasMessage("stopped");
            List<String> seen = new ArrayList<>();
            EvaluationReport resumed = small(gan, classifier)
                    .in(kept)
                    .reporting(p -> seen.add(p.what() + " " + p.done() + "/" + p.total()))
                    .run();
            assertThat(seen).containsExactly("samples 8/8");
            assertThat(resumed.notes()).anyMatch(note -> note.startsWith("4 samples were read by an earlier run"));
            assertThat(resumed.figures()).isEqualTo(small(gan, classifier).run().figures());
            try (StackGan other = model(2)) {
                for (Evaluation another : List.of(
                        small(other, classifier),
                        small(gan, classifier).stage(1),
                        small(gan, classifier).conditioning(ConditioningMode.MEAN))) {
                    assertThatThrownBy(() -> another.in(kept).run())
                            .isInstanceOf(StackGanException.class)
                            .hasMessageContaining("holds another evaluation")
                            .hasMessageContaining("Choose another folder");
                }
            }
        }
    }

    private Evaluation small(StackGan gan, ImageFeatures features) {
        return Evaluation.of(gan).on(birds).with(features).samples(8).splits(2).batchSize(4);
    }

    /** Images that a generator copied have nearest distances of 0 by the discriminator's own features. */
    @Test
    void the_discriminator_finds_copies() {
        Path whole = folder.resolve("whole.safetensors");
        Path small = folder.resolve("small.safetensors");
        try (StackGan gan = model(1)) {
            gan.train(
                    birds,
                    io.github.stackgan.settings.TrainingPlan.paper()
                            .withStages(List.of(io.github.stackgan.settings.StagePlan.paper()
                                    .withBatchSize(4)
                                    .withMaxIterations(1))));
            gan.save(whole);
            gan.save(small, SaveOption.GENERATORS_ONLY);
        }
        assertThatThrownBy(() -> DiscriminatorFeatures.of(small))
                .hasMessageContaining("no discriminator of stage 2")
                .hasMessageContaining("GENERATORS_ONLY");
        try (DiscriminatorFeatures features = DiscriminatorFeatures.of(whole)) {
            List<BufferedImage> images = List.of(birds.image(0, 32), birds.image(1, 64), birds.image(2, 32));
            FeatureMatrix matrix = FeatureMatrix.of(features.extract(images).features());
            assertThat(matrix.width()).isEqualTo(features.width());
            assertThat(features.classCount()).isZero();
            List<List<NearestNeighbours.Neighbour>> found = NearestNeighbours.search(matrix, matrix, 2);
            for (int i = 0; i < 3; i++) {
                assertThat(found.get(i).get(0)).isEqualTo(new NearestNeighbours.Neighbour(i, 0));
                assertThat(found.get(i).get(1).distance()).isPositive();
            }
        }
    }

    @Test
    void bad_input_is_named() {
        try (StackGan gan = model(1);
                AttributeClassifier classifier = AttributeClassifier.ofSyntheticBirds()) {
            Evaluation evaluation = Evaluation.of(gan).on(birds);
            assertThatThrownBy(evaluation::run).hasMessageContaining("No feature network was chosen");
            evaluation.seed(1);
            assertThatThrownBy(() -> evaluation.seed(2)).hasMessage("seed has been set before, to 1; set it once");
            assertThatThrownBy(() -> evaluation.samples(1)).hasMessageContaining("samples is 1");
            assertThatThrownBy(() -> Evaluation.of(gan)
                            .on(birds)
                            .with(classifier)
                            .samples(9)
                            .run())
                    .hasMessageContaining("samples is 9, but must be at least 10, the number of splits");
        }
    }
}

package io.github.stackgan.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.cli.Main;
import io.github.stackgan.datasets.ImageFolder;
import io.github.stackgan.datasets.shapes.SyntheticShapes;
import io.github.stackgan.metrics.features.ImageFeatures;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ClassFeaturesTest {
    @TempDir
    private Path folder;

    /** Plain images of two classes. */
    private record TwoColours() implements CaptionedImages {
        @Override
        public String name() {
            return "two";
        }

        @Override
        public int size() {
            return 20;
        }

        @Override
        public BufferedImage image(int index, int side) {
            BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < side * side; i++) {
                image.setRGB(i % side, i / side, index % 2 == 0 ? 0xff0000 : 0x0000ff);
            }
            return image;
        }

        @Override
        public List<String> captions(int index) {
            return List.of("an image");
        }

        @Override
        public int classOf(int index) {
            return index % 2;
        }

        @Override
        public int classCount() {
            return 2;
        }

        @Override
        public String fingerprint() {
            return "two";
        }
    }

    @Test
    void the_classifier_is_trained_once_and_kept() {
        FeatureOptions options = CommandLine.populateCommand(new FeatureOptions(), "--features", "CLASSES");
        String kept;
        try (ImageFeatures features = options.open(false, new TwoColours(), folder)) {
            assertThat(features.classCount()).isEqualTo(2);
            kept = features.fingerprint();
        }
        assertThat(folder.resolve("classes-3fc4ccfe.safetensors")).isNotEmptyFile();
        try (ImageFeatures features = options.open(false, new TwoColours(), folder)) {
            assertThat(features.fingerprint()).as("read, not trained").isEqualTo(kept);
        }
    }

    @Test
    void images_that_have_no_classes_in_common_train_no_classifier() {
        SyntheticShapes.of(1, 12).writeTo(folder.resolve("shapes"));
        CaptionedImages alone = ImageFolder.read(folder.resolve("shapes"));
        assertThat(alone.classCount()).isEqualTo(12);
        assertThatThrownBy(() -> ClassFeatures.train(alone, 64, 1))
                .hasMessageContaining("at least two classes of several images each")
                .hasMessageContaining("12 images of 12 classes");
    }

    @Test
    void the_classifier_that_was_kept_is_read_where_there_is_no_dataset() {
        Path kept = folder.resolve("classes-3fc4ccfe.safetensors");
        FeatureOptions training = CommandLine.populateCommand(new FeatureOptions(), "--features", "CLASSES");
        training.open(false, new TwoColours(), folder).close();
        try (ImageFeatures again = training.open(false, new TwoColours(), folder);
                ImageFeatures read = CommandLine.populateCommand(
                                new FeatureOptions(), "--features", "CLASSES", "--weights", kept.toString())
                        .open(false)) {
            assertThat(read.fingerprint()).isEqualTo(again.fingerprint());
        }
        assertThatThrownBy(() -> training.open(false)).hasMessageContaining("--features CLASSES needs --weights here");
    }

    @Test
    void the_birds_classifier_scores_other_images_only_if_it_is_asked_for() {
        assertThatThrownBy(() -> new FeatureOptions().open(false)).hasMessageContaining("say which network");
        try (ImageFeatures asked = CommandLine.populateCommand(new FeatureOptions(), "--features", "BIRDS")
                        .open(false);
                ImageFeatures birds = new FeatureOptions().open(true)) {
            assertThat(asked.fingerprint()).isEqualTo(birds.fingerprint());
        }
    }

    @Test
    void a_classifier_that_is_trained_by_itself_scores_folders(@TempDir Path shapes) {
        SyntheticShapes.of(1, 40).writeTo(shapes.resolve("a"));
        String file = folder.resolve("shapes.safetensors").toString();
        String[] train = {
            "train-classifier",
            "--dataset",
            "cub:../stackgan-datasets/src/test/resources/mini/birds",
            "--epochs",
            "1",
            "--out",
            file
        };
        assertThat(Main.run(train)).isZero();
        assertThat(Main.run(train)).as("the file is there already").isEqualTo(1);
        String a = shapes.resolve("a").toString();
        String out = folder.resolve("out").toString();
        assertThat(Main.run(
                        "evaluate",
                        "--images",
                        a,
                        "--against",
                        a,
                        "--features",
                        "CLASSES",
                        "--weights",
                        file,
                        "--out",
                        out))
                .isZero();
        assertThat(folder.resolve("out/report.json")).content().contains("featureNetworkAccuracy");
    }
}

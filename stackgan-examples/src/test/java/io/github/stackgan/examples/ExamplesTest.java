package io.github.stackgan.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.StackGan;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every program runs. */
class ExamplesTest {
    @TempDir
    private Path folder;

    @FunctionalInterface
    private interface Program {
        void main(String... args) throws IOException;
    }

    private static String said(Program program, Path... args) throws IOException {
        PrintStream console = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            program.main(Stream.of(args).map(Path::toString).toArray(String[]::new));
        } finally {
            System.setOut(console);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static BufferedImage read(Path file) throws IOException {
        return ImageIO.read(file.toFile());
    }

    /** Images with captions beside them. */
    private Path birds(String name, long seed) throws IOException {
        Path to = Files.createDirectory(folder.resolve(name));
        SyntheticBirds birds = SyntheticBirds.train(seed, 8);
        for (int i = 0; i < birds.size(); i++) {
            ImageIO.write(birds.image(i, 64), "png", to.resolve(i + ".png").toFile());
            Files.write(to.resolve(i + ".txt"), birds.captions(i));
        }
        return to;
    }

    @Test
    void a_text_gives_an_image_and_the_same_text_with_seeds_gives_others() throws IOException {
        Path one = folder.resolve("bird.png");
        GenerateImage.main("a small red bird", one.toString());
        assertThat(read(one).getWidth()).isEqualTo(256);
        Path several = folder.resolve("several");
        GenerateSeveral.main("a small red bird", "2", several.toString());
        assertThat(Files.readAllBytes(several.resolve("seed-7.png")))
                .isNotEqualTo(Files.readAllBytes(several.resolve("seed-8.png")));
    }

    @Test
    void a_way_lies_side_by_side() throws IOException {
        Path file = folder.resolve("way.png");
        InterpolateTexts.main("a red bird", "a blue bird", file.toString());
        assertThat(read(file).getWidth()).isGreaterThanOrEqualTo(6 * 128);
    }

    @Test
    void a_folder_is_trained_on_and_its_model_passed_on_smaller() throws IOException {
        Path run = folder.resolve("run");
        TrainOnFolder.main(birds("own", 1).toString(), "1", run.toString());
        Path model = run.resolve("model.safetensors");
        Path smaller = folder.resolve("smaller.safetensors");
        assertThat(said(SaveAndLoad::main, model, smaller)).contains("iterations of each stage: [1, 1]");
        assertThat(Files.size(smaller)).isLessThan(Files.size(model) / 2);
    }

    @Test
    void folders_are_compared_without_a_model() throws IOException {
        Path real = birds("real", 1);
        assertThat(said(CompareFolders::main, real, real)).containsPattern("frechetDistance +-?0\\.0");
        assertThat(said(CompareFolders::main, real, birds("other", 2))).containsPattern("frechetDistance +[1-9]");
    }

    @Test
    void an_encoder_of_ones_own_can_be_trained_with() {
        Conditioning conditioning = Conditioning.paper().withSize(4);
        try (StackGan gan = StackGan.builder()
                .textEncoder(new ColourWords())
                .stage1(Stage1.paper()
                        .withGeneratorChannels(4)
                        .withDiscriminatorChannels(4)
                        .withConditioning(conditioning))
                .stage2(Stage2.paper()
                        .withGeneratorChannels(4)
                        .withDiscriminatorChannels(4)
                        .withConditioning(conditioning))
                .seed(1)
                .build()) {
            gan.train(
                    SyntheticBirds.train(1, 4),
                    TrainingPlan.paper()
                            .withStages(
                                    List.of(StagePlan.paper().withBatchSize(2).withMaxIterations(1))));
            assertThat(gan.generate("a blue bird").getWidth()).isEqualTo(256);
        }
        assertThat(new ColourWords().encode(List.of("A red, Black bird", "a bird"))[0])
                .containsExactly(1, 0, 0, 0, 0, 0, 1, 0, 0);
    }

    @Test
    void none_is_longer_than_a_screen_or_two() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/github/stackgan/examples"))) {
            for (Path file : files.toList()) {
                assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(80);
            }
        }
    }
}

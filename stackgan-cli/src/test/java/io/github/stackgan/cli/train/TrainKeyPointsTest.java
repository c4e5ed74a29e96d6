package io.github.stackgan.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.GenerationRequest;
import io.github.stackgan.Location;
import io.github.stackgan.StackGan;
import io.github.stackgan.cli.LocatedModel;
import io.github.stackgan.cli.Main;
import io.github.stackgan.core.keypoints.LocationGenerator;
import io.github.stackgan.settings.Stage1;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainKeyPointsTest {
    @TempDir
    private Path folder;

    private String model = "";
    private String points = "";

    /** An untrained model that is told key points, and what completes them, which has seen little. */
    @BeforeEach
    void train() {
        model = LocatedModel.save(Stage1.gawwnKeyPoints(), folder.resolve("told.safetensors"))
                .toString();
        points = folder.resolve("points.safetensors").toString();
        assertThat(learn(model)).isZero();
    }

    private int learn(String from) {
        return Main.run("train-key-points", "--model", from, "--birds", "3", "--iterations", "2", "--out", points);
    }

    private int generate(String... more) {
        String[] all = new String[more.length + 5];
        System.arraycopy(
                new String[] {"generate", "--model", model, "--complete", points}, 0, all, 0, all.length - more.length);
        System.arraycopy(more, 0, all, all.length - more.length, more.length);
        return Main.run(all);
    }

    @Test
    void each_image_has_the_points_that_its_text_and_seed_complete() throws IOException {
        String out = folder.resolve("bird.png").toString();
        String[] texts = {"--text", "a red bird", "--text", "a blue bird", "--count", "2", "--seed", "7", "--out", out};
        assertThat(generate(texts)).isZero();
        Location.KeyPoints none = new Location.KeyPoints(Map.of());
        try (StackGan gan = StackGan.load(Path.of(model));
                LocationGenerator completed = LocationGenerator.load(Path.of(points), gan.textEncoder())) {
            GenerationRequest last = GenerationRequest.of("a blue bird")
                    .withSeed(8)
                    .withLocation(completed.generate("a blue bird", none, 8));
            BufferedImage expected =
                    (BufferedImage) gan.generate(last).get(0).image().getWrappedImage();
            BufferedImage found = ImageIO.read(folder.resolve("bird-4.png").toFile());
            assertThat(found.getRGB(0, 0, 128, 128, null, 0, 128))
                    .isEqualTo(expected.getRGB(0, 0, 128, 128, null, 0, 128));
        }
    }

    @Test
    void given_points_are_completed_and_what_makes_no_sense_is_refused() {
        String out = folder.resolve("grid.png").toString();
        assertThat(generate("--text", "a red bird", "--key-points", "beak=0.7,0.3", "--grid", "--out", out))
                .isZero();
        assertThat(folder.resolve("grid.png")).isNotEmptyFile();
        assertThat(generate("--text", "a red bird", "--box", "0,0,1,1", "--out", out))
                .isEqualTo(1);
        assertThat(generate("--text", "a red bird", "--key-points", "nose=0.7,0.3", "--out", out))
                .isEqualTo(1);
        assertThat(learn(model)).as("the file is there already").isEqualTo(1);
        points = folder.resolve("others.safetensors").toString();
        assertThat(learn("birds")).as("a model that is told no key points").isEqualTo(1);
    }
}

package io.github.stackgan.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.cli.LocatedModel;
import io.github.stackgan.cli.Main;
import io.github.stackgan.settings.Stage1;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoveBoxTest {
    @TempDir
    private Path folder;

    private int moved(String model, Path out) {
        return Main.run("move-box", "--model", model, "--text", "a red bird", "--out", out.toString());
    }

    @Test
    void boxes_move_stretch_and_shrink_and_are_shown() throws IOException {
        Path model = LocatedModel.save(Stage1.gawwnBox(), folder.resolve("told.safetensors"));
        Path out = folder.resolve("moved.png");
        assertThat(moved(model.toString(), out)).isZero();
        BufferedImage sheet = ImageIO.read(out.toFile());
        assertThat(sheet.getWidth()).isGreaterThan(5 * 160);
        assertThat(sheet.getHeight()).isGreaterThan(3 * 160);
        int[] pixels = sheet.getRGB(0, 0, sheet.getWidth(), sheet.getHeight(), null, 0, sheet.getWidth());
        assertThat(Arrays.stream(pixels).filter(MoveBoxTest::red).count())
                .as("the edges of fifteen boxes")
                .isGreaterThan(15 * 4 * 32);
    }

    private static boolean red(int pixel) {
        Color color = new Color(pixel);
        return color.getRed() > 180 && color.getGreen() < 80 && color.getBlue() < 80;
    }

    @Test
    void a_model_that_is_told_no_box_is_refused() {
        Path out = folder.resolve("moved.png");
        assertThat(moved("birds", out)).isEqualTo(1);
        assertThat(out).doesNotExist();
    }
}

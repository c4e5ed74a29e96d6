package io.github.stackgan.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.datasets.ImageFolder;
import io.github.stackgan.datasets.IndexedImages;
import io.github.stackgan.datasets.Problems;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyWarningsTest {
    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();

    private void image(String name, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(image, "png", folder.resolve(name).toFile());
    }

    private void listed(String name, String caption, String className) throws IOException {
        image(name, 64, 64);
        lines.add("{\"file_name\": \"" + name + "\", \"text\": \"" + caption + "\", \"class\": \"" + className + "\"}");
    }

    private IndexedImages read() throws IOException {
        Files.write(folder.resolve("metadata.jsonl"), lines);
        return ImageFolder.read(folder, Problems.FAIL);
    }

    @Test
    void captions_that_char_cnn_rnn_cannot_read_are_told_and_those_of_english_are_not() throws IOException {
        listed("a.png", "빨간 새", "a");
        listed("b.png", "노란 새", "b");
        assertThat(EarlyWarnings.ofCaptions(read(), true))
                .singleElement()
                .asString()
                .contains("100% of the captions' characters")
                .contains("--text-encoder");
        assertThat(EarlyWarnings.ofCaptions(read(), false)).isEmpty();
        lines.clear();
        listed("a.png", "a red bird, café", "a");
        listed("b.png", "a yellow bird", "b");
        assertThat(EarlyWarnings.ofCaptions(read(), true)).isEmpty();
    }

    @Test
    void one_caption_for_most_is_told() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            listed(name + ".png", "a bird", name);
        }
        listed("d.png", "a red bird", "d");
        assertThat(EarlyWarnings.ofCaptions(read(), true))
                .singleElement()
                .asString()
                .startsWith("3 of 4 captions are \"a bird\"");
    }

    @Test
    void classes_of_one_image_are_told_where_others_have_more() throws IOException {
        listed("a.png", "one", "robin");
        listed("b.png", "two", "finch");
        assertThat(EarlyWarnings.ofClasses(read())).as("each image is a class").isEmpty();
        listed("c.png", "three", "robin");
        assertThat(EarlyWarnings.ofClasses(read()))
                .singleElement()
                .asString()
                .startsWith("1 of 2 classes have a single image, as [finch]");
    }

    @Test
    void images_much_smaller_than_a_stage_are_told() throws IOException {
        listed("a.png", "one", "a");
        assertThat(EarlyWarnings.ofSizes(read().shorterSides(), 1, 64)).isEmpty();
        assertThat(EarlyWarnings.ofSizes(read().shorterSides(), 2, 128))
                .as("just half")
                .isEmpty();
        assertThat(EarlyWarnings.ofSizes(read().shorterSides(), 2, 256))
                .singleElement()
                .asString()
                .startsWith("1 of 1 images have less than half of the 256 pixels of stage 2")
                .contains("--set stage2=null");
    }

    @Test
    void image_files_without_a_line_are_told() throws IOException {
        listed("a.png", "one", "a");
        assertThat(EarlyWarnings.ofFiles(read())).isEmpty();
        image("forgotten.png", 9, 9);
        assertThat(EarlyWarnings.ofFiles(read()))
                .singleElement()
                .asString()
                .startsWith("1 image files are not used")
                .contains("forgotten.png");
    }
}

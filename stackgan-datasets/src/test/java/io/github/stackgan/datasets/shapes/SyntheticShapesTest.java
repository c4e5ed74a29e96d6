package io.github.stackgan.datasets.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.ImageFolder;
import io.github.stackgan.datasets.IndexedImages;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SyntheticShapesTest {
    /** Plain colours of these names; what is drawn must lie nearest to the one that is said. */
    private static final Map<String, Color> COLOURS = Map.of(
            "red", Color.RED,
            "orange", new Color(255, 140, 0),
            "yellow", Color.YELLOW,
            "green", new Color(0, 128, 0),
            "blue", Color.BLUE,
            "purple", new Color(128, 0, 160),
            "white", Color.WHITE,
            "black", Color.BLACK);

    private final SyntheticShapes shapes = SyntheticShapes.of(1, 200);

    @Test
    void captionsSayTheColoursOfShapeAndGround() {
        for (int i = 0; i < shapes.size(); i++) {
            BufferedImage image = shapes.image(i, 64);
            List<String> said = Arrays.stream(shapes.captions(i).get(0).split("\\W+"))
                    .filter(COLOURS::containsKey)
                    .toList();
            assertThat(said)
                    .as(shapes.captions(i).get(0))
                    .containsExactlyInAnyOrder(nearest(image.getRGB(1, 1)), nearest(shape(image)));
        }
    }

    @Test
    void theGroundIsTheColourThatIsCalledBackground() {
        for (int i = 0; i < shapes.size(); i++) {
            String caption = shapes.captions(i).get(0);
            String ground = nearest(shapes.image(i, 64).getRGB(1, 1));
            assertThat(caption).containsAnyOf(ground + " background", "background " + ground, "on " + ground + ",");
        }
    }

    @Test
    void aClassIsAShapeInAColourOnAGround() {
        for (int i = 1; i < shapes.size(); i++) {
            boolean alike = words(i).equals(words(0));
            assertThat(shapes.classOf(i) == shapes.classOf(0)).isEqualTo(alike);
            assertThat(shapes.classOf(i)).isBetween(0, shapes.classCount() - 1);
        }
    }

    @Test
    void anImageDependsOnSeedAndIndexAlone() {
        SyntheticShapes fewer = SyntheticShapes.of(1, 3);
        assertThat(fewer.captions(2)).isEqualTo(shapes.captions(2));
        assertThat(pixels(fewer.image(2, 32))).isEqualTo(pixels(shapes.image(2, 32)));
        assertThat(SyntheticShapes.of(2, 200).fingerprint()).isNotEqualTo(shapes.fingerprint());
    }

    @Test
    void whatIsWrittenIsReadAsAFolderOfImages(@TempDir Path folder) {
        SyntheticShapes few = SyntheticShapes.of(1, 5);
        few.writeTo(folder.resolve("new"));
        IndexedImages read = ImageFolder.read(folder.resolve("new"));
        assertThat(read.size()).isEqualTo(5);
        for (int i = 0; i < 5; i++) {
            assertThat(read.captions(i)).isEqualTo(few.captions(i));
            assertThat(pixels(read.image(i, 256))).isEqualTo(pixels(few.image(i, 256)));
        }
    }

    @Test
    void aFolderWithSomethingInItIsLeftAlone(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("mine.txt"), "mine");
        assertThatThrownBy(() -> SyntheticShapes.of(1, 5).writeTo(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("mine.txt")
                .hasMessageContaining("name a new folder");
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("mine.txt"));
        assertThat(Files.exists(folder.resolve("metadata.jsonl"))).isFalse();
    }

    @Test
    void noShapesAreRefused() {
        assertThatThrownBy(() -> SyntheticShapes.of(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("size is 0");
    }

    /** In a process that may write images, but not the longer index. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void what_cannot_be_finished_is_not_in_the_way_of_the_next_try(@TempDir Path folder) throws Exception {
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 16 && exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writing.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("refused: The shapes cannot be written to \"" + folder + "\": ");
        assertThat(folder).isEmptyDirectory();
        SyntheticShapes.of(1, 300).writeTo(folder);
        assertThat(folder.resolve("metadata.jsonl")).content().hasLineCount(300);
    }

    /** The process that writes. */
    static final class Writing {
        private Writing() {}

        public static void main(String[] args) {
            try {
                SyntheticShapes.of(1, 300).writeTo(Path.of(args[0]));
            } catch (DatasetException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }

    private String words(int index) {
        BufferedImage image = shapes.image(index, 64);
        String shape = Arrays.stream(Shape.values())
                .map(Shape::word)
                .filter(shapes.captions(index).get(0)::contains)
                .findFirst()
                .orElseThrow();
        return shape + nearest(image.getRGB(1, 1)) + nearest(shape(image));
    }

    /** The most frequent value that is not the ground's. */
    private static int shape(BufferedImage image) {
        return Arrays.stream(pixels(image))
                .filter(rgb -> rgb != image.getRGB(1, 1))
                .boxed()
                .collect(Collectors.groupingBy(rgb -> rgb, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static String nearest(int rgb) {
        Color drawn = new Color(rgb);
        return COLOURS.entrySet().stream()
                .min(Comparator.comparingDouble(entry -> distance(drawn, entry.getValue())))
                .orElseThrow()
                .getKey();
    }

    private static double distance(Color a, Color b) {
        return Math.hypot(Math.hypot(a.getRed() - b.getRed(), a.getGreen() - b.getGreen()), a.getBlue() - b.getBlue());
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}

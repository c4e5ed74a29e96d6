package io.github.stackgan.datasets;

import io.github.stackgan.datasets.decode.ImageDecoder;
import io.github.stackgan.datasets.formats.Attack;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text files and images that datasets consist of, under the attack that the binary formats meet. */
class IndexFuzzTest {
    private static final String LINES = """
            {"file_name": "a.png", "text": ["a red bird", "a bird"], "label": "red", "box": [0.1, 0.2, 0.5, 0.5]}
            {"file_name": "b.png", "text": "a \\u00fcber bird", "key_points": {"beak": [0.5, 0.5]}}
            """;

    private static final String TABLE = "file_name,text,label\na.png,\"a \"\"red\"\" bird\",red\nb.png,a bird,blue\n";

    @TempDir
    private Path folder;

    private static byte[] image(String format) throws IOException {
        BufferedImage image = new BufferedImage(24, 24, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 24, 24, new Random(1).ints(576).toArray(), 0, 24);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif"})
    void mutated_images(String format) throws IOException {
        Attack.on(
                image(format), folder.resolve("mutated." + format), 500 * 16, file -> ImageDecoder.read("here", file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata.jsonl", "metadata.csv"})
    void mutated_metadata(String name) throws IOException {
        Files.write(folder.resolve("a.png"), image("png"));
        Files.write(folder.resolve("b.png"), image("png"));
        String whole = name.endsWith("csv") ? TABLE : LINES;
        Attack.on(
                whole.getBytes(StandardCharsets.UTF_8),
                folder.resolve(name),
                1 << 16,
                file -> ImageFolder.read(folder, Problems.FAIL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"images.txt", "bounding_boxes.txt"})
    void mutated_lists_of_birds(String name) throws IOException {
        Path birds = Mini.copy("birds", folder.resolve("birds"));
        Path list = birds.resolve("CUB_200_2011").resolve(name);
        Attack.harmless(Files.readAllBytes(list), list, 1 << 16, file -> Cub200.in(birds)
                .withProblems(Problems.SKIP)
                .read());
    }

    @Test
    void a_mutated_list_of_whole_images_is_passed_over_where_it_means_nothing() throws IOException {
        byte[] whole = "stackgan-whole-pictures/1\n100 1700000000000 a.png\n".getBytes(StandardCharsets.UTF_8);
        Attack.harmless(whole, folder.resolve("whole.txt"), 1 << 16, VerifiedImageLog::read);
    }
}

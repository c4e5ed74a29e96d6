package io.github.stackgan.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.decode.ImageDecoder;
import io.github.stackgan.datasets.formats.Attack;
import io.github.stackgan.datasets.formats.Samples;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an image folder says of files that are no whole images. */
class ImageFolderFilesTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void an_image() throws IOException {
        image("a.png", 8, 8, Color.RED);
    }

    @Test
    void a_web_page_in_place_of_an_image_is_told() throws IOException {
        Files.writeString(folder.resolve("a.png"), "<!DOCTYPE html><html>404</html>");
        failure(this::firstImage)
                .hasMessage(index() + " line 1: " + folder.resolve("a.png")
                        + " is a web page, not an image: a download that went wrong; download it again");
    }

    @Test
    void a_file_that_is_no_image_is_named() throws IOException {
        Files.writeString(folder.resolve("a.png"), "hello");
        failure(this::firstImage)
                .hasMessage(index() + " line 1: " + folder.resolve("a.png")
                        + " is not an image that Java can read; expected PNG, JPEG, GIF or BMP");
        Files.writeString(folder.resolve("a.png"), "");
        failure(this::firstImage)
                .hasMessage(
                        index() + " line 1: " + folder.resolve("a.png") + " is empty; expected PNG, JPEG, GIF or BMP");
    }

    @Test
    void an_image_that_breaks_off_is_named() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("a.png"));
        Files.write(folder.resolve("a.png"), Arrays.copyOf(whole, 30));
        failure(this::firstImage)
                .hasMessageStartingWith(index() + " line 1: the image " + folder.resolve("a.png")
                        + " is damaged or of an unknown kind (")
                .hasMessageEndingWith("); open it in a viewer and save it again as PNG or JPEG");
    }

    @Test
    void an_image_that_claims_to_be_huge_is_refused_before_it_is_decoded() throws IOException {
        byte[] png = Files.readAllBytes(folder.resolve("a.png"));
        // Width and height follow the PNG signature (8 bytes) and the header chunk's length and name (8 bytes).
        System.arraycopy(new byte[] {0, 0, 0x4e, 0x21, 0, 0, 0x4e, 0x21}, 0, png, 16, 8);
        Files.write(folder.resolve("a.png"), png);
        failure(this::firstImage)
                .hasMessage(index() + " line 1: the image " + folder.resolve("a.png") + " has 20001 x 20001 pixels;"
                        + " at most 20000 on a side and 100000000 in all are read, so scale it down");
    }

    @Test
    void mutated_images_fail_only_with_the_datasets_own_exception() throws IOException, URISyntaxException {
        Path good =
                Path.of(ImageFolderFilesTest.class.getResource("folder/p2.jpg").toURI());
        byte[] png = Files.readAllBytes(folder.resolve("a.png"));
        byte[] jpeg = Files.readAllBytes(good);
        Random random = new Random(1);
        IndexedImages read = read("{\"file_name\": \"a.png\", \"text\": \"x\"}");
        for (int i = 0; i < 400; i++) {
            byte[] bytes = (i % 2 == 0 ? png : jpeg).clone();
            for (int k = 0; k < 3; k++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Files.write(folder.resolve("a.png"), bytes);
            try {
                assertThat(read.image(0, 8).getWidth()).isEqualTo(8);
            } catch (DatasetException e) {
                assertThat(e).hasMessageContaining("line 1");
            }
        }
    }

    @Test
    void mutated_and_truncated_images_meet_the_common_attack() throws IOException {
        Path jpeg = Samples.path("mini/coco/train2014/COCO_train2014_000000012523.jpg");
        // 500 pixels for a byte of a JPEG, each of 3 or 4 bytes decoded and 8 more on the way to the result.
        Attack.on(
                Files.readAllBytes(jpeg),
                folder.resolve("mutated.jpg"),
                500 * 16,
                file -> ImageDecoder.read("here", file));
    }

    private BufferedImage firstImage() throws IOException {
        return read("{\"file_name\": \"a.png\", \"text\": \"x\"}").image(0, 8);
    }

    private static AbstractThrowableAssert<?, ?> failure(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(DatasetException.class);
    }

    private Path index() {
        return folder.resolve("metadata.jsonl");
    }

    private IndexedImages read(String lines) throws IOException {
        Files.writeString(index(), lines, StandardCharsets.UTF_8);
        return ImageFolder.read(folder);
    }

    private void image(String name, int width, int height, Color colour) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(colour);
        g.fillRect(0, 0, width, height);
        g.dispose();
        ImageIO.write(image, "png", folder.resolve(name).toFile());
    }
}

package io.github.stackgan.datasets.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.stackgan.DatasetException;
import io.github.stackgan.StackGanException;
import io.github.stackgan.datasets.PixelMeasures;
import io.github.stackgan.datasets.formats.Samples;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Expected pixels are those of Pillow 12.3, upright; its decoder may differ from Java's by a level. */
class ImageDecoderTest {
    private static final Path COCO = Samples.path("mini/coco/train2014");

    @TempDir
    private Path folder;

    private static void assertColour(BufferedImage image, int x, int y, int red, int green, int blue, int within) {
        int rgb = image.getRGB(x, y);
        assertThat(new int[] {rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255})
                .usingElementComparator((a, b) -> Math.abs(a - b) <= within ? 0 : a - b)
                .containsExactly(red, green, blue);
    }

    /** Stored lying, 320 x 240; shown standing, with the green spot to the left of its brown thing. */
    @Test
    void a_camera_that_was_turned_is_turned_back() {
        BufferedImage image = ImageDecoder.read("here", COCO.resolve("COCO_train2014_000000012523.jpg"));
        assertThat(image.getWidth()).isEqualTo(240);
        assertThat(image.getHeight()).isEqualTo(320);
        assertColour(image, 115, 62, 57, 141, 64, 1);
        assertColour(image, 170, 62, 128, 89, 50, 1);
        assertColour(image, 5, 314, 120, 121, 123, 1);
    }

    @Test
    void inks_become_light() {
        BufferedImage image = ImageDecoder.read("here", COCO.resolve("COCO_train2014_000000483714.jpg"));
        assertColour(image, 162, 140, 249, 144, 59, 1);
        assertColour(image, 162, 195, 223, 209, 46, 1);
        assertColour(image, 5, 5, 123, 110, 122, 1);
    }

    @Test
    void grey_stays_as_bright_as_it_is_stored() {
        BufferedImage image = ImageDecoder.read(
                "here",
                Samples.path(
                        "mini/birds/CUB_200_2011/images/001.Red_capped_Warbler/Red_capped_Warbler_0005_55548.jpg"));
        assertColour(image, 5, 5, 180, 180, 180, 1);
        assertColour(image, 100, 130, 84, 84, 84, 1);
    }

    @Test
    void a_jpeg_that_breaks_off_is_refused_and_not_filled_with_grey() throws IOException {
        byte[] whole = Files.readAllBytes(COCO.resolve("COCO_train2014_000000247111.jpg"));
        Path file = Files.write(folder.resolve("short.jpg"), Arrays.copyOf(whole, whole.length / 2));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> ImageDecoder.read("images.txt line 3", file))
                .withMessageStartingWith("images.txt line 3: the image " + file + " is damaged");
    }

    @Test
    void the_bytes_of_a_file_are_read_as_the_file_is() throws IOException {
        for (String name : List.of("247111", "483714", "012523")) {
            Path file = COCO.resolve("COCO_train2014_000000" + name + ".jpg");
            assertThat(PixelMeasures.pixels(ImageDecoder.read("here", "these", Files.readAllBytes(file))))
                    .as(name)
                    .isEqualTo(PixelMeasures.pixels(ImageDecoder.read("here", file)));
        }
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> ImageDecoder.read("here", "these", new byte[] {1, 2}))
                .withMessageStartingWith("here: these is not an image that Java can read");
        byte[] whole = Files.readAllBytes(COCO.resolve("COCO_train2014_000000247111.jpg"));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> ImageDecoder.read("here", "these", Arrays.copyOf(whole, whole.length / 2)))
                .withMessageStartingWith("here: the image these is damaged");
    }

    /** Six pixels of different colours, by the figure of the EXIF standard: where the first row and column lie. */
    @ParameterizedTest
    @EnumSource(Orientation.class)
    void orientations_put_the_first_row_and_column_where_they_say(Orientation orientation) {
        // Stored:  1 2 3 / 4 5 6.
        int[] upright = orientation.upright(new int[] {1, 2, 3, 4, 5, 6}, 3, 2);
        assertThat(upright)
                .isEqualTo(
                        switch (orientation) {
                            case UPRIGHT -> new int[] {1, 2, 3, 4, 5, 6};
                            case MIRRORED -> new int[] {3, 2, 1, 6, 5, 4};
                            case TURNED_180 -> new int[] {6, 5, 4, 3, 2, 1};
                            case MIRRORED_180 -> new int[] {4, 5, 6, 1, 2, 3};
                            case TRANSPOSED -> new int[] {1, 4, 2, 5, 3, 6};
                            case TURNED_RIGHT -> new int[] {4, 1, 5, 2, 6, 3};
                            case TRANSPOSED_180 -> new int[] {6, 3, 5, 2, 4, 1};
                            case TURNED_LEFT -> new int[] {3, 6, 2, 5, 1, 4};
                        });
    }

    @Test
    void an_image_of_nothing_is_refused_in_the_index() throws IOException {
        byte[] whole = Files.readAllBytes(COCO.resolve("COCO_train2014_000000247111.jpg"));
        int frame = IntStream.range(0, whole.length - 1)
                .filter(i -> whole[i] == (byte) 0xff && whole[i + 1] == (byte) 0xc0)
                .findFirst()
                .orElseThrow();
        // Marker, length and precision take 5 bytes; then height and width.
        Arrays.fill(whole, frame + 5, frame + 9, (byte) 0);
        Path file = Files.write(folder.resolve("nothing.jpg"), whole);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> ImageDecoder.requireHeader("here", file))
                .withMessageStartingWith("here: the image " + file);
        Arrays.fill(whole, frame + 5, frame + 9, (byte) 0x20);
        Files.write(file, whole);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> ImageDecoder.requireHeader("here", file))
                .withMessageContaining("it claims " + 0x2020 * 0x2020 + " pixels in only " + whole.length + " bytes");
        Arrays.fill(whole, frame + 5, frame + 9, (byte) 0xff);
        Files.write(file, whole);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> ImageDecoder.requireHeader("here", file))
                .withMessageContaining("has 65535 x 65535 pixels; at most 20000 on a side");
    }

    /** All blocks but their means are told at once: 512 pixels for a byte, without the header. */
    @Test
    void a_progressive_image_of_one_grey_is_as_small_as_a_jpeg_can_be_and_is_read() throws IOException {
        BufferedImage flat = new BufferedImage(4096, 4096, BufferedImage.TYPE_BYTE_GRAY);
        Path file = folder.resolve("flat.jpg");
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam settings = writer.getDefaultWriteParam();
        settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(flat, null, null), settings);
        }
        writer.dispose();
        ImageDecoder.requireHeader("here", file);
        assertThat(ImageDecoder.read("here", file).getRGB(4095, 4095)).isEqualTo(0xff000000);
        assertThat(4096.0 * 4096 / Files.size(file)).isBetween(100.0, 512.0);
    }

    /** Java's own decoder makes red, green and blue of the same numbers by the same formula. */
    @Test
    void a_jpeg_has_the_pixels_that_java_gives_it() throws IOException {
        Path file = COCO.resolve("COCO_train2014_000000247111.jpg");
        BufferedImage java = ImageIO.read(file.toFile());
        assertThat(PixelMeasures.pixels(ImageDecoder.read("here", file))).isEqualTo(PixelMeasures.pixels(java));
    }

    @Test
    void a_part_is_cut_out_of_whatever_is_stored() throws IOException {
        for (String name : List.of("247111", "483714", "503585", "012523")) {
            Path file = COCO.resolve("COCO_train2014_000000" + name + ".jpg");
            BufferedImage whole = ImageDecoder.read("here", file);
            int side = Math.min(whole.getWidth(), whole.getHeight()) / 2;
            Rectangle cut = new Rectangle(side / 2, side / 3, side, side);
            int[] expected = PixelMeasures.pixels(whole.getSubimage(cut.x, cut.y, cut.width, cut.height));
            BufferedImage part = ImageDecoder.square("here", file, (width, height) -> cut, cut.width);
            assertThat(PixelMeasures.pixels(part)).as(name).isEqualTo(expected);
        }
    }

    @Test
    void a_jpeg_that_stores_red_green_and_blue_is_taken_at_its_word() throws IOException {
        byte[] whole = Files.readAllBytes(COCO.resolve("COCO_train2014_000000247111.jpg"));
        BufferedImage before = ImageDecoder.read("here", COCO.resolve("COCO_train2014_000000247111.jpg"));
        // Without its JFIF part, and with an Adobe part that says "as they are", the same numbers are colours.
        byte[] adobe = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        int length = (whole[4] & 255) << 8 | whole[5] & 255;
        byte[] direct = new byte[whole.length - 2 - length + adobe.length];
        direct[0] = (byte) 0xff;
        direct[1] = (byte) 0xd8;
        System.arraycopy(adobe, 0, direct, 2, adobe.length);
        System.arraycopy(whole, 4 + length, direct, 2 + adobe.length, whole.length - 4 - length);
        Path file = Files.write(folder.resolve("direct.jpg"), direct);
        int luminance = ImageDecoder.read("here", file).getRGB(20, 20) >> 16 & 255;
        int rgb = before.getRGB(20, 20);
        double expected = 0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255);
        assertThat((double) luminance).isCloseTo(expected, within(2.0));
    }

    /** Datasets may leave damaged images out, which a whole one must not become by a lack of memory. */
    @Test
    void a_lack_of_memory_is_not_a_damaged_image() {
        Path file = folder.resolve("a.png");
        for (boolean wrapped : new boolean[] {false, true}) {
            assertThatExceptionOfType(StackGanException.class)
                    .isThrownBy(() -> ImageDecoder.guarded("here", file, () -> {
                        OutOfMemoryError error = new OutOfMemoryError("Java heap space");
                        if (wrapped) {
                            throw new IOException("Caught exception during read: ", error);
                        }
                        throw error;
                    }))
                    .isNotInstanceOf(DatasetException.class)
                    .withMessage("here: there is not enough memory to decode the image " + file
                            + "; give Java more (-Xmx), or scale the image down");
        }
    }
}

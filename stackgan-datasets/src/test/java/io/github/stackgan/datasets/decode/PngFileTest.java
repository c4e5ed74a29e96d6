package io.github.stackgan.datasets.decode;

import static io.github.stackgan.datasets.decode.ImageBytes.ascii;
import static io.github.stackgan.datasets.decode.ImageBytes.bytes;
import static io.github.stackgan.datasets.decode.ImageBytes.chunk;
import static io.github.stackgan.datasets.decode.ImageBytes.deflated;
import static io.github.stackgan.datasets.decode.ImageBytes.header;
import static io.github.stackgan.datasets.decode.ImageBytes.join;
import static io.github.stackgan.datasets.decode.ImageBytes.png;
import static io.github.stackgan.datasets.decode.ImageBytes.wrong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.PixelMeasures;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngFileTest {
    private static final int[] COLOURS = {0xff0000, 0x00ff00, 0x0000ff, 0x102030, 0x405060, 0x708090};
    private static final byte[] HEADER = header(3, 2, 8, ImageBytes.RGB);
    private static final byte[] PIXELS =
            ImageBytes.pixels(2, bytes(255, 0, 0, 0, 255, 0, 0, 0, 255, 16, 32, 48, 64, 80, 96, 112, 128, 144));

    @TempDir
    private Path folder;

    private int[] read(byte[] png) throws IOException {
        Path file = Files.write(folder.resolve("a.png"), png);
        ImageDecoder.requireHeader("here", file);
        ImageDecoder.requireWhole("here", file);
        return PixelMeasures.pixels(ImageDecoder.read("here", file));
    }

    private void assertRefused(byte[] png, String why) {
        for (int i = 0; i < 2; i++) {
            boolean whole = i == 0;
            assertThatExceptionOfType(DatasetException.class)
                    .isThrownBy(() -> {
                        Path file = Files.write(folder.resolve("bad.png"), png);
                        if (whole) {
                            ImageDecoder.requireWhole("here", file);
                        } else {
                            ImageDecoder.square("here", file, Rectangle::new, 1);
                        }
                    })
                    .withMessageStartingWith("here: the image ")
                    .withMessageContaining(why);
        }
    }

    /** Names are those of the PNG specification's chunks; what is in them is empty, too short, too long or nonsense. */
    static List<byte[]> oddities() {
        byte[] bomb = deflated(new byte[20_000_000]);
        return List.of(
                chunk("tEXt"),
                chunk("tEXt", ascii("k".repeat(100) + "\0text")),
                chunk("zTXt", ascii("k\0\5xxx")),
                chunk("iTXt", ascii("k\0\1\0\0\0xx")),
                chunk("zTXt", join(ascii("k\0\0"), bomb)),
                chunk("iTXt", join(ascii("k\0\1\0\0\0"), bomb)),
                chunk("iCCP", join(ascii("k\0\0"), bomb)),
                chunk("iCCP", ascii("name\0\0garbage")),
                chunk("gAMA"),
                chunk("gAMA", bytes(0, 0, 0, 0)),
                chunk("gAMA", bytes(0, 1, 0x86, 0xa0)),
                chunk("cHRM", ascii("123")),
                chunk("sRGB", bytes(9)),
                chunk("tIME", bytes(255, 255, 255, 255, 255, 255, 255)),
                chunk("bKGD", bytes(1)),
                chunk("hIST", bytes(1)),
                chunk("sBIT", bytes(0, 0, 0)),
                chunk("sPLT", bytes(1)),
                join(chunk("pHYs", new byte[9]), chunk("pHYs", new byte[9])),
                chunk("tRNS", bytes(1, 2, 3)),
                wrong(chunk("tRNS", bytes(0, 255, 0, 0, 0, 0))),
                wrong(chunk("tEXt", ascii("a\0b"))),
                chunk("PLTE", bytes(1, 2, 3)),
                chunk("eXIf", ascii("II")),
                chunk("acTL", new byte[8]),
                chunk("abCd", ascii("unknown")));
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void what_is_not_of_the_pixels_may_be_as_odd_as_it_likes(byte[] odd) throws IOException {
        assertThat(read(png(HEADER, odd, PIXELS))).isEqualTo(COLOURS);
        assertThat(read(png(HEADER, PIXELS, odd))).isEqualTo(COLOURS);
    }

    @Test
    void grey_has_a_palette_as_little_as_it_has_colours() throws IOException {
        byte[] palette = chunk("PLTE", new byte[768]);
        byte[] pixels = ImageBytes.pixels(1, bytes(0, 100, 255));
        assertThat(read(png(header(3, 1, 8, ImageBytes.GREY), palette, pixels))).containsExactly(0, 0x646464, 0xffffff);
    }

    @Test
    void pixels_may_come_in_any_number_of_chunks_and_without_an_end() throws IOException {
        byte[] data = Arrays.copyOfRange(PIXELS, 8, PIXELS.length - 4);
        byte[] pieces = chunk("IDAT");
        for (byte b : data) {
            pieces = join(pieces, chunk("IDAT", b));
        }
        byte[] whole = png(HEADER, pieces);
        assertThat(read(whole)).isEqualTo(COLOURS);
        assertThat(read(Arrays.copyOf(whole, whole.length - 12))).isEqualTo(COLOURS);
        assertThat(read(join(whole, ascii("and more")))).isEqualTo(COLOURS);
    }

    @Test
    void what_the_pixels_are_made_of_must_be_whole() {
        assertRefused(png(HEADER, wrong(PIXELS.clone())), "the checksum of its chunk IDAT does not fit");
        assertRefused(png(wrong(HEADER.clone()), PIXELS), "the checksum of its chunk IHDR does not fit");
        assertRefused(png(HEADER), "no chunk IDAT");
        assertRefused(png(HEADER, chunk("CRit"), PIXELS), "its chunk \"CRit\" is not known");
        assertRefused(png(chunk("CgBI"), HEADER, PIXELS), "it does not tell its width and height");
        byte[] indexed = header(3, 2, 8, ImageBytes.PALETTE);
        byte[] indices = ImageBytes.pixels(2, new byte[6]);
        assertRefused(png(indexed, indices), "it has no palette");
        assertRefused(png(indexed, chunk("PLTE", bytes(1, 2)), indices), "its palette has 2 bytes");
        assertRefused(png(indexed, wrong(chunk("PLTE", bytes(1, 2, 3))), indices), "the checksum of its chunk PLTE");
        assertRefused(png(header(3, 2, 252, 0), PIXELS), "its bit depth is -4, but must be");
        byte[] whole = png(HEADER, PIXELS);
        assertRefused(Arrays.copyOf(whole, whole.length - 20), "it breaks off");
        byte[] data = Arrays.copyOfRange(PIXELS, 8, PIXELS.length - 4);
        assertRefused(png(HEADER, chunk("IDAT", Arrays.copyOf(data, data.length - 8))), "damaged");
        assertRefused(png(HEADER, ImageBytes.pixels(1, new byte[9])), "damaged");
    }

    private static byte[] ramp(int bitDepth) {
        int row = (1 << bitDepth) * bitDepth / 8;
        byte[] levels = new byte[Math.max(1, row)];
        for (int i = 0; i < 1 << bitDepth; i++) {
            levels[i * bitDepth / 8] |= (byte) (i << 8 - bitDepth - i * bitDepth % 8);
        }
        return ImageBytes.pixels(1, levels);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void greys_stay_as_they_are_stored_and_the_transparent_one_is_white(int bitDepth) throws IOException {
        int count = 1 << bitDepth;
        byte[] header = header(count, 1, bitDepth, ImageBytes.GREY);
        int[] levels = IntStream.range(0, count)
                .map(i -> i * 255 / (count - 1) * 0x010101)
                .toArray();
        assertThat(read(png(header, ramp(bitDepth)))).isEqualTo(levels);
        levels[1] = 0xffffff;
        assertThat(read(png(header, chunk("tRNS", bytes(0, 1)), ramp(bitDepth))))
                .isEqualTo(levels);
    }

    /** 16 bits are 8 bits times 257. */
    @Test
    void greys_of_16_bits_and_with_opacity_stay_as_they_are_stored() throws IOException {
        byte[] levels = bytes(0, 0, 100, 100, 101, 101, 255, 255);
        byte[] sixteen = ImageBytes.pixels(1, levels);
        byte[] header = header(4, 1, 16, ImageBytes.GREY);
        assertThat(read(png(header, sixteen))).containsExactly(0, 0x646464, 0x656565, 0xffffff);
        assertThat(read(png(header, chunk("tRNS", bytes(100, 100)), sixteen)))
                .containsExactly(0, 0xffffff, 0x656565, 0xffffff);
        byte[] opaque = ImageBytes.pixels(1, bytes(0, 255, 100, 255, 100, 128, 255, 0));
        // (100 * 128 + 255 * 127) / 255 = 177.2.
        assertThat(read(png(header(4, 1, 8, ImageBytes.GREY_ALPHA), opaque)))
                .containsExactly(0, 0x646464, 0xb1b1b1, 0xffffff);
    }

    private static byte[] profile(String name, int orientation) {
        byte[] exif = join(ascii("Exif\0\0"), ImageBytes.exif(orientation, ByteOrder.BIG_ENDIAN));
        String hex = HexFormat.of().formatHex(exif);
        return ascii("\n" + name + "\n      44\n" + hex.substring(0, 72) + "\n" + hex.substring(72) + "\n");
    }

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void a_camera_that_was_turned_is_turned_back(Orientation orientation) throws IOException {
        int number = orientation.ordinal() + 1;
        byte[] little = ImageBytes.exif(number, ByteOrder.LITTLE_ENDIAN);
        byte[] big = ImageBytes.exif(number, ByteOrder.BIG_ENDIAN);
        int[] upright = orientation.upright(COLOURS, 3, 2);
        assertThat(read(png(HEADER, chunk("eXIf", little), PIXELS))).isEqualTo(upright);
        assertThat(read(png(HEADER, PIXELS, chunk("eXIf", big)))).isEqualTo(upright);
        assertThat(read(png(HEADER, chunk("eXIf", join(ascii("Exif\0\0"), big)), PIXELS)))
                .isEqualTo(upright);
        byte[] packed = join(ascii("Raw profile type exif\0\0"), deflated(profile("exif", number)));
        assertThat(read(png(HEADER, chunk("zTXt", packed), PIXELS))).isEqualTo(upright);
        byte[] plain = join(ascii("Raw profile type APP1\0"), profile("APP1", number));
        assertThat(read(png(HEADER, chunk("tEXt", plain), PIXELS))).isEqualTo(upright);
        assertThat(read(png(HEADER, wrong(chunk("eXIf", big)), PIXELS))).isEqualTo(COLOURS);
    }

    @Test
    void of_several_profiles_only_the_first_is_unpacked() throws IOException {
        byte[] first = chunk("tEXt", join(ascii("Raw profile type exif\0"), profile("exif", 3)));
        byte[] second = chunk("tEXt", join(ascii("Raw profile type exif\0"), profile("exif", 6)));
        assertThat(read(png(HEADER, first, second, PIXELS))).isEqualTo(Orientation.TURNED_180.upright(COLOURS, 3, 2));
    }
}

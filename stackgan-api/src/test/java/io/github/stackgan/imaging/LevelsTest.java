package io.github.stackgan.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LevelsTest {
    private static final int[] ALL = IntStream.range(0, 256).toArray();
    private static final int[] ALL_GREY =
            IntStream.of(ALL).map(v -> v * 0x010101).toArray();

    /** 256 pixels in a row, pixel i with the samples {@code i * scale} and, if there is one, with an opacity. */
    private static BufferedImage ramp(ColorModel model, int scale, int opacity) {
        WritableRaster raster = model.createCompatibleWritableRaster(256, 1);
        for (int x = 0; x < 256; x++) {
            for (int band = 0; band < raster.getNumBands(); band++) {
                raster.setSample(
                        x, 0, band, model.hasAlpha() && band == raster.getNumBands() - 1 ? opacity : x * scale);
            }
        }
        return new BufferedImage(model, raster, model.isAlphaPremultiplied(), null);
    }

    private static ColorModel components(int space, boolean alpha, int type) {
        return new ComponentColorModel(
                ColorSpace.getInstance(space),
                alpha,
                false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                type);
    }

    private static int[] rgb(BufferedImage image) {
        return IntStream.of(Levels.argb(image)).map(p -> p & 0xffffff).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {ColorSpace.CS_GRAY, ColorSpace.CS_sRGB, ColorSpace.CS_LINEAR_RGB})
    void components_of_8_and_16_bits_stay_as_they_are_stored(int space) {
        for (boolean alpha : new boolean[] {false, true}) {
            ColorModel eight = components(space, alpha, DataBuffer.TYPE_BYTE);
            assertThat(rgb(ramp(eight, 1, 255))).isEqualTo(ALL_GREY);
            assertThat(rgb(ramp(eight, 1, 7))).isEqualTo(ALL_GREY);
            assertThat(rgb(ramp(components(space, alpha, DataBuffer.TYPE_USHORT), 257, 65535)))
                    .isEqualTo(ALL_GREY);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
    void greys_of_java_stay_as_they_are_stored_whole_and_in_part(int type) {
        BufferedImage image = new BufferedImage(256, 2, type);
        for (int x = 0; x < 256; x++) {
            image.getRaster().setSample(x, 1, 0, type == BufferedImage.TYPE_BYTE_GRAY ? x : 257 * x);
        }
        assertThat(rgb(image.getSubimage(0, 1, 256, 1))).isEqualTo(ALL_GREY);
        assertThat(rgb(image.getSubimage(100, 1, 1, 1))).containsExactly(100 * 0x010101);
        BufferedImage resized = Resize.bicubic(image.getSubimage(0, 1, 256, 1), 1, 256);
        assertThat(rgb(resized)).isEqualTo(ALL_GREY);
        assertThat(rgb(Resize.bilinear(image.getSubimage(0, 1, 256, 1), 1, 256)))
                .isEqualTo(ALL_GREY);
    }

    @Test
    void fractions_are_clipped_and_rounded() {
        for (int space : new int[] {ColorSpace.CS_GRAY, ColorSpace.CS_sRGB, ColorSpace.CS_LINEAR_RGB}) {
            ColorModel model = components(space, false, DataBuffer.TYPE_FLOAT);
            WritableRaster raster = model.createCompatibleWritableRaster(5, 1);
            float[] values = {-1, 100 / 255f, 0.5f, 3, Float.NaN};
            for (int i = 0; i < 5 * raster.getNumBands(); i++) {
                raster.setSample(i % 5, 0, i / 5, values[i % 5]);
            }
            assertThat(rgb(new BufferedImage(model, raster, false, null)))
                    .containsExactly(0, 100 * 0x010101, 128 * 0x010101, 0xffffff, 0);
        }
    }

    @Test
    void few_bits_and_numbers_in_one_stay_as_they_are_stored() {
        ColorModel four = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY),
                new int[] {4},
                false,
                false,
                Transparency.OPAQUE,
                DataBuffer.TYPE_BYTE);
        WritableRaster raster = four.createCompatibleWritableRaster(3, 1);
        raster.setSamples(0, 0, 3, 1, 0, new int[] {0, 6, 15});
        assertThat(rgb(new BufferedImage(four, raster, false, null))).containsExactly(0, 102 * 0x010101, 0xffffff);
        ColorModel linear = new DirectColorModel(
                ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB),
                24,
                0xff0000,
                0xff00,
                0xff,
                0,
                false,
                DataBuffer.TYPE_INT);
        assertThat(rgb(ramp(linear, 1, 0))).isEqualTo(ALL_GREY);
    }

    @Test
    void a_palette_means_what_it_lists() {
        byte[] levels = new byte[256];
        IntStream.of(ALL).forEach(v -> levels[v] = (byte) v);
        assertThat(rgb(ramp(new IndexColorModel(8, 256, levels, levels, levels), 1, 0)))
                .isEqualTo(ALL_GREY);
    }

    /** Grey 50 premultiplied by an opacity of 128 is 50 * 255 / 128 = 99.6. */
    @Test
    void premultiplied_colours_are_divided_by_their_opacity() {
        for (int space : new int[] {ColorSpace.CS_GRAY, ColorSpace.CS_LINEAR_RGB, ColorSpace.CS_sRGB}) {
            ColorModel model = new ComponentColorModel(
                    ColorSpace.getInstance(space), true, true, Transparency.TRANSLUCENT, DataBuffer.TYPE_BYTE);
            assertThat(Levels.argb(ramp(model, 1, 128))[50]).isEqualTo(0x80646464);
        }
    }

    @Test
    void ordinary_images_are_what_java_says() {
        for (int type : new int[] {
            BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_INT_ARGB_PRE,
            BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_USHORT_565_RGB,
            BufferedImage.TYPE_BYTE_BINARY
        }) {
            BufferedImage image = new BufferedImage(5, 3, type);
            IntStream.range(0, 15).forEach(i -> image.setRGB(i % 5, i / 5, i * 0x10203040));
            assertThat(Levels.argb(image)).isEqualTo(image.getRGB(0, 0, 5, 3, null, 0, 5));
        }
    }

    /** (100 * 128 + 255 * 127) / 255 = 177.2. */
    @Test
    void what_is_transparent_becomes_white_by_as_much() {
        ColorModel grey = components(ColorSpace.CS_GRAY, true, DataBuffer.TYPE_BYTE);
        assertThat(Levels.onWhite(ramp(grey, 1, 128))[100]).isEqualTo(177 * 0x010101);
        assertThat(Levels.onWhite(ramp(grey, 1, 255))).isEqualTo(ALL_GREY);
        assertThat(Levels.onWhite(ramp(grey, 1, 0))).containsOnly(0xffffff);
    }
}

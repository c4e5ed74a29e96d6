package io.github.stackgan.datasets.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.datasets.PixelMeasures;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ReaderImageTest {
    private static final int SIDE = 5000;

    @TempDir
    private Path folder;

    /** A decoder of a black square that remembers which parts it decoded, and fails at its last row if it is cut. */
    private static final class Decoder extends ImageReader {
        private final boolean cut;
        private final List<Rectangle> decoded = new ArrayList<>();

        Decoder(boolean cut) {
            super(null);
            this.cut = cut;
        }

        @Override
        public void setInput(@Nullable Object input, boolean forwardOnly, boolean ignoreMetadata) {}

        @Override
        public BufferedImage read(int index, ImageReadParam settings) throws IOException {
            Rectangle part = getSourceRegion(settings, SIDE, SIDE);
            decoded.add(part);
            if (cut && part.y + part.height == SIDE) {
                throw new IIOException("cut");
            }
            return new BufferedImage(part.width, part.height, BufferedImage.TYPE_BYTE_GRAY);
        }

        @Override
        public int getNumImages(boolean allowSearch) {
            return 1;
        }

        @Override
        public int getWidth(int index) {
            return SIDE;
        }

        @Override
        public int getHeight(int index) {
            return SIDE;
        }

        @Override
        public Iterator<ImageTypeSpecifier> getImageTypes(int index) {
            return List.<ImageTypeSpecifier>of().iterator();
        }

        @Override
        public @Nullable IIOMetadata getStreamMetadata() {
            return null;
        }

        @Override
        public @Nullable IIOMetadata getImageMetadata(int index) {
            return null;
        }
    }

    private static UprightImage image(Decoder decoder) {
        Rectangle frame = new Rectangle(1, 0, SIDE, SIDE);
        return new UprightImage(
                new ReaderImage(decoder, new byte[0], new Dimension(SIDE + 2, SIDE), frame), Orientation.UPRIGHT);
    }

    @Test
    void of_a_large_image_only_bands_are_decoded() throws IOException {
        Decoder decoder = new Decoder(false);
        try (UprightImage image = image(decoder)) {
            assertThat(image.square(new Rectangle(SIDE + 2, SIDE), 2).getRGB(0, 0))
                    .isEqualTo(0xff000000);
        }
        assertThat(decoder.decoded).allMatch(part -> (long) part.width * part.height <= ReaderImage.LARGE);
        // 25 million pixels are two bands, and the last row shows that the file is whole.
        assertThat(decoder.decoded).hasSize(3);
    }

    @Test
    void a_large_image_that_breaks_off_is_refused_whatever_part_is_wanted() {
        try (UprightImage image = image(new Decoder(true))) {
            assertThatExceptionOfType(IIOException.class)
                    .isThrownBy(() -> image.square(new Rectangle(0, 0, 100, 100), 2))
                    .withMessage("cut");
            assertThatExceptionOfType(IIOException.class)
                    .isThrownBy(() -> image.stored().requireWhole());
        }
    }

    /** 12 KB that would be 400 MB in red, green and blue. */
    @Test
    @Timeout(60)
    void the_largest_image_of_one_bit_is_read_in_bands() throws IOException {
        byte[] rows = ImageBytes.pixels(10_000, new byte[10_000 * 1250]);
        Path file =
                Files.write(folder.resolve("large.png"), ImageBytes.png(ImageBytes.header(10_000, 10_000, 1, 0), rows));
        assertThat(PixelMeasures.pixels(ImageDecoder.square("here", file, Rectangle::new, 2)))
                .containsOnly(0);
        ImageDecoder.requireWhole("here", file);
    }
}

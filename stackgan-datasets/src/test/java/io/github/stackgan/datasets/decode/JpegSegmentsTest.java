package io.github.stackgan.datasets.decode;

import static io.github.stackgan.datasets.decode.ImageBytes.ascii;
import static io.github.stackgan.datasets.decode.ImageBytes.bytes;
import static io.github.stackgan.datasets.decode.ImageBytes.join;
import static io.github.stackgan.datasets.decode.ImageBytes.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.PixelMeasures;
import io.github.stackgan.datasets.formats.Samples;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JpegSegmentsTest {
    private static final Path PHOTOGRAPH = Samples.path("mini/coco/train2014/COCO_train2014_000000247111.jpg");
    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;
    private static final int APP14 = 0xee;
    private static final int COMMENT = 0xfe;

    @TempDir
    private Path folder;

    private byte[] whole = {};
    private int[] pixels = {};

    @BeforeEach
    void photograph() throws IOException {
        whole = Files.readAllBytes(PHOTOGRAPH);
        pixels = read(whole);
    }

    private int[] read(byte[] jpeg) throws IOException {
        Path file = Files.write(folder.resolve("a.jpg"), jpeg);
        ImageDecoder.requireHeader("here", file);
        ImageDecoder.requireWhole("here", file);
        return PixelMeasures.pixels(ImageDecoder.read("here", file));
    }

    private byte[] with(int at, byte[] more) {
        return join(Arrays.copyOf(whole, at), more, Arrays.copyOfRange(whole, at, whole.length));
    }

    private int marker(int marker) {
        return IntStream.range(2, whole.length - 1)
                .filter(i -> whole[i] == (byte) 0xff && whole[i + 1] == (byte) marker)
                .findFirst()
                .orElseThrow();
    }

    /** Of the Independent JPEG Group's library these get a warning or none, and an image. */
    @Test
    void spare_bytes_and_odd_parts_leave_an_image_whole() throws IOException {
        byte[] spare = bytes(1, 2, 3, 0xff, 0);
        int behindJfif = 4 + (whole[4] & 255) * 256 + (whole[5] & 255);
        for (int at :
                new int[] {behindJfif, marker(0xdb), marker(0xc0), marker(0xc4), marker(0xda), whole.length - 2}) {
            assertThat(read(with(at, spare))).as("spare bytes at %d", at).isEqualTo(pixels);
        }
        for (byte[] part : List.of(
                segment(APP2, ascii("ICC_PROFILE\0\1\2first of two")),
                segment(APP2, ascii("ICC_PROFILE\0\2\2second of two")),
                segment(APP2, ascii("ICC_PROFILE\0\0\0")),
                join(segment(APP2, ascii("ICC_PROFILE\0\1\1a")), segment(APP2, ascii("ICC_PROFILE\0\1\1b"))),
                segment(APP1, ascii("Exif")),
                segment(APP1, ascii("Exif\0\0II*\0\377\377\377\377")),
                segment(COMMENT, new byte[60_000]),
                segment(0xe5),
                bytes(0xff, 0xff, 0xff))) {
            assertThat(read(with(behindJfif, part))).isEqualTo(pixels);
            assertThat(read(with(marker(0xda), part))).isEqualTo(pixels);
        }
        assertThat(read(join(whole, ascii("behind the end")))).isEqualTo(pixels);
    }

    @Test
    void an_image_that_breaks_off_is_refused_wherever_it_does() {
        for (int length :
                new int[] {marker(0xc0) + 3, marker(0xda), whole.length / 2, whole.length - 40, whole.length - 2}) {
            assertThatExceptionOfType(DatasetException.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> read(Arrays.copyOf(whole, length)));
            byte[] ended = join(Arrays.copyOf(whole, length - 20), bytes(0xff, 0xd9));
            assertThatExceptionOfType(DatasetException.class)
                    .as("%d bytes and an end", length - 20)
                    .isThrownBy(() -> read(ended));
        }
    }

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void a_camera_that_was_turned_is_turned_back(Orientation orientation) throws IOException {
        int[] upright = orientation.upright(pixels, 320, 213);
        // Its own EXIF part, behind 20 bytes, tells nothing; the first such part counts.
        whole = join(Arrays.copyOf(whole, 20), Arrays.copyOfRange(whole, 44, whole.length));
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            byte[] exif = join(ascii("Exif\0\0"), ImageBytes.exif(orientation.ordinal() + 1, order));
            assertThat(read(with(2, segment(APP1, exif)))).isEqualTo(upright);
            byte[] later = join(segment(APP1, ascii("http://ns.adobe.com/xap/1.0/\0")), segment(APP1, exif));
            assertThat(read(with(marker(0xda), join(bytes(7, 7), later)))).isEqualTo(upright);
        }
    }

    /** The pixels of one scan after another; a scan may be as short as its header. */
    @Test
    void scans_without_number_are_refused_by_their_number() throws IOException {
        byte[] scan = segment(0xda, bytes(1, 1, 0, 0, 63, 0));
        byte[] frame = segment(0xc2, bytes(8, 0, 8, 0, 8, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0));
        byte[] begin = join(bytes(0xff, 0xd8), frame);
        byte[] scans = {};
        for (int i = 0; i < 101; i++) {
            scans = join(scans, scan, bytes(1, 0xff, 0, 0xff, 0xd0, 2));
        }
        byte[] many = join(begin, scans, bytes(0xff, 0xd9));
        assertThat(JpegSegments.of(many).scans()).isEqualTo(101);
        assertThat(JpegSegments.of(whole).scans()).isEqualTo(1);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> read(many))
                .withMessageContaining("is stored in 101 scans; at most 100 are read");
    }

    /** Pillow takes the inks of every JPEG for stored upside down, whether Adobe's part says so or not. */
    @Test
    void inks_without_a_word_from_adobe_are_light_as_well() throws IOException {
        whole = Files.readAllBytes(PHOTOGRAPH.resolveSibling("COCO_train2014_000000483714.jpg"));
        pixels = read(whole);
        int adobe = marker(APP14);
        byte[] without = join(Arrays.copyOf(whole, adobe), Arrays.copyOfRange(whole, adobe + 16, whole.length));
        assertThat(read(without)).isEqualTo(pixels);
    }
}

package io.github.stackgan.datasets.cache;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.DatasetException;
import io.github.stackgan.Progress;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.datasets.decode.ImageDecoder;
import io.github.stackgan.formats.AtomicFile;
import io.github.stackgan.imaging.Levels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * Images of one dataset at one size in one file, mapped into memory.
 *
 * <p>The file, little-endian: 8 bytes of magic; the side, the number of images, the length of the dataset's
 * fingerprint, each of 32 bits; the fingerprint; a CRC-32C of 32 bits for each image; one for everything before it; the
 * images, red, green, blue for each pixel, row by row. The head is verified when the file is opened, an image whenever
 * it is read.
 */
final class ImageStore {
    private static final byte[] MAGIC = "SGPICS\0\1".getBytes(StandardCharsets.ISO_8859_1);
    private static final int FIXED = 20;
    private static final int LONGEST_FINGERPRINT = 1 << 12;
    private static final long LARGEST_MAP = 1L << 30;

    private final Path file;
    private final int side;
    private final int[] checks;
    private final List<MappedByteBuffer> maps;
    private final int imagesInMap;

    private ImageStore(Path file, int side, int[] checks, List<MappedByteBuffer> maps, int imagesInMap) {
        this.file = file;
        this.side = side;
        this.checks = checks;
        this.maps = maps;
        this.imagesInMap = imagesInMap;
    }

    private static long headSize(int images, int fingerprint) {
        return FIXED + fingerprint + 4L * images + 4;
    }

    static void write(Path file, CaptionedImages images, int side, ProgressListener progress) throws IOException {
        byte[] fingerprint = images.fingerprint().getBytes(StandardCharsets.UTF_8);
        if (fingerprint.length > LONGEST_FINGERPRINT) {
            throw new DatasetException("The fingerprint of " + images.name() + " has " + fingerprint.length
                    + " bytes, but may have " + LONGEST_FINGERPRINT + "; give a hash");
        }
        int count = images.size();
        long head = headSize(count, fingerprint.length);
        int[] checks = new int[count];
        AtomicInteger done = new AtomicInteger();
        String what = "images of " + side + " pixels prepared";
        AtomicFile.write(file, channel -> {
            try {
                IntStream.range(0, count).parallel().forEach(i -> {
                    byte[] rgb = packed(images.image(i, side), side);
                    checks[i] = check(ByteBuffer.wrap(rgb));
                    writeFully(channel, ByteBuffer.wrap(rgb), head + (long) i * rgb.length);
                    progress.onProgress(Progress.of(what, done.incrementAndGet(), count));
                });
            } catch (UncheckedIOException e) {
                throw new IOException(e.getCause());
            }
            writeFully(channel, head(side, fingerprint, checks), 0);
        });
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes, long position) {
        try {
            long at = position;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuffer head(int side, byte[] fingerprint, int[] checks) {
        ByteBuffer head = ByteBuffer.allocate(Math.toIntExact(headSize(checks.length, fingerprint.length)))
                .order(ByteOrder.LITTLE_ENDIAN);
        head.put(MAGIC).putInt(side).putInt(checks.length).putInt(fingerprint.length);
        head.put(fingerprint);
        for (int check : checks) {
            head.putInt(check);
        }
        head.putInt(check(head.duplicate().flip()));
        return head.flip();
    }

    private static int check(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    static ImageStore open(Path file, CaptionedImages images, int side) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer fixed = read(file, channel, FIXED, 0);
            byte[] magic = new byte[MAGIC.length];
            fixed.get(magic);
            int foundSide = fixed.getInt();
            int count = fixed.getInt();
            int length = fixed.getInt();
            if (!Arrays.equals(magic, MAGIC) || length < 0 || length > LONGEST_FINGERPRINT || count < 0) {
                throw damaged(file, "it does not begin as such files do");
            }
            long size = headSize(count, length);
            if (size > Math.min(Integer.MAX_VALUE, channel.size())) {
                throw damaged(file, "it is cut short");
            }
            ByteBuffer head = read(file, channel, (int) size, 0);
            int check = head.getInt((int) size - 4);
            if (check != check(head.duplicate().limit((int) size - 4))) {
                throw damaged(file, "its head does not fit its checksum");
            }
            byte[] fingerprint = new byte[length];
            head.get(FIXED, fingerprint);
            requireSame(file, images, new String(fingerprint, StandardCharsets.UTF_8), count, foundSide, side);
            int[] checks = new int[count];
            head.position(FIXED + length)
                    .slice()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asIntBuffer()
                    .get(checks);
            return mapped(file, channel, side, checks, size);
        }
    }

    private static void requireSame(
            Path file, CaptionedImages images, String fingerprint, int count, int foundSide, int side) {
        if (!fingerprint.equals(images.fingerprint()) || count != images.size()) {
            throw new DatasetException(file + " holds " + count + " images of a dataset with the fingerprint "
                    + fingerprint + ", but " + images.name() + " has " + images.size() + " and the fingerprint "
                    + images.fingerprint()
                    + ". The dataset has changed, or it is another one: delete the file to have it"
                    + " made again, or use another folder.");
        }
        if (foundSide != side) {
            throw new DatasetException(file + " holds images of " + foundSide + " pixels, but " + side
                    + " are wanted; it was renamed, so delete it");
        }
    }

    private static ImageStore mapped(Path file, FileChannel channel, int side, int[] checks, long head)
            throws IOException {
        long image = 3L * side * side;
        if (channel.size() != head + image * checks.length) {
            throw damaged(
                    file,
                    "it has " + channel.size() + " bytes, but " + (head + image * checks.length) + " are needed for "
                            + checks.length + " images");
        }
        int inMap = (int) Math.max(1, LARGEST_MAP / image);
        List<MappedByteBuffer> maps = new ArrayList<>();
        for (int first = 0; first < checks.length; first += inMap) {
            int images = Math.min(inMap, checks.length - first);
            maps.add(channel.map(FileChannel.MapMode.READ_ONLY, head + first * image, images * image));
        }
        return new ImageStore(file, side, checks, maps, inMap);
    }

    private static ByteBuffer read(Path file, FileChannel channel, int bytes, long position) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw damaged(file, "it is cut short");
            }
        }
        return buffer.flip();
    }

    private static DatasetException damaged(Path file, String how) {
        return new DatasetException(
                file + " is not a whole file of prepared images: " + how + "; delete it to have it made again");
    }

    BufferedImage image(int index) {
        Objects.checkIndex(index, checks.length);
        int size = 3 * side * side;
        ByteBuffer rgb = maps.get(index / imagesInMap).slice(index % imagesInMap * size, size);
        if (check(rgb.duplicate()) != checks[index]) {
            throw damaged(file, "image " + index + " does not fit its checksum");
        }
        return unpacked(rgb, side);
    }

    /** Rows of red, green, blue. */
    static byte[] packed(BufferedImage image, int side) {
        int[] pixels = image.getType() == BufferedImage.TYPE_INT_RGB
                ? (int[]) image.getRaster().getDataElements(0, 0, side, side, null)
                : Levels.argb(image.getSubimage(0, 0, side, side));
        byte[] rgb = new byte[3 * pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            rgb[3 * i] = (byte) (pixels[i] >> 16);
            rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
            rgb[3 * i + 2] = (byte) pixels[i];
        }
        return rgb;
    }

    /**
     * Eight pixels out of three numbers of 64 bits, highest byte first, which is many times faster than byte by byte.
     */
    static BufferedImage unpacked(ByteBuffer rgb, int side) {
        int[] pixels = new int[side * side];
        int at = 0;
        int i = 0;
        for (; i + 8 <= pixels.length; i += 8, at += 24) {
            long first = rgb.getLong(at);
            long second = rgb.getLong(at + 8);
            long third = rgb.getLong(at + 16);
            pixels[i] = (int) (first >>> 40);
            pixels[i + 1] = (int) (first >>> 16) & 0xffffff;
            pixels[i + 2] = (int) (first << 8 | second >>> 56) & 0xffffff;
            pixels[i + 3] = (int) (second >>> 32) & 0xffffff;
            pixels[i + 4] = (int) (second >>> 8) & 0xffffff;
            pixels[i + 5] = (int) (second << 16 | third >>> 48) & 0xffffff;
            pixels[i + 6] = (int) (third >>> 24) & 0xffffff;
            pixels[i + 7] = (int) third & 0xffffff;
        }
        for (; i < pixels.length; i++, at += 3) {
            pixels[i] = (rgb.get(at) & 255) << 16 | (rgb.get(at + 1) & 255) << 8 | rgb.get(at + 2) & 255;
        }
        return ImageDecoder.image(pixels, side, side);
    }
}

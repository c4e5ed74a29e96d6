package io.github.stackgan.datasets.decode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Makes image files byte by byte, by their specifications. */
final class ImageBytes {
    static final int GREY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GREY_ALPHA = 4;
    static final int RGB_ALPHA = 6;

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private ImageBytes() {}

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] deflated(byte[] content) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(all, new Deflater(9))) {
            out.write(content);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
        return all.toByteArray();
    }

    static byte[] chunk(String type, byte... content) {
        CRC32 crc = new CRC32();
        crc.update(ascii(type));
        crc.update(content);
        return ByteBuffer.allocate(content.length + 12)
                .putInt(content.length)
                .put(ascii(type))
                .put(content)
                .putInt((int) crc.getValue())
                .array();
    }

    /** The same chunk with a checksum that does not fit. */
    static byte[] wrong(byte[] chunk) {
        chunk[chunk.length - 1] ^= 1;
        return chunk;
    }

    static byte[] header(int width, int height, int bitDepth, int colourType) {
        byte[] content = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) bitDepth)
                .put((byte) colourType)
                .array();
        return chunk("IHDR", content);
    }

    /** A PNG of the parts between its signature and its end. */
    static byte[] png(byte[]... chunks) {
        return join(PNG, join(chunks), chunk("IEND"));
    }

    /** Pixels, row by row, as PNGs keep them. */
    static byte[] pixels(int rows, byte... levels) {
        int row = levels.length / rows;
        ByteBuffer filtered = ByteBuffer.allocate(levels.length + rows);
        for (int y = 0; y < rows; y++) {
            filtered.put((byte) 0).put(levels, y * row, row);
        }
        return chunk("IDAT", deflated(filtered.array()));
    }

    /** An EXIF part that tells an orientation, after an entry that makes no sense. */
    static byte[] exif(int orientation, ByteOrder order) {
        return ByteBuffer.allocate(38)
                .order(order)
                .put(ascii(order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM"))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 2)
                .putShort((short) 0x10f)
                .putShort((short) 99)
                .putInt(-1)
                .putInt(-1)
                .putShort((short) 0x112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .array();
    }

    static byte[] segment(int marker, byte... content) {
        return ByteBuffer.allocate(content.length + 4)
                .put((byte) 0xff)
                .put((byte) marker)
                .putShort((short) (content.length + 2))
                .put(content)
                .array();
    }

    /** A GIF of 4 colours, black, red, green and blue, with the frame's pixels not compressed. */
    static byte[] gif(int width, int height, int transparent, int left, int top, int columns, byte... pixels) {
        ByteBuffer head = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
        head.put(ascii("GIF89a")).putShort((short) width).putShort((short) height);
        head.put(bytes(0x81, 2, 0)).put(bytes(0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255));
        if (transparent >= 0) {
            head.put(bytes(0x21, 0xf9, 4, 1, 0, 0, transparent, 0));
        }
        head.put((byte) 0x2c).putShort((short) left).putShort((short) top);
        head.putShort((short) columns)
                .putShort((short) (pixels.length / columns))
                .put((byte) 0);
        byte[] begin = new byte[head.position()];
        head.flip().get(begin);
        return join(begin, bytes(2), codes(pixels), bytes(0, 0x3b));
    }

    /** Codes of 3 bits, which stay so since the table (4 is "clear", 5 is "end") is cleared before every pixel. */
    private static byte[] codes(byte[] pixels) {
        byte[] packed = new byte[(pixels.length * 6 + 3 + 7) / 8];
        for (int i = 0; i <= 2 * pixels.length; i++) {
            int code = i == 2 * pixels.length ? 5 : i % 2 == 0 ? 4 : pixels[i / 2];
            for (int bit = 0; bit < 3; bit++) {
                packed[(3 * i + bit) / 8] |= (byte) ((code >> bit & 1) << (3 * i + bit) % 8);
            }
        }
        return join(bytes(packed.length), packed);
    }

    /** A BMP with a header of 40 bytes. */
    static byte[] bmp(int width, int height, int bits, int compression, byte[] palette, byte... pixels) {
        int offset = 54 + palette.length;
        return ByteBuffer.allocate(offset + pixels.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("BM"))
                .putInt(offset + pixels.length)
                .putInt(0)
                .putInt(offset)
                .putInt(40)
                .putInt(width)
                .putInt(height)
                .putShort((short) 1)
                .putShort((short) bits)
                .putInt(compression)
                .putInt(pixels.length)
                .putLong(0)
                .putInt(compression == 3 ? 0 : palette.length / 4)
                .putInt(0)
                .put(palette)
                .put(pixels)
                .array();
    }
}

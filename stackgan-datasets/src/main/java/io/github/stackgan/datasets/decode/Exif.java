package io.github.stackgan.datasets.decode;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The one thing of an EXIF part that matters here: how the camera was held. All else in it may be as odd as it likes.
 */
final class Exif {
    private static final int ORIENTATION = 0x112;
    private static final int ENTRY = 12;
    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;

    private Exif() {}

    /** The orientation in a TIFF header and its first directory; an EXIF part that cannot be read says nothing. */
    static Orientation orientation(byte[] bytes, int from, int to) {
        try {
            ByteBuffer tiff = ByteBuffer.wrap(bytes, from, to - from).slice();
            short order = tiff.getShort();
            if (order == 0x4949) {
                tiff.order(ByteOrder.LITTLE_ENDIAN);
            } else if (order != 0x4d4d) {
                return Orientation.UPRIGHT;
            }
            tiff.position(4);
            tiff.position(tiff.getInt());
            for (int entries = tiff.getShort() & 0xffff; entries > 0; entries--) {
                int at = tiff.position();
                if ((tiff.getShort(at) & 0xffff) == ORIENTATION) {
                    return Orientation.numbered(value(tiff, at));
                }
                tiff.position(at + ENTRY);
            }
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // Cut short, or it points beyond its end.
            return Orientation.UPRIGHT;
        }
        return Orientation.UPRIGHT;
    }

    private static int value(ByteBuffer tiff, int entry) {
        return switch (tiff.getShort(entry + 2)) {
            case BYTE -> tiff.get(entry + 8) & 255;
            case SHORT -> tiff.getShort(entry + 8) & 0xffff;
            case LONG -> tiff.getInt(entry + 8);
            default -> 0;
        };
    }
}

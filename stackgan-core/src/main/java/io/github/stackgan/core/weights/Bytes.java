package io.github.stackgan.core.weights;

import io.github.stackgan.formats.FileKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Whole parts of files in memory. */
public final class Bytes {
    /** The longest array that every Java machine can make. */
    public static final int MOST = Integer.MAX_VALUE - 8;

    /** Java copies what it reads or writes through memory of its own, which must not grow with the file. */
    private static final int CHUNK = 1 << 20;

    private Bytes() {}

    /** Reads so many bytes; the caller has made sure that the file has them. */
    public static ByteBuffer read(FileChannel channel, long position, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            buffer.limit(Math.min(count, buffer.position() + CHUNK));
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the file ended while it was being read");
            }
            buffer.limit(count);
        }
        return buffer.flip();
    }

    /** The first bytes of a file, as many as tell its kind, or all if there are fewer. */
    public static byte[] start(FileChannel channel) throws IOException {
        return read(channel, 0, (int) Math.min(channel.size(), FileKind.BYTES)).array();
    }

    public static void write(FileChannel channel, ByteBuffer data) throws IOException {
        int end = data.limit();
        while (data.position() < end) {
            data.limit(Math.min(end, data.position() + CHUNK));
            channel.write(data);
        }
    }
}

package io.github.stackgan.datasets.formats;

import io.github.stackgan.DatasetException;
import io.github.stackgan.formats.FileKind;
import io.github.stackgan.formats.MalformedFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a file, with the mistakes told that people make with downloads. */
final class DataFile {
    /** Larger files are not copied into memory, but mapped. */
    private static final long MAPPED_FROM = 64L << 20;

    private DataFile() {}

    /** What reads the content. */
    @FunctionalInterface
    interface Content<T> {
        T read(ByteBuffer bytes) throws MalformedFileException;
    }

    /** Reads a file whole; little-endian. */
    static <T> T read(Path file, String expected, Content<T> content) {
        try {
            ByteBuffer bytes = bytes(file, expected);
            try {
                return content.read(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN));
            } catch (MalformedFileException e) {
                byte[] start = new byte[Math.min(FileKind.BYTES, bytes.limit())];
                bytes.get(0, start);
                throw new MalformedFileException(FileKind.mistaken(start).orElse(e.getMessage()));
            }
        } catch (MalformedFileException e) {
            throw new DatasetException(file + " cannot be used as " + expected + ": " + e.getMessage(), e);
        }
    }

    private static ByteBuffer bytes(Path file, String expected) throws MalformedFileException {
        requirePresent(file, expected);
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            if (size == 0) {
                throw new MalformedFileException(FileKind.EMPTY.explanation());
            }
            if (size > Integer.MAX_VALUE) {
                throw new MalformedFileException(
                        "it has " + size + " bytes, but at most " + Integer.MAX_VALUE + " are read");
            }
            return size >= MAPPED_FROM
                    ? channel.map(FileChannel.MapMode.READ_ONLY, 0, size)
                    : ByteBuffer.wrap(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new DatasetException(file + " cannot be read: " + e, e);
        }
    }

    static void requirePresent(Path file, String expected) {
        if (!Files.isRegularFile(file)) {
            throw new DatasetException(
                    "the file " + file + " does not exist; expected " + expected + " there, so check the path");
        }
    }
}

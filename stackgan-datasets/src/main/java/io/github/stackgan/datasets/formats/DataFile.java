package io.github.stackgan.datasets.formats;

import io.github.stackgan.DatasetException;
import io.github.stackgan.formats.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The bytes of a file, with the mistakes told that people make with downloads. */
final class DataFile {
    /** Larger files are not copied into memory, but mapped. */
    private static final long MAPPED_FROM = 64L << 20;

    private DataFile() {}

    /** What reads the content. */
    @FunctionalInterface
    interface Content<T> {
        T read(ByteBuffer bytes) throws Refused;
    }

    /** Reads a file whole; little-endian. */
    static <T> T read(Path file, String expected, Content<T> content) {
        try {
            return content.read(bytes(file, expected));
        } catch (Refused e) {
            throw new DatasetException(file + " cannot be used as " + expected + ": " + e.getMessage(), e);
        }
    }

    private static ByteBuffer bytes(Path file, String expected) throws Refused {
        requirePresent(file, expected);
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            if (size == 0) {
                throw new Refused("it is empty; download it again");
            }
            if (size > Integer.MAX_VALUE) {
                throw new Refused("it has " + size + " bytes, but at most " + Integer.MAX_VALUE + " are read");
            }
            ByteBuffer bytes = size >= MAPPED_FROM
                    ? channel.map(FileChannel.MapMode.READ_ONLY, 0, size)
                    : ByteBuffer.wrap(Files.readAllBytes(file));
            requireNoDownloadMistake(bytes);
            return bytes.order(ByteOrder.LITTLE_ENDIAN);
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

    private static void requireNoDownloadMistake(ByteBuffer bytes) throws Refused {
        byte[] start = new byte[Math.min(64, bytes.remaining())];
        bytes.get(0, start);
        String text = new String(start, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype") || text.startsWith("<html")) {
            throw new Refused("it is a web page: a download that went wrong; download it again");
        }
        if (text.startsWith("version https://git-lfs")) {
            throw new Refused("it is a git-LFS pointer, not the file itself; run \"git lfs pull\" where it came from");
        }
    }
}

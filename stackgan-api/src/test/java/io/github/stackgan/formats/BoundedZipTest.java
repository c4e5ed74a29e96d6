package io.github.stackgan.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedZipTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    private Path folder;

    private Path zip(int entries, byte[] content) throws IOException {
        Path file = folder.resolve("made.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < entries; i++) {
                zip.putNextEntry(new ZipEntry("e" + i));
                zip.write(content);
            }
        }
        return file;
    }

    /** An archive whose entries are all the same few bytes of the file. */
    private Path overlapping(int entries, int unpacked, String sameName) throws IOException {
        byte[] content = new byte[unpacked];
        CRC32 sum = new CRC32();
        sum.update(content);
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(content);
        deflater.finish();
        byte[] packed = new byte[unpacked / 100 + 1000];
        int length = deflater.deflate(packed);
        deflater.end();
        ByteBuffer out = ByteBuffer.allocate(length + 200 + 100 * entries).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0x04034b50)
                .putShort((short) 20)
                .putShort((short) 0)
                .putShort((short) 8)
                .putInt(0);
        out.putInt((int) sum.getValue())
                .putInt(length)
                .putInt(unpacked)
                .putShort((short) 4)
                .putShort((short) 0);
        out.put("e000".getBytes(StandardCharsets.US_ASCII)).put(packed, 0, length);
        int directory = out.position();
        for (int i = 0; i < entries; i++) {
            String name = sameName.isEmpty() ? "e" + (100 + i) : sameName;
            putDirectoryEntry(out, name, (int) sum.getValue(), length, unpacked);
        }
        int end = out.position();
        out.putInt(0x06054b50).putInt(0).putShort((short) entries).putShort((short) entries);
        out.putInt(end - directory).putInt(directory).putShort((short) 0);
        byte[] whole = new byte[out.position()];
        out.get(0, whole);
        return Files.write(folder.resolve("made.zip"), whole);
    }

    private static void putDirectoryEntry(ByteBuffer out, String name, int sum, int length, int unpacked) {
        out.putInt(0x02014b50)
                .putShort((short) 20)
                .putShort((short) 20)
                .putShort((short) 0)
                .putShort((short) 8);
        out.putInt(0).putInt(sum).putInt(length).putInt(unpacked);
        out.putShort((short) 4)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0);
        out.putInt(0).putInt(0).put(name.getBytes(StandardCharsets.US_ASCII));
    }

    private static long readAll(Path file) throws IOException, MalformedFileException {
        try (BoundedZip zip = BoundedZip.open(file)) {
            long read = 0;
            for (String name : zip.names()) {
                read += zip.content(name, Integer.MAX_VALUE).orElseThrow().remaining();
            }
            return read;
        }
    }

    private static void assertRefused(Path file, String message) {
        assertThatExceptionOfType(MalformedFileException.class)
                .isThrownBy(() -> readAll(file))
                .withMessageContaining(message);
    }

    @Test
    void entries_are_read_whole() throws IOException, MalformedFileException {
        try (BoundedZip zip = BoundedZip.open(zip(2, new byte[] {1, 2, 3}))) {
            assertThat(zip.names()).containsExactly("e0", "e1");
            assertThat(zip.content("e1", 3).orElseThrow()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            assertThat(zip.content("e2", 3)).isEmpty();
            assertThatExceptionOfType(MalformedFileException.class)
                    .isThrownBy(() -> zip.content("e1", 2))
                    .withMessageContaining("claims 3 bytes, more than the 2");
        }
    }

    /** The limit is 64 MiB and 32 times the size of the file, which is small here. */
    @Test
    void what_unpacks_to_too_much_is_refused_alone_and_together() throws IOException, MalformedFileException {
        assertThat(readAll(zip(1, new byte[60 * MEBIBYTE]))).isEqualTo(60 * MEBIBYTE);
        assertRefused(zip(1, new byte[70 * MEBIBYTE]), "claims 73400320 bytes unpacked");
        assertRefused(zip(4, new byte[20 * MEBIBYTE]), "bytes of this file may become");
        assertThat(readAll(overlapping(2, MEBIBYTE, ""))).isEqualTo(2 * MEBIBYTE);
        assertRefused(overlapping(100, MEBIBYTE, ""), "bytes of this file may become");
    }

    @Test
    void what_compression_cannot_have_made_is_no_limit() throws IOException, MalformedFileException {
        assertThat(readAll(zip(1, new byte[] {7}))).isOne();
        assertThat(readAll(zip(1, new byte[0]))).isZero();
    }

    @Test
    void a_name_that_stands_twice_is_refused() throws IOException {
        assertRefused(overlapping(2, 100, "same"), "two entries named \"same\"");
    }

    @Test
    void a_changed_byte_is_found_by_the_checksum() throws IOException {
        Path file = folder.resolve("stored.zip");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            ZipEntry entry = new ZipEntry("a");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(5);
            CRC32 sum = new CRC32();
            sum.update("birds".getBytes(StandardCharsets.US_ASCII));
            entry.setCrc(sum.getValue());
            zip.putNextEntry(entry);
            zip.write("birds".getBytes(StandardCharsets.US_ASCII));
        }
        String whole = out.toString(StandardCharsets.ISO_8859_1);
        Files.write(file, whole.replace("birds", "bards").getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(file, "\"a\" is damaged");
    }

    @Test
    void what_is_no_archive_is_told() throws IOException {
        assertRefused(Files.writeString(folder.resolve("page"), "<html>"), "it is a web page");
        assertRefused(Files.writeString(folder.resolve("text"), "text"), "does not begin as a zip archive");
        assertRefused(Files.writeString(folder.resolve("empty"), ""), "it is empty");
    }
}

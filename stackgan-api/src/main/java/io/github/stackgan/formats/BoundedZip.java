package io.github.stackgan.formats;

import io.github.stackgan.checks.Quoted;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A zip archive of arrays, read within bounds: its directory may claim no more entries than fit into the file, each
 * name stands once, and all that is read of it together stays below an {@link UnpackLimit}, whether entries overlap or
 * not. What is read is checked against the checksum of its entry.
 */
public final class BoundedZip implements Closeable {
    /** The longest array that every Java machine can make. */
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int LONGEST_END = 22 + 0xffff + 20;
    private static final int END_64_BYTES = 56;
    private static final int SMALLEST_ENTRY = 46;

    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();
    private final UnpackLimit limit;

    private BoundedZip(ZipFile zip, long fileBytes) throws MalformedFileException {
        this.zip = zip;
        limit = new UnpackLimit(fileBytes);
        for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
            if (entries.put(entry.getName(), entry) != null) {
                throw new MalformedFileException("the archive has two entries named " + Quoted.of(entry.getName())
                        + "; save it again, with one of them");
            }
        }
    }

    /** Opens a file; says what it is, if it is no archive. */
    public static BoundedZip open(Path file) throws IOException, MalformedFileException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(FileKind.BYTES);
            if (start.length < 2 || start[0] != 'P' || start[1] != 'K') {
                throw new MalformedFileException(
                        FileKind.mistaken(start).orElse("it does not begin as a zip archive does"));
            }
        }
        long fileBytes = checkDirectory(file);
        ZipFile zip = new ZipFile(file.toFile());
        try {
            return new BoundedZip(zip, fileBytes);
        } catch (MalformedFileException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /** Java's reader makes room for as many entries as a 64-bit directory claims, so the claim is checked before. */
    private static long checkDirectory(Path path) throws IOException, MalformedFileException {
        try (FileChannel channel = FileChannel.open(path)) {
            long size = channel.size();
            long first = Math.max(0, size - LONGEST_END);
            ByteBuffer end = read(channel, first, (int) (size - first));
            for (int i = 20; i + 4 <= end.limit(); i++) {
                if (end.getInt(i) == END && end.getInt(i - 20) == LOCATOR_64) {
                    checkEntries(channel, end.getLong(i - 12));
                }
            }
            return size;
        }
    }

    private static void checkEntries(FileChannel channel, long at) throws IOException, MalformedFileException {
        if (at < 0 || at > channel.size() - END_64_BYTES) {
            return;
        }
        ByteBuffer end = read(channel, at, END_64_BYTES);
        long entries = end.getLong(32);
        if (end.getInt(0) == END_64 && (entries < 0 || entries > channel.size() / SMALLEST_ENTRY)) {
            throw new MalformedFileException("the archive claims " + entries + " entries, more than fit into the file");
        }
    }

    private static ByteBuffer read(FileChannel channel, long position, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the file ended while it was being read");
            }
        }
        return buffer.flip();
    }

    /** The names of all entries, in the order of the directory. */
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    /**
     * Reads an entry whole.
     *
     * @param name its name
     * @param most how many bytes it may have
     * @return its bytes, little-endian, or empty if there is no such entry
     */
    public Optional<ByteBuffer> content(String name, long most) throws IOException, MalformedFileException {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            return Optional.empty();
        }
        long size = entry.getSize();
        if (size > Math.min(most, LONGEST)) {
            throw new MalformedFileException(Quoted.of(name) + " claims " + size + " bytes, more than the "
                    + Math.min(most, LONGEST) + " that it may have");
        }
        limit.take(Quoted.of(name), size);
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes((int) size);
            check(entry, content, in.read() >= 0);
            return Optional.of(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    /** PyTorch can be told to leave checksums out; then they are 0. */
    private static void check(ZipEntry entry, byte[] content, boolean hasMore) throws MalformedFileException {
        CRC32 sum = new CRC32();
        sum.update(content);
        boolean whole = !hasMore && content.length == entry.getSize();
        if (!whole || entry.getCrc() != 0 && entry.getCrc() != sum.getValue()) {
            throw new MalformedFileException(Quoted.of(entry.getName()) + " is damaged: its bytes do not fit its "
                    + (whole ? "checksum" : "size") + "; download or save the file again");
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}

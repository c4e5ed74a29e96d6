package io.github.stackgan.core.internal.weights;

import io.github.stackgan.core.internal.weights.StateDictGlobals.Storage;
import io.github.stackgan.formats.Refused;
import io.github.stackgan.spi.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The format of PyTorch 1.6 and later: a zip archive of one pickle, data.pkl, and a file per storage, data/KEY. */
final class ZipStateDict implements StorageSource {
    private static final String PICKLE = "data.pkl";
    private static final int LARGEST_PICKLE = 64 << 20;

    /** PyTorch does not compress; who does so afterwards gains little on weights, so that more is a bomb. */
    private static final long MOST_GAIN = 32;

    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int LONGEST_END = 22 + 0xffff + 20;
    private static final int SMALLEST_ENTRY = 46;

    private final ZipFile zip;
    private final String root;
    private final Object top;
    private long inflatable;

    private ZipStateDict(ZipFile zip, long fileBytes) throws IOException, Refused {
        this.zip = zip;
        inflatable = LARGEST_PICKLE + MOST_GAIN * fileBytes;
        ZipEntry pickle = pickle(zip);
        root = pickle.getName().substring(0, pickle.getName().length() - PICKLE.length());
        ZipEntry order = zip.getEntry(root + "byteorder");
        if (order != null && new String(content(order, 16), StandardCharsets.US_ASCII).contains("big")) {
            throw new Refused("its numbers are big-endian; save it on a little-endian machine");
        }
        top = new StateDictGlobals()
                .machine(ByteBuffer.wrap(content(pickle, LARGEST_PICKLE)), fileBytes)
                .read();
    }

    static ZipStateDict open(Path path) throws IOException, Refused {
        long fileBytes = checkDirectory(path);
        ZipFile zip = new ZipFile(path.toFile());
        try {
            return new ZipStateDict(zip, fileBytes);
        } catch (IOException | Refused | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /** Java's reader makes room for as many entries as a 64-bit directory claims, so the claim is checked before. */
    private static long checkDirectory(Path path) throws IOException, Refused {
        try (FileChannel channel = FileChannel.open(path)) {
            long size = channel.size();
            long first = Math.max(0, size - LONGEST_END);
            ByteBuffer end = Bytes.read(channel, first, (int) (size - first));
            for (int i = 20; i + 4 <= end.limit(); i++) {
                if (end.getInt(i) == END && end.getInt(i - 20) == LOCATOR_64) {
                    checkEntries(channel, end.getLong(i - 12));
                }
            }
            return size;
        }
    }

    private static void checkEntries(FileChannel channel, long at) throws IOException, Refused {
        if (at < 0 || at > channel.size() - 56) {
            return;
        }
        ByteBuffer end = Bytes.read(channel, at, 56);
        long entries = end.getLong(32);
        if (end.getInt(0) == END_64 && (entries < 0 || entries > channel.size() / SMALLEST_ENTRY)) {
            throw new Refused("the archive claims " + entries + " entries, more than fit into the file");
        }
    }

    private static ZipEntry pickle(ZipFile zip) throws Refused {
        for (Enumeration<? extends ZipEntry> e = zip.entries(); e.hasMoreElements(); ) {
            ZipEntry entry = e.nextElement();
            if (entry.getName().equals(PICKLE) || entry.getName().endsWith("/" + PICKLE)) {
                return entry;
            }
        }
        throw new Refused("the archive has no data.pkl, so torch.save did not write it");
    }

    private byte[] content(ZipEntry entry, long most) throws IOException, Refused {
        long size = entry.getSize();
        if (size > most || size > Bytes.MOST || size > inflatable) {
            throw new Refused(Quoted.of(entry.getName()) + " claims " + size + " bytes, more than the "
                    + Math.min(most, Math.min(Bytes.MOST, inflatable)) + " that it may have");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes((int) Math.min(Math.min(most, Bytes.MOST), inflatable));
            inflatable -= content.length;
            return content;
        }
    }

    @Override
    public Object top() {
        return top;
    }

    @Override
    public ByteBuffer read(Storage storage) throws IOException, Refused {
        ZipEntry entry = zip.getEntry(root + "data/" + storage.key());
        if (entry == null) {
            throw new Refused("the storage " + Quoted.of(storage.key()) + " is missing");
        }
        byte[] content = content(entry, storage.bytes());
        if (content.length < storage.bytes()) {
            throw new Refused("the storage " + Quoted.of(storage.key()) + " has " + content.length + " bytes, expected "
                    + storage.bytes());
        }
        return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}

package io.github.stackgan.core.weights.formats;

import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.weights.formats.StateDictGlobals.Storage;
import io.github.stackgan.formats.BoundedZip;
import io.github.stackgan.formats.MalformedFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The format of PyTorch 1.6 and later: a zip archive of one pickle, data.pkl, and a file per storage, data/KEY. */
final class ZipStateDict implements StorageSource {
    private static final String PICKLE = "data.pkl";
    private static final int LARGEST_PICKLE = 64 << 20;
    private static final int LONGEST_ORDER = 16;

    private final BoundedZip zip;
    private final String root;
    private final Object top;

    private ZipStateDict(BoundedZip zip, long fileBytes) throws IOException, MalformedFileException {
        this.zip = zip;
        String pickle = pickle(zip);
        root = pickle.substring(0, pickle.length() - PICKLE.length());
        Optional<ByteBuffer> order = zip.content(root + "byteorder", LONGEST_ORDER);
        if (order.isPresent()
                && StandardCharsets.US_ASCII.decode(order.get()).toString().contains("big")) {
            throw new MalformedFileException("its numbers are big-endian; save it on a little-endian machine");
        }
        top = new StateDictGlobals()
                .machine(zip.content(pickle, LARGEST_PICKLE).orElseThrow(), fileBytes)
                .read();
    }

    static ZipStateDict open(Path path) throws IOException, MalformedFileException {
        BoundedZip zip = BoundedZip.open(path);
        try {
            return new ZipStateDict(zip, Files.size(path));
        } catch (IOException | MalformedFileException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static String pickle(BoundedZip zip) throws MalformedFileException {
        List<String> pickles = zip.names().stream()
                .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
                .toList();
        if (pickles.size() != 1) {
            throw new MalformedFileException("the archive has " + (pickles.isEmpty() ? "no" : "several")
                    + " data.pkl, so torch.save" + " did not write it");
        }
        return pickles.get(0);
    }

    @Override
    public Object top() {
        return top;
    }

    @Override
    public ByteBuffer read(Storage storage) throws IOException, MalformedFileException {
        ByteBuffer content = zip.content(root + "data/" + storage.key(), storage.bytes())
                .orElseThrow(
                        () -> new MalformedFileException("the storage " + Quoted.of(storage.key()) + " is missing"));
        if (content.remaining() < storage.bytes()) {
            throw new MalformedFileException("the storage " + Quoted.of(storage.key()) + " has " + content.remaining()
                    + " bytes, expected " + storage.bytes());
        }
        return content;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}

package io.github.stackgan.core.weights.formats;

import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.weights.Bytes;
import io.github.stackgan.core.weights.formats.StateDictGlobals.Storage;
import io.github.stackgan.formats.FileKind;
import io.github.stackgan.formats.MalformedFileException;
import io.github.stackgan.formats.PickleDict;
import io.github.stackgan.formats.PickleMachine;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The format before PyTorch 1.6: five pickles in a row (magic number, protocol version, facts about the machine, the
 * object, the keys of the storages), then the storages in the order of the keys, each behind its count.
 */
final class LegacyStateDict implements StorageSource {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final int PROTOCOL = 0x80;

    /** The first bytes of the magic number, as any protocol writes them near the beginning. */
    private static final String START = "l\u00fc\u009cF";

    private static final int START_BYTES = 64;

    private final ByteBuffer input;
    private final Object top;
    private final Map<String, Integer> places = new HashMap<>();

    private LegacyStateDict(ByteBuffer input) throws MalformedFileException {
        this.input = input;
        StateDictGlobals globals = new StateDictGlobals();
        boolean magic = MAGIC.equals(pickle(globals).read());
        if (!magic || !Long.valueOf(1001).equals(pickle(globals).read())) {
            throw new MalformedFileException("its magic number or protocol version is unknown");
        }
        if (pickle(globals).read() instanceof PickleDict machine
                && machine.get("little_endian").filter(Boolean.FALSE::equals).isPresent()) {
            throw new MalformedFileException("its numbers are big-endian; save it on a little-endian machine");
        }
        top = pickle(globals).read();
        if (!(pickle(globals).read() instanceof List<?> keys)) {
            throw new MalformedFileException("its list of storages is missing");
        }
        findStorages(keys, globals.storages());
    }

    static LegacyStateDict open(Path path) throws IOException, MalformedFileException {
        try (FileChannel channel = FileChannel.open(path)) {
            long size = channel.size();
            byte[] beginning = Bytes.start(channel);
            String text =
                    new String(beginning, 0, Math.min(beginning.length, START_BYTES), StandardCharsets.ISO_8859_1);
            if (text.isEmpty() || text.charAt(0) != PROTOCOL || !text.contains(START)) {
                throw new MalformedFileException(FileKind.mistaken(beginning)
                        .orElse("it begins neither as a zip archive nor with PyTorch's magic number; give a"
                                + " file that torch.save wrote"));
            }
            if (size > Bytes.MOST) {
                throw new MalformedFileException(
                        "files of the old format are read up to 2 GB; save it again with a newer PyTorch");
            }
            return new LegacyStateDict(Bytes.read(channel, 0, (int) size));
        }
    }

    private PickleMachine pickle(StateDictGlobals globals) {
        return globals.machine(input, input.limit());
    }

    private void findStorages(List<?> keys, Map<String, Storage> known) throws MalformedFileException {
        for (Object key : keys) {
            Storage storage = known.get(StateDictGlobals.key(key));
            if (storage == null) {
                throw new MalformedFileException("its list of storages names one that no tensor uses");
            }
            if (input.remaining() < 8) {
                throw new MalformedFileException(
                        "the storage " + Quoted.of(storage.key()) + " is missing, the file is cut short");
            }
            long count = input.getLong();
            if (count != storage.count() || storage.bytes() > input.remaining()) {
                throw new MalformedFileException("the storage " + Quoted.of(storage.key()) + " has " + count
                        + " numbers, expected " + storage.count() + ", or the file is cut short");
            }
            if (places.put(storage.key(), input.position()) != null) {
                throw new MalformedFileException("its list of storages names " + Quoted.of(storage.key()) + " twice");
            }
            input.position(input.position() + (int) storage.bytes());
        }
    }

    @Override
    public Object top() {
        return top;
    }

    @Override
    public ByteBuffer read(Storage storage) throws MalformedFileException {
        Integer place = places.get(storage.key());
        if (place == null) {
            throw new MalformedFileException("the storage " + Quoted.of(storage.key()) + " is missing");
        }
        return input.slice(place, (int) storage.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        // Everything is in memory already.
    }
}

package io.github.stackgan.core.internal.weights;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.core.internal.weights.Unpickler.Refused;
import io.github.stackgan.core.internal.weights.Unpickler.Storage;
import io.github.stackgan.core.internal.weights.Unpickler.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * State dicts that {@code torch.save} wrote: the zip format of PyTorch 1.6 and later, and the older one of several pickles in a
 * row. Nothing in a file is ever run; see {@link Unpickler}.
 */
public final class PyTorchStateDict {
    private static final long LEGACY_MAGIC = 0x1950a86a20f9469cL;
    private static final int LARGEST_PICKLE = 64 << 20;
    private static final int MOST_COPIES = 16;

    private final Path path;
    private final Map<String, ByteBuffer> storages = new HashMap<>();
    private final Map<String, WeightType> legacyTypes = new HashMap<>();
    private long materialised;

    private PyTorchStateDict(Path path) {
        this.path = path;
    }

    /** Where storages come from. */
    @FunctionalInterface
    private interface StorageSource {
        ByteBuffer read(Storage storage) throws IOException, Refused;
    }

    /**
     * Reads a file.
     *
     * @param path a .pth or .pt file
     * @return arrays by name, in the order of the file; a checkpoint with its weights under "state_dict" or "model" is entered
     * @throws ModelFormatException if it cannot be read, or holds anything but a dict of tensors
     */
    public static Map<String, Weight> read(Path path) {
        PyTorchStateDict reader = new PyTorchStateDict(path);
        try {
            byte[] start;
            try (InputStream in = Files.newInputStream(path)) {
                start = in.readNBytes(4);
            }
            boolean zip = start.length == 4 && start[0] == 'P' && start[1] == 'K';
            return zip ? reader.readZip() : reader.readLegacy();
        } catch (Refused e) {
            throw new ModelFormatException(path + " is not a PyTorch state dict: " + e.getMessage(), e);
        } catch (IOException | ArithmeticException | IllegalArgumentException e) {
            throw new ModelFormatException(path + " cannot be read as a PyTorch state dict: " + e, e);
        }
    }

    private Map<String, Weight> readZip() throws IOException, Refused {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            String pickle = pickleName(zip);
            String root = pickle.substring(0, pickle.length() - "data.pkl".length());
            ZipEntry order = zip.getEntry(root + "byteorder");
            if (order != null && new String(content(zip, order, 16), StandardCharsets.US_ASCII).contains("big")) {
                throw new Refused("its numbers are big-endian; save it on a little-endian machine");
            }
            byte[] program = content(zip, zip.getEntry(pickle), LARGEST_PICKLE);
            Object top = new Unpickler(ByteBuffer.wrap(program)).read();
            return weights(top, storage -> {
                ZipEntry entry = zip.getEntry(root + "data/" + storage.key());
                if (entry == null) {
                    throw new Refused("the storage " + storage.key() + " is missing");
                }
                return ByteBuffer.wrap(content(zip, entry, bytes(storage)));
            });
        }
    }

    private static String pickleName(ZipFile zip) throws Refused {
        for (Enumeration<? extends ZipEntry> e = zip.entries(); e.hasMoreElements(); ) {
            String name = e.nextElement().getName();
            if (name.equals("data.pkl") || name.endsWith("/data.pkl")) {
                return name;
            }
        }
        throw new Refused("the archive has no data.pkl");
    }

    /** At most the wanted bytes, so that a small archive cannot unpack into a large one. */
    private static byte[] content(ZipFile zip, ZipEntry entry, long most) throws IOException, Refused {
        if (most > Integer.MAX_VALUE - 8 || entry.getSize() > most) {
            throw new Refused(entry.getName() + " claims " + entry.getSize() + " bytes, more than the " + most
                    + " that it may have");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readNBytes((int) most);
        }
    }

    private Map<String, Weight> readLegacy() throws IOException, Refused {
        if (Files.size(path) > Integer.MAX_VALUE - 8) {
            throw new Refused("files of the old format are read up to 2 GB; save it again with a newer PyTorch");
        }
        ByteBuffer input = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        checkMagic(input);
        if (!Long.valueOf(1001).equals(new Unpickler(input).read())) {
            throw new Refused("its protocol version is unknown");
        }
        new Unpickler(input).read();
        Object top = new Unpickler(input).read();
        if (!(new Unpickler(input).read() instanceof List<?> keys)) {
            throw new Refused("its list of storages is missing");
        }
        int first = input.position();
        return weights(
                top, storage -> legacyStorage(input.duplicate().order(ByteOrder.LITTLE_ENDIAN), first, keys, storage));
    }

    private static void checkMagic(ByteBuffer input) throws Refused {
        Object magic = input.remaining() > 12 && input.get(0) == (byte) 0x80 ? new Unpickler(input).read() : "";
        boolean right = magic instanceof BigInteger number
                && number.shiftRight(16).longValue() == LEGACY_MAGIC
                && number.and(BigInteger.valueOf(0xffff)).intValue() == 0xfc6c;
        if (!right) {
            throw new Refused("it begins neither as a zip archive nor with PyTorch's magic number");
        }
    }

    /** Storages lie one after the other, in the order of the keys, each behind its count. */
    private ByteBuffer legacyStorage(ByteBuffer input, int first, List<?> keys, Storage wanted) throws Refused {
        long at = first;
        for (Object key : keys) {
            if (at + 8 > input.limit()) {
                break;
            }
            long count = input.getLong((int) at);
            WeightType type = legacyTypes.getOrDefault(String.valueOf(key), wanted.type());
            if (String.valueOf(key).equals(wanted.key())) {
                return legacySlice(input, at + 8, count, wanted);
            }
            at = Math.addExact(at + 8, Math.multiplyExact(count, (long) type.bytes()));
            if (at < 0 || count < 0) {
                break;
            }
        }
        throw new Refused("the storage " + wanted.key() + " is missing or cut short");
    }

    private static ByteBuffer legacySlice(ByteBuffer input, long at, long count, Storage wanted) throws Refused {
        long size = bytes(wanted);
        if (count != wanted.count() || at + size > input.limit()) {
            throw new Refused("the storage " + wanted.key() + " has " + count + " numbers, expected " + wanted.count()
                    + ", or the file is cut short");
        }
        return input.slice((int) at, (int) size);
    }

    private static long bytes(Storage storage) {
        return Math.multiplyExact(storage.count(), (long) storage.type().bytes());
    }

    private Map<String, Weight> weights(Object top, StorageSource source) throws IOException, Refused {
        Map<?, ?> dict = entered(top);
        dict.values().forEach(value -> {
            if (value instanceof Tensor tensor) {
                legacyTypes.put(tensor.storage().key(), tensor.storage().type());
            }
        });
        Map<String, Weight> result = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : dict.entrySet()) {
            if (entry.getValue() instanceof Tensor tensor) {
                result.put(String.valueOf(entry.getKey()), weight(tensor, source));
            }
        }
        return result;
    }

    private static Map<?, ?> entered(Object top) throws Refused {
        if (!(top instanceof Map<?, ?> dict)) {
            throw new Refused("it holds no dict");
        }
        if (dict.values().stream().anyMatch(Tensor.class::isInstance)) {
            return dict;
        }
        for (String inner : List.of("state_dict", "model")) {
            if (dict.get(inner) instanceof Map<?, ?> found
                    && found.values().stream().anyMatch(Tensor.class::isInstance)) {
                return found;
            }
        }
        throw new Refused("its dict holds no tensors, but "
                + dict.keySet().stream().limit(5).map(String::valueOf).toList());
    }

    private Weight weight(Tensor tensor, StorageSource source) throws IOException, Refused {
        Storage storage = tensor.storage();
        ByteBuffer data = storages.get(storage.key());
        if (data == null) {
            data = source.read(storage).order(ByteOrder.LITTLE_ENDIAN);
            storages.put(storage.key(), data);
        }
        if (data.remaining() < bytes(storage)) {
            throw new Refused("the storage " + storage.key() + " is cut short");
        }
        return new Weight(storage.type(), tensor.shape(), gathered(tensor, data));
    }

    private ByteBuffer gathered(Tensor tensor, ByteBuffer data) throws Refused {
        long count = checkedCount(tensor);
        int width = tensor.storage().type().bytes();
        long[] shape = tensor.shape();
        if (contiguous(tensor)) {
            return data.slice((int) (tensor.offset() * width), (int) (count * width));
        }
        ByteBuffer result = ByteBuffer.allocate((int) (count * width));
        long[] place = new long[shape.length];
        for (long i = 0; i < count; i++) {
            long at = tensor.offset();
            for (int d = 0; d < shape.length; d++) {
                at += place[d] * tensor.strides()[d];
            }
            result.put(data.slice((int) (at * width), width));
            for (int d = shape.length - 1; d >= 0 && ++place[d] == shape[d]; d--) {
                place[d] = 0;
            }
        }
        return result.flip();
    }

    private static boolean contiguous(Tensor tensor) {
        long step = 1;
        for (int d = tensor.shape().length - 1; d >= 0; d--) {
            if (tensor.shape()[d] != 1 && tensor.strides()[d] != step) {
                return false;
            }
            step *= tensor.shape()[d];
        }
        return true;
    }

    /** How many numbers a tensor has, after making sure that each lies inside its storage. */
    private long checkedCount(Tensor tensor) throws Refused {
        long[] shape = tensor.shape();
        long last = tensor.offset();
        boolean sane = shape.length == tensor.strides().length && shape.length <= 16 && tensor.offset() >= 0;
        long count = 1;
        for (int d = 0; sane && d < shape.length; d++) {
            sane = shape[d] >= 0 && tensor.strides()[d] >= 0;
            count = Math.multiplyExact(count, shape[d]);
            last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[d] - 1), tensor.strides()[d]));
        }
        materialised = Math.addExact(materialised, Math.multiplyExact(count, 8L));
        long available = tensor.storage().count();
        if (!sane || count > available || count > 0 && last >= available) {
            throw new Refused("a tensor reaches beyond its storage of " + available + " numbers");
        }
        if (materialised > MOST_COPIES * 8L * Math.max(1 << 20, totalNumbers())) {
            throw new Refused("its tensors repeat the same storages more than " + MOST_COPIES + " times");
        }
        return count;
    }

    private long totalNumbers() {
        return storages.values().stream().mapToLong(ByteBuffer::remaining).sum();
    }
}

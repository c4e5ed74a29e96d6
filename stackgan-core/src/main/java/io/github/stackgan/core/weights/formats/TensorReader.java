package io.github.stackgan.core.weights.formats;

import io.github.stackgan.core.weights.Bytes;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.WeightType;
import io.github.stackgan.core.weights.formats.StateDictGlobals.Storage;
import io.github.stackgan.core.weights.formats.StateDictGlobals.Tensor;
import io.github.stackgan.formats.MalformedFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** Turns strided views of storages into arrays of their own; those that are contiguous share the storage's memory. */
final class TensorReader {
    /** Transposed and broadcast views are copied; honest files do so with a few of their tensors. */
    private static final long MOST_COPIES = 4;

    private static final long FREE_COPIES = 1 << 20;

    private final StorageSource source;
    private final Map<String, ByteBuffer> storages = new HashMap<>();
    private long copyable;

    TensorReader(StorageSource source, long fileBytes) {
        this.source = source;
        copyable = FREE_COPIES + MOST_COPIES * fileBytes;
    }

    Weight read(Tensor tensor) throws IOException, MalformedFileException {
        Storage storage = tensor.part().whole();
        long count = checkedCount(tensor);
        ByteBuffer data = storages.get(storage.key());
        if (data == null) {
            data = source.read(storage);
            storages.put(storage.key(), data);
        }
        int width = storage.type().bytes();
        if (count == 0 || contiguous(tensor) && !tensor.negated()) {
            ByteBuffer slice = data.slice((int) (tensor.part().first() * width), (int) (count * width));
            return new Weight(storage.type(), tensor.shape(), slice);
        }
        ByteBuffer numbers = gathered(tensor, data, count);
        if (tensor.negated()) {
            negate(numbers, storage.type());
        }
        return new Weight(storage.type(), tensor.shape(), numbers);
    }

    /** The sign of a floating-point number is the highest bit of its last byte. PyTorch marks no others as negated. */
    private static void negate(ByteBuffer numbers, WeightType type) throws MalformedFileException {
        switch (type) {
            case F16, BF16, F32, F64 -> {
                for (int i = type.bytes() - 1; i < numbers.limit(); i += type.bytes()) {
                    numbers.put(i, (byte) (numbers.get(i) ^ 0x80));
                }
            }
            default ->
                throw new MalformedFileException(
                        "a tensor of " + type + " is marked as negated, which only real numbers can be;"
                                + " save tensor.resolve_neg().clone() instead");
        }
    }

    /** How many numbers a tensor has, after making sure that each lies inside its storage. */
    private static long checkedCount(Tensor tensor) throws MalformedFileException {
        long last = 0;
        long count = 1;
        boolean empty = false;
        try {
            for (int d = 0; d < tensor.shape().length; d++) {
                long size = tensor.shape()[d];
                long stride = tensor.strides()[d];
                if (size < 0 || stride < 0) {
                    throw new MalformedFileException("a tensor has a negative dimension or stride");
                }
                empty |= size == 0;
                count = Math.multiplyExact(count, Math.max(1, size));
                last = Math.addExact(last, Math.multiplyExact(Math.max(1, size) - 1, stride));
            }
        } catch (ArithmeticException e) {
            throw new MalformedFileException("a tensor has a shape or strides beyond all size");
        }
        if (!empty && last >= tensor.part().count()) {
            throw new MalformedFileException(
                    "a tensor reaches beyond the last " + tensor.part().count() + " numbers of its storage");
        }
        return empty ? 0 : count;
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

    private ByteBuffer gathered(Tensor tensor, ByteBuffer data, long count) throws MalformedFileException {
        int width = tensor.part().whole().type().bytes();
        if (count > copyable / width || count > Bytes.MOST / width) {
            throw new MalformedFileException(
                    "its tensors repeat the numbers of the file more than " + MOST_COPIES + " times");
        }
        copyable -= count * width;
        ByteBuffer result = ByteBuffer.allocate((int) (count * width)).order(ByteOrder.LITTLE_ENDIAN);
        long[] shape = tensor.shape();
        long[] place = new long[shape.length];
        long at = tensor.part().first();
        while (result.hasRemaining()) {
            copy(data, (int) (at * width), result, width);
            for (int d = shape.length - 1; d >= 0; d--) {
                at += tensor.strides()[d];
                if (++place[d] < shape[d]) {
                    break;
                }
                at -= shape[d] * tensor.strides()[d];
                place[d] = 0;
            }
        }
        return result.flip();
    }

    private static void copy(ByteBuffer from, int at, ByteBuffer to, int width) {
        switch (width) {
            case 8 -> to.putLong(from.getLong(at));
            case 4 -> to.putInt(from.getInt(at));
            case 2 -> to.putShort(from.getShort(at));
            default -> to.put(from.get(at));
        }
    }
}

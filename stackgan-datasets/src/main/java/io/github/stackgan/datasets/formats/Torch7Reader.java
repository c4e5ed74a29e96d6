package io.github.stackgan.datasets.formats;

import io.github.stackgan.checks.Quoted;
import io.github.stackgan.formats.MalformedFileException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one Torch7 file; see Torch7's own {@code File.lua} for its layout. */
final class Torch7Reader {
    private static final int DEEPEST = 200;
    private static final int MOST_DIMENSIONS = 32;
    private static final int LONGEST_NAME = 200;
    private static final double MOST_EXACT = 0x1p53;
    private static final Pattern TENSOR = Pattern.compile("torch\\.(Cuda)?(\\w*?)(Tensor|Storage)");

    private final ByteBuffer in;
    private final int lengthBytes;
    private final Map<Integer, Object> seen = new HashMap<>();

    /** The numbers that tensors are views of. */
    private record Storage(ElementType type, ByteBuffer data) {}

    Torch7Reader(ByteBuffer in, int lengthBytes) {
        this.in = in.order(ByteOrder.LITTLE_ENDIAN);
        this.lengthBytes = lengthBytes;
    }

    Value read() throws MalformedFileException {
        try {
            Value value = value(0);
            if (in.hasRemaining()) {
                throw new MalformedFileException(in.remaining() + " bytes are left after its end");
            }
            return value;
        } catch (BufferUnderflowException e) {
            throw new MalformedFileException("it ends in the middle; download it again");
        } catch (ClassCastException e) {
            throw new MalformedFileException("it refers to an object of another kind");
        }
    }

    private Value value(int depth) throws MalformedFileException {
        Object object = object(depth);
        if (object instanceof Value value) {
            return value;
        }
        throw new MalformedFileException("it holds a storage without a tensor");
    }

    private Object object(int depth) throws MalformedFileException {
        if (depth > DEEPEST) {
            throw new MalformedFileException("its tables are nested deeper than " + DEEPEST);
        }
        int kind = in.getInt();
        return switch (kind) {
            case 0 -> Value.NONE;
            case 1 -> number(in.getDouble());
            case 2 -> Text.of(slice(in.getInt()));
            case 3 -> table(depth);
            case 4 -> torchObject(depth);
            case 5 -> new Value.Truth(in.getInt() != 0);
            case 6, 7, 8 ->
                throw new MalformedFileException("it holds a Lua function, which data never needs; nothing was run");
            default ->
                throw new MalformedFileException("it holds an object of the unknown kind " + kind
                        + "; only binary files of Torch7 are read, neither ASCII ones nor those of PyTorch");
        };
    }

    private static Value number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) <= MOST_EXACT;
        return whole ? new Value.Whole((long) value) : new Value.Real(value);
    }

    private ByteBuffer slice(long length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer slice = in.slice(in.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + (int) length);
        return slice;
    }

    private long length() {
        return lengthBytes == Long.BYTES ? in.getLong() : in.getInt();
    }

    private Value table(int depth) throws MalformedFileException {
        int place = in.getInt();
        Object known = seen.get(place);
        if (known != null) {
            return (Table) known;
        }
        Table table = new Table();
        seen.put(place, table);
        int entries = in.getInt();
        if (entries < 0) {
            throw new MalformedFileException("it holds a table of " + entries + " entries");
        }
        for (int i = 0; i < entries; i++) {
            Value key = value(depth + 1);
            table.put(key, value(depth + 1));
        }
        return table;
    }

    private Object torchObject(int depth) throws MalformedFileException {
        int place = in.getInt();
        Object known = seen.get(place);
        if (known != null) {
            return known;
        }
        String name = name();
        Matcher matcher = TENSOR.matcher(name);
        if (!matcher.matches()) {
            throw new MalformedFileException("it holds a \"" + Quoted.bare(name)
                    + "\", which is not data; only tables, text, numbers and tensors are read");
        }
        ElementType type = type(name, matcher.group(2));
        Object object = matcher.group(3).equals("Tensor") ? tensor(type, depth) : storage(type);
        seen.put(place, object);
        return object;
    }

    /** Since version 1, the version stands before the class. */
    private String name() throws MalformedFileException {
        String first = shortText();
        return first.startsWith("V ") ? shortText() : first;
    }

    private String shortText() throws MalformedFileException {
        int length = in.getInt();
        if (length < 0 || length > LONGEST_NAME) {
            throw new MalformedFileException("it holds a class with a name of " + length + " letters");
        }
        return Text.of(slice(length)).value();
    }

    /** CUDA's plain tensor is one of floats. */
    private ElementType type(String name, String kind) throws MalformedFileException {
        return switch (kind) {
            case "", "Float" -> ElementType.FLOAT32;
            case "Double" -> ElementType.FLOAT64;
            case "Half" -> ElementType.FLOAT16;
            case "Byte" -> ElementType.UINT8;
            case "Char" -> ElementType.INT8;
            case "Short" -> ElementType.INT16;
            case "Int" -> ElementType.INT32;
            case "Long" -> lengthBytes == Long.BYTES ? ElementType.INT64 : ElementType.INT32;
            default -> throw new MalformedFileException("it holds a tensor of the unknown kind " + Quoted.bare(name));
        };
    }

    private NumberArray tensor(ElementType type, int depth) throws MalformedFileException {
        int dimensions = in.getInt();
        if (dimensions < 0 || dimensions > MOST_DIMENSIONS) {
            throw new MalformedFileException("it holds a tensor of " + dimensions + " dimensions");
        }
        int[] shape = new int[dimensions];
        for (int i = 0; i < dimensions; i++) {
            shape[i] = dimension(length());
        }
        long[] strides = new long[dimensions];
        for (int i = 0; i < dimensions; i++) {
            strides[i] = length();
        }
        long first = length();
        if (first < 1) {
            throw new MalformedFileException("it holds a tensor that begins at number " + first
                    + ", but they are counted from 1;" + " write or download the file again");
        }
        Object content = object(depth + 1);
        if (content instanceof Storage storage) {
            if (storage.type() != type) {
                throw new MalformedFileException("it holds a tensor of " + type + " on numbers of " + storage.type());
            }
            // Torch writes a tensor without dimensions where it has no numbers; elsewhere that would be a single one.
            return dimensions == 0
                    ? NumberArray.strided(type, new int[] {0}, new long[] {1}, 0, storage.data())
                    : NumberArray.strided(type, shape, strides, first - 1, storage.data());
        }
        if (content != Value.NONE) {
            throw new MalformedFileException("it holds a tensor without numbers");
        }
        int[] none = dimensions == 0 ? new int[] {0} : shape;
        return NumberArray.dense(type, none, NumberArray.Order.LAST_FASTEST, ByteBuffer.allocate(0));
    }

    private static int dimension(long size) throws MalformedFileException {
        if (size < 0 || size > Integer.MAX_VALUE) {
            throw new MalformedFileException("it holds a tensor with a dimension of " + size);
        }
        return (int) size;
    }

    private Storage storage(ElementType type) {
        long count = length();
        if (count < 0 || count > in.remaining() / type.bytes()) {
            throw new BufferUnderflowException();
        }
        return new Storage(type, slice(count * type.bytes()));
    }
}

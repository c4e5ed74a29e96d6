package io.github.stackgan.datasets.formats;

import io.github.stackgan.datasets.formats.NumberArray.Order;
import io.github.stackgan.datasets.formats.PickleMachine.Arguments;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The few names that pickled arrays ask for, and what they stand for here. Nothing is ever called. */
final class NumPyObjects {
    private static final int MOST_DIMENSIONS = 32;

    private static final Map<String, Function> FUNCTIONS = Map.ofEntries(
            Map.entry("numpy.ndarray", Function.ARRAY_CLASS),
            Map.entry("numpy.dtype", Function.TYPE),
            Map.entry("numpy.core.multiarray._reconstruct", Function.ARRAY),
            Map.entry("numpy._core.multiarray._reconstruct", Function.ARRAY),
            Map.entry("numpy.core.multiarray.scalar", Function.NUMBER),
            Map.entry("numpy._core.multiarray.scalar", Function.NUMBER),
            Map.entry("numpy.core.numeric._frombuffer", Function.ARRAY_OF_BYTES),
            Map.entry("numpy._core.numeric._frombuffer", Function.ARRAY_OF_BYTES),
            Map.entry("_codecs.encode", Function.BYTES_OF_TEXT),
            Map.entry("__builtin__.bytes", Function.BYTES),
            Map.entry("builtins.bytes", Function.BYTES),
            Map.entry("__builtin__.bytearray", Function.BYTES),
            Map.entry("builtins.bytearray", Function.BYTES));

    private NumPyObjects() {}

    private enum Function {
        ARRAY_CLASS,
        TYPE,
        ARRAY,
        NUMBER,
        ARRAY_OF_BYTES,
        BYTES_OF_TEXT,
        BYTES
    }

    /** A dtype, whose byte order is told after it was made. */
    private static final class Type {
        private final String name;
        private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

        Type(String name) {
            this.name = name;
        }

        boolean holdsObjects() {
            return name.startsWith("O");
        }

        ElementType elements() throws Refused {
            return NumPyObjects.elements(name);
        }
    }

    /** By NumPy's letter and number of bytes. */
    static ElementType elements(String name) throws Refused {
        return switch (name) {
            case "b1" -> ElementType.BOOL;
            case "i1" -> ElementType.INT8;
            case "u1" -> ElementType.UINT8;
            case "i2" -> ElementType.INT16;
            case "u2" -> ElementType.UINT16;
            case "i4" -> ElementType.INT32;
            case "u4" -> ElementType.UINT32;
            case "i8" -> ElementType.INT64;
            case "u8" -> ElementType.UINT64;
            case "f2" -> ElementType.FLOAT16;
            case "f4" -> ElementType.FLOAT32;
            case "f8" -> ElementType.FLOAT64;
            default ->
                throw new Refused("it has a NumPy array of type \"" + Refused.quote(name)
                        + "\"; only truth values, whole and real numbers are read");
        };
    }

    /** An array before its content is told. */
    static final class Shell {
        private final List<Long> places = new ArrayList<>(1);

        private Shell() {}

        void keptAt(long place) {
            places.add(place);
        }

        List<Long> places() {
            return places;
        }

        /** From ([version,] shape, type, is Fortran, content). */
        Value array(List<Object> state) throws Refused {
            int first = state.size() - 4;
            if (first < 0 || first > 1) {
                throw new Refused("the pickle has a NumPy array with a state of " + state.size() + " parts");
            }
            Type type = (Type) state.get(first + 1);
            Object content = state.get(first + 3);
            if (type.holdsObjects()) {
                return (Items) content;
            }
            Order order =
                    ((Value.Truth) truth(state.get(first + 2))).value() ? Order.FIRST_FASTEST : Order.LAST_FASTEST;
            return NumPyObjects.array(type, state.get(first), order, (Text) content);
        }
    }

    private static Object truth(Object value) {
        return value instanceof Value.Whole whole ? new Value.Truth(whole.value() != 0) : value;
    }

    static Object named(String name) throws Refused {
        Function function = FUNCTIONS.get(name);
        if (function == null) {
            throw refusal(name);
        }
        return function;
    }

    static Refused refusal(String name) {
        return new Refused("the pickle asks for " + Refused.quote(name)
                + ", which data never needs; it was refused and nothing was run. If you trust the file, load it in Python"
                + " and save its numbers as .npz");
    }

    static String describe(Object object) {
        if (object instanceof Value value) {
            return value.kind();
        }
        return object instanceof Arguments ? "a tuple with a type in it" : "a type, a function or an unfinished array";
    }

    static Object call(Object function, List<Object> arguments) throws Refused {
        if (!(function instanceof Function known)) {
            throw new Refused("the pickle calls " + describe(function));
        }
        try {
            return switch (known) {
                case ARRAY_CLASS -> throw refusal("numpy.ndarray as a function");
                case TYPE -> type(arguments);
                case ARRAY -> new Shell();
                case NUMBER -> number((Type) arguments.get(0), (Text) arguments.get(1));
                case ARRAY_OF_BYTES -> arrayOfBytes(arguments);
                case BYTES_OF_TEXT -> bytesOfText(arguments);
                case BYTES -> arguments.isEmpty() ? Text.of("") : (Text) arguments.get(0);
            };
        } catch (IndexOutOfBoundsException e) {
            throw new Refused("the pickle calls " + known + " with only " + arguments.size() + " arguments");
        }
    }

    private static Type type(List<Object> arguments) {
        String name = ((Text) arguments.get(0)).value();
        char first = name.isEmpty() ? ' ' : name.charAt(0);
        Type type = new Type("<>|=".indexOf(first) >= 0 ? name.substring(1) : name);
        if (first == '>') {
            type.order = ByteOrder.BIG_ENDIAN;
        }
        return type;
    }

    /** Python 3 writes bytes as text in old protocols, a character for each byte. */
    private static Text bytesOfText(List<Object> arguments) throws Refused {
        String coding = ((Text) arguments.get(1)).value();
        if (!coding.equals("latin1") && !coding.equals("latin-1")) {
            throw new Refused(
                    "the pickle holds bytes in the coding \"" + Refused.quote(coding) + "\"; only latin1 is known");
        }
        return ((Text) arguments.get(0)).asLatin1();
    }

    private static Value arrayOfBytes(List<Object> arguments) throws Refused {
        Order order =
                switch (((Text) arguments.get(3)).value()) {
                    case "C" -> Order.LAST_FASTEST;
                    case "F" -> Order.FIRST_FASTEST;
                    default -> throw new Refused("the pickle has an array in an unknown order");
                };
        return array((Type) arguments.get(1), arguments.get(2), order, (Text) arguments.get(0));
    }

    private static NumberArray array(Type type, Object shape, Order order, Text content) throws Refused {
        List<Value> sizes = ((Items) shape).items();
        if (sizes.size() > MOST_DIMENSIONS) {
            throw new Refused("the pickle has an array of " + sizes.size() + " dimensions");
        }
        int[] dimensions = new int[sizes.size()];
        for (int i = 0; i < dimensions.length; i++) {
            long size = ((Value.Whole) sizes.get(i)).value();
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw new Refused("the pickle has an array with a dimension of " + size);
            }
            dimensions[i] = (int) size;
        }
        return NumberArray.dense(type.elements(), dimensions, order, ordered(type, content));
    }

    private static ByteBuffer ordered(Type type, Text content) throws Refused {
        return content.bytes().order(type.order);
    }

    private static Value number(Type type, Text content) throws Refused {
        ElementType elements = type.elements();
        if (content.byteCount() != elements.bytes()) {
            throw new Refused(
                    "the pickle has a number of type " + elements + " with " + content.byteCount() + " bytes");
        }
        ByteBuffer bytes = ordered(type, content);
        if (elements == ElementType.BOOL) {
            return new Value.Truth(bytes.get(bytes.position()) != 0);
        }
        return elements.isReal()
                ? new Value.Real(elements.real(bytes, bytes.position()))
                : new Value.Whole(elements.whole(bytes, bytes.position()));
    }

    /** The state of a dtype: (version, byte order, ...). */
    static void build(Object object, List<Object> state) throws Refused {
        if (!(object instanceof Type type)) {
            throw new Refused("the pickle sets attributes of " + describe(object));
        }
        if (state.size() < 2 || !(state.get(1) instanceof Text order)) {
            throw new Refused("the pickle has a NumPy type without a byte order");
        }
        type.order = order.value().equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        for (int i = 2; i < Math.min(5, state.size()); i++) {
            if (state.get(i) != Value.NONE) {
                throw new Refused("the pickle has a NumPy array of records; only arrays of numbers are read");
            }
        }
    }
}

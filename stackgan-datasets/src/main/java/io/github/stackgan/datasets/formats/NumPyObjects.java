package io.github.stackgan.datasets.formats;

import io.github.stackgan.checks.Quoted;
import io.github.stackgan.datasets.formats.NumberArray.Order;
import io.github.stackgan.formats.MalformedFileException;
import io.github.stackgan.formats.PickleGlobals;
import io.github.stackgan.formats.PickleMachine;
import io.github.stackgan.formats.PickleText;
import io.github.stackgan.formats.PickleTuple;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The few names that pickled arrays ask for, and what they stand for here. */
final class NumPyObjects {
    static final PickleGlobals GLOBALS =
            PickleGlobals.of(names(), "data", "Load it where it was made and save its numbers as .npz");

    private static final int MOST_DIMENSIONS = 32;
    private static final int LONGEST_TYPE = 100;

    private NumPyObjects() {}

    /** A dtype, whose byte order is told after it was made. */
    private static final class Type implements PickleGlobals.Stateful {
        private final String name;
        private ByteOrder order;

        Type(String name) throws MalformedFileException {
            if (name.length() > LONGEST_TYPE) {
                throw new MalformedFileException(
                        "the pickle has a NumPy type with a name of " + name.length() + " letters");
            }
            char first = name.isEmpty() ? ' ' : name.charAt(0);
            this.name = "<>|=".indexOf(first) >= 0 ? name.substring(1) : name;
            order = first == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        }

        /** From (version, byte order, ...). */
        @Override
        public void accept(List<Object> state) throws MalformedFileException {
            order = PickleText.value(state.get(1)).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            for (int i = 2; i < Math.min(5, state.size()); i++) {
                if (state.get(i) != PickleMachine.NONE) {
                    throw new MalformedFileException(
                            "the pickle has a NumPy array of records; only arrays of numbers are read");
                }
            }
        }

        NumberArray array(Object shape, Order fastest, Object content) throws MalformedFileException {
            return NumberArray.dense(elements(name), dimensions(shape), fastest, bytes(content));
        }

        ByteBuffer bytes(Object content) {
            return ((PickleText) content).bytes().order(order);
        }
    }

    /** An array, whose content is told after it was made. */
    static final class Shell implements PickleGlobals.Stateful {
        private @Nullable Object content;

        /** The array, or the list of objects. */
        Object content() throws MalformedFileException {
            if (content == null) {
                throw new MalformedFileException("the pickle holds an unfinished array");
            }
            return content;
        }

        /** From ([version,] shape, type, is Fortran, content). */
        @Override
        public void accept(List<Object> state) throws MalformedFileException {
            int first = state.size() - 4;
            if (first < 0 || first > 1) {
                throw new MalformedFileException(
                        "the pickle has a NumPy array with a state of " + state.size() + " parts");
            }
            Type type = (Type) state.get(first + 1);
            Object numbers = state.get(first + 3);
            boolean fortran =
                    state.get(first + 2) instanceof Long number ? number != 0 : (Boolean) state.get(first + 2);
            content = type.name.startsWith("O")
                    ? objects(state.get(first), (List<?>) numbers)
                    : type.array(state.get(first), fortran ? Order.FIRST_FASTEST : Order.LAST_FASTEST, numbers);
        }

        /** An array of objects is read as a list, so it must be one. */
        private static List<?> objects(Object shape, List<?> items) throws MalformedFileException {
            int[] dimensions = dimensions(shape);
            if (dimensions.length != 1 || dimensions[0] != items.size()) {
                throw new MalformedFileException(
                        "the pickle has a NumPy array of objects of shape " + Arrays.toString(dimensions) + " with "
                                + items.size() + " objects; only lists of objects are read, so save a list");
            }
            return items;
        }
    }

    private static Map<String, Object> names() {
        Map<String, Object> names = new HashMap<>();
        PickleGlobals.Function type = arguments -> new Type(PickleText.value(arguments.get(0)));
        PickleGlobals.Function latin1 = NumPyObjects::bytesOfText;
        PickleGlobals.Function bytes = NumPyObjects::bytes;
        PickleGlobals.Function shell = arguments -> new Shell();
        PickleGlobals.Function number = arguments -> number((Type) arguments.get(0), arguments.get(1));
        PickleGlobals.Function frombuffer = NumPyObjects::arrayOfBytes;
        names.put("numpy.ndarray", "a class");
        names.put("numpy.dtype", type);
        names.put("_codecs.encode", latin1);
        for (String core : List.of("numpy.core.", "numpy._core.")) {
            names.put(core + "multiarray._reconstruct", shell);
            names.put(core + "multiarray.scalar", number);
            names.put(core + "numeric._frombuffer", frombuffer);
        }
        for (String builtins : List.of("__builtin__.", "builtins.")) {
            names.put(builtins + "bytes", bytes);
            names.put(builtins + "bytearray", bytes);
        }
        return names;
    }

    /** By NumPy's letter and number of bytes. */
    static ElementType elements(String name) throws MalformedFileException {
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
                throw new MalformedFileException("it has a NumPy array of type " + Quoted.of(name)
                        + "; only truth values, whole and real numbers are read");
        };
    }

    /** Python 3 writes bytes as text in old protocols, a character for each byte. */
    private static PickleText bytesOfText(List<Object> arguments) throws MalformedFileException {
        String coding = PickleText.value(arguments.get(1));
        if (!coding.equals("latin1") && !coding.equals("latin-1")) {
            throw new MalformedFileException(
                    "the pickle holds bytes in the coding " + Quoted.of(coding) + "; only latin1 is known");
        }
        return ((PickleText) arguments.get(0)).asLatin1();
    }

    private static PickleText bytes(List<Object> arguments) throws MalformedFileException {
        return switch (arguments.size()) {
            case 0 -> PickleText.of("");
            case 1 -> (PickleText) arguments.get(0);
            default -> bytesOfText(arguments);
        };
    }

    private static NumberArray arrayOfBytes(List<Object> arguments) throws MalformedFileException {
        Order order =
                switch (PickleText.value(arguments.get(3))) {
                    case "C" -> Order.LAST_FASTEST;
                    case "F" -> Order.FIRST_FASTEST;
                    default -> throw new MalformedFileException("the pickle has an array in an unknown order");
                };
        return ((Type) arguments.get(1)).array(arguments.get(2), order, arguments.get(0));
    }

    private static int[] dimensions(Object shape) throws MalformedFileException {
        List<Object> sizes = PickleTuple.items(shape);
        if (sizes.size() > MOST_DIMENSIONS) {
            throw new MalformedFileException("the pickle has an array of " + sizes.size() + " dimensions");
        }
        int[] dimensions = new int[sizes.size()];
        for (int i = 0; i < dimensions.length; i++) {
            long size = (Long) sizes.get(i);
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw new MalformedFileException("the pickle has an array with a dimension of " + size);
            }
            dimensions[i] = (int) size;
        }
        return dimensions;
    }

    private static Object number(Type type, Object content) throws MalformedFileException {
        ElementType elements = elements(type.name);
        ByteBuffer bytes = type.bytes(content);
        if (bytes.remaining() != elements.bytes()) {
            throw new MalformedFileException(
                    "the pickle has a number of type " + elements + " with " + bytes.remaining() + " bytes");
        }
        if (elements == ElementType.BOOL) {
            return bytes.get(bytes.position()) != 0;
        }
        try {
            return elements.isReal()
                    ? (Object) elements.real(bytes, bytes.position())
                    : (Object) elements.whole(bytes, bytes.position());
        } catch (ArithmeticException e) {
            throw new MalformedFileException("the pickle has the number " + elements.real(bytes, bytes.position())
                    + ", too large for 64 bits with a sign");
        }
    }
}

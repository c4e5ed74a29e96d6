package io.github.stackgan.core.internal.weights;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads those pickles that PyTorch makes of state dicts, and no others.
 *
 * <p>A pickle is a program. This machine knows the instructions that build numbers, text, lists, tuples and dicts, and four
 * functions by name, which it does not call but understands: an ordered dict, a tensor over a storage, a parameter, a storage's
 * type. Any other name ends it. Memory is bounded by the input: every instruction makes at most as much as its own bytes say.
 */
final class Unpickler {
    /** Python's None. */
    static final Object NONE = new Object();

    private static final Object MARK = new Object();
    private static final int LONGEST_NUMBER = 8;
    private static final Set<String> FUNCTIONS = Set.of(
            "collections.OrderedDict",
            "torch._utils._rebuild_tensor_v2",
            "torch._utils._rebuild_tensor",
            "torch._utils._rebuild_parameter");

    private final ByteBuffer input;
    private final Deque<Object> stack = new ArrayDeque<>();
    private final Map<Long, Object> memo = new HashMap<>();

    /** A name that the pickle asks for. */
    record Global(String name) {}

    /** A tuple. */
    record Tuple(List<Object> items) {}

    /** An array of numbers elsewhere in the file. */
    record Storage(WeightType type, String key, long count) {}

    /** A view of a storage. */
    record Tensor(Storage storage, long offset, long[] shape, long[] strides) {}

    /** What was wrong with the pickle; the reader adds the file's name. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    Unpickler(ByteBuffer input) {
        this.input = input.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads one pickle; the buffer stands behind it then. */
    Object read() throws Refused {
        try {
            while (true) {
                int code = input.get() & 255;
                if (code == '.') {
                    return pop();
                }
                step(code);
            }
        } catch (BufferUnderflowException e) {
            throw new Refused("the pickle ends in the middle");
        } catch (ClassCastException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new Refused("the pickle makes no sense: " + e.getMessage());
        }
    }

    private void step(int code) throws Refused {
        switch (code) {
            case 0x80 -> input.get();
            case 0x95 -> input.getLong();
            case '(' -> push(MARK);
            case '0' -> pop();
            case '1' -> toMark();
            case '2' -> push(peek());
            case 'N' -> push(NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(input.getLong())));
            case 'F' -> push(Double.parseDouble(line()));
            case 'I' -> push(wholeNumber(line()));
            case 'L' -> push(Long.parseLong(line().replace("L", "")));
            case 'J' -> push((long) input.getInt());
            case 'K' -> push((long) (input.get() & 255));
            case 'M' -> push((long) (input.getShort() & 0xffff));
            case 0x8a -> push(longNumber(input.get() & 255));
            case 0x8b -> push(longNumber(input.getInt()));
            case 'S', 'V' -> push(unquoted(line()));
            case 'U', 0x8c, 'C' -> push(text(input.get() & 255));
            case 'T', 'X', 'B' -> push(text(input.getInt() & 0xffffffffL));
            case 0x8d, 0x8e -> push(text(input.getLong()));
            case ']' -> push(new ArrayList<>());
            case '}' -> push(new LinkedHashMap<>());
            case ')' -> push(new Tuple(List.of()));
            default -> stepWithOperands(code);
        }
    }

    private void stepWithOperands(int code) throws Refused {
        switch (code) {
            case 't' -> push(new Tuple(toMark()));
            case 0x85 -> push(tuple(1));
            case 0x86 -> push(tuple(2));
            case 0x87 -> push(tuple(3));
            case 'l' -> push(toMark());
            case 'd' -> {
                List<Object> items = toMark();
                push(new LinkedHashMap<>());
                setItems(items);
            }
            case 'a' -> {
                Object item = pop();
                list(peek()).add(item);
            }
            case 'e' -> {
                List<Object> items = toMark();
                list(peek()).addAll(items);
            }
            case 's' -> setItems(tuple(2).items());
            case 'u' -> setItems(toMark());
            case 'p' -> memo.put(Long.parseLong(line()), peek());
            case 'q' -> memo.put((long) (input.get() & 255), peek());
            case 'r' -> memo.put(input.getInt() & 0xffffffffL, peek());
            case 0x94 -> memo.put((long) memo.size(), peek());
            case 'g' -> push(recall(Long.parseLong(line())));
            case 'h' -> push(recall(input.get() & 255));
            case 'j' -> push(recall(input.getInt() & 0xffffffffL));
            case 'c' -> push(global(line() + "." + line()));
            case 0x93 -> {
                List<Object> names = tuple(2).items();
                push(global((String) names.get(0) + "." + (String) names.get(1)));
            }
            case 'Q' -> push(storage(pop()));
            case 'R' -> reduce();
            case 'b' -> build();
            case 0x81 ->
                throw new Refused("the pickle makes an object of " + named(second()) + ", which no state dict"
                        + " holds; only dicts of tensors are read");
            case 'i' ->
                throw new Refused("the pickle makes an object of " + line() + "." + line()
                        + ", which no state dict holds; only dicts of tensors are read");
            default ->
                throw new Refused(
                        String.format("the pickle has the instruction 0x%02x, which no state dict needs", code));
        }
    }

    private void push(Object value) {
        stack.push(value);
    }

    private Object pop() throws Refused {
        if (stack.isEmpty()) {
            throw new Refused("the pickle takes more than it made");
        }
        return stack.pop();
    }

    private Object peek() throws Refused {
        if (stack.isEmpty()) {
            throw new Refused("the pickle takes more than it made");
        }
        return stack.peek();
    }

    private Object second() throws Refused {
        pop();
        return peek();
    }

    private List<Object> toMark() throws Refused {
        ArrayDeque<Object> items = new ArrayDeque<>();
        for (Object item = pop(); item != MARK; item = pop()) {
            items.push(item);
        }
        return new ArrayList<>(items);
    }

    private Tuple tuple(int size) throws Refused {
        ArrayDeque<Object> items = new ArrayDeque<>();
        for (int i = 0; i < size; i++) {
            items.push(pop());
        }
        return new Tuple(new ArrayList<>(items));
    }

    private void setItems(List<Object> items) throws Refused {
        if (!(peek() instanceof Map) || items.size() % 2 != 0) {
            throw new Refused("the pickle puts entries into something that is not a dict");
        }
        Map<Object, Object> map = map(peek());
        for (int i = 0; i < items.size(); i += 2) {
            Object key = items.get(i);
            if (!(key instanceof String || key instanceof Long)) {
                throw new Refused("a dict has keys that are neither text nor whole numbers");
            }
            map.put(key, items.get(i + 1));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Object> map(Object value) {
        return (Map<Object, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    private Object recall(long place) throws Refused {
        Object value = memo.get(place);
        if (value == null) {
            throw new Refused("the pickle recalls what it never kept");
        }
        return value;
    }

    private String line() throws Refused {
        int start = input.position();
        while (input.get() != '\n') {
            continue;
        }
        byte[] bytes = new byte[input.position() - 1 - start];
        input.get(start, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Object wholeNumber(String line) {
        return switch (line) {
            case "00" -> false;
            case "01" -> true;
            default -> Long.parseLong(line);
        };
    }

    private static String unquoted(String line) {
        boolean quoted = line.length() >= 2 && (line.startsWith("'") || line.startsWith("\""));
        return quoted ? line.substring(1, line.length() - 1) : line;
    }

    private Object longNumber(int bytes) throws Refused {
        if (bytes < 0 || bytes > input.remaining()) {
            throw new BufferUnderflowException();
        }
        if (bytes > LONGEST_NUMBER + 2) {
            throw new Refused("a number of " + bytes + " bytes is too long for a state dict");
        }
        byte[] digits = new byte[bytes];
        input.get(digits);
        BigInteger value = BigInteger.ZERO;
        for (int i = bytes - 1; i >= 0; i--) {
            int digit = i == bytes - 1 ? digits[i] : digits[i] & 255;
            value = value.shiftLeft(8).add(BigInteger.valueOf(digit));
        }
        return value.bitLength() < 64 ? (Object) value.longValue() : value;
    }

    private String text(long bytes) {
        if (bytes < 0 || bytes > input.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] content = new byte[(int) bytes];
        input.get(content);
        return new String(content, StandardCharsets.UTF_8);
    }

    private static Global global(String name) throws Refused {
        if (!FUNCTIONS.contains(name) && StorageTypes.of(name).isEmpty()) {
            throw new Refused(
                    "the pickle asks for " + name + ", which a state dict never needs; it was refused and nothing"
                            + " was run. Save the weights alone, with torch.save(model.state_dict(), path)");
        }
        return new Global(name);
    }

    private static String named(Object value) {
        return value instanceof Global global ? global.name() : "something without a name";
    }

    /** ('storage', type, key, location, count), and in old files one more that must be None. */
    private static Storage storage(Object id) throws Refused {
        List<Object> parts = id instanceof Tuple tuple ? tuple.items() : List.of();
        if (parts.size() < 5
                || !"storage".equals(parts.get(0))
                || !(parts.get(1) instanceof Global type)
                || !(parts.get(4) instanceof Long count)
                || count < 0
                || parts.size() > 5 && parts.get(5) != NONE) {
            throw new Refused("a storage is described in an unknown way");
        }
        WeightType numbers =
                StorageTypes.of(type.name()).orElseThrow(() -> new Refused(type.name() + " is not a type of storage"));
        return new Storage(numbers, String.valueOf(parts.get(2)), count);
    }

    private void reduce() throws Refused {
        Tuple arguments = (Tuple) pop();
        Object function = pop();
        switch (named(function)) {
            case "collections.OrderedDict" -> {
                if (!arguments.items().isEmpty() && !arguments.items().equals(List.of(List.of()))) {
                    throw new Refused("an ordered dict is made of something unknown");
                }
                push(new LinkedHashMap<>());
            }
            case "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor" -> push(tensor(arguments.items()));
            case "torch._utils._rebuild_parameter" -> push(arguments.items().get(0));
            default -> throw new Refused("the pickle calls " + named(function));
        }
    }

    private static Tensor tensor(List<Object> arguments) throws Refused {
        if (arguments.size() < 4 || !(arguments.get(0) instanceof Storage storage)) {
            throw new Refused("a tensor is described in an unknown way");
        }
        return new Tensor(
                storage, (Long) arguments.get(1), numbers((Tuple) arguments.get(2)), numbers((Tuple) arguments.get(3)));
    }

    private static long[] numbers(Tuple tuple) {
        return tuple.items().stream().mapToLong(item -> (Long) item).toArray();
    }

    /** The attributes of an ordered dict hold versions of modules, which nobody needs. */
    private void build() throws Refused {
        pop();
        if (!(peek() instanceof Map)) {
            throw new Refused("the pickle gives attributes to " + named(peek()) + ", which no state dict does");
        }
    }
}

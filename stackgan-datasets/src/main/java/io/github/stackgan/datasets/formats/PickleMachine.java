package io.github.stackgan.datasets.formats;

import io.github.stackgan.datasets.formats.NumPyObjects.Shell;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads those pickles that hold data, and no others.
 *
 * <p>This machine knows the instructions that build numbers, text, lists, tuples and dicts; the few functions with which NumPy
 * writes arrays are not called but understood, by {@link NumPyObjects}. Any other name ends it. Memory and time are bounded: every
 * instruction makes an object of constant size, text and arrays stay where they are in the file, and instructions are counted.
 * Values may contain themselves or each other, so nothing here ever walks through one.
 */
final class PickleMachine {
    private static final Object MARK = new Object();
    private static final int NEWEST_PROTOCOL = 5;

    /** What a small file may use; the larger the file, the fewer its instructions for each byte. */
    private static final long FREE_STEPS = 1_000_000;

    private static final long MOST_STEPS = 20_000_000;

    private final PickleOperands operands;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();
    private long stepsLeft;

    /** A tuple that holds something that is no value, such as a type; the arguments of functions are such. */
    record Arguments(List<Object> items) {}

    PickleMachine(ByteBuffer bytes) {
        operands = new PickleOperands(bytes.order(ByteOrder.LITTLE_ENDIAN));
        stepsLeft = Math.min(FREE_STEPS + bytes.remaining() / 3, MOST_STEPS);
    }

    Value read() throws Refused {
        try {
            while (true) {
                stepsLeft--;
                if (stepsLeft < 0) {
                    throw new Refused("the pickle has far more instructions than data of this size needs");
                }
                int code = operands.unsignedByte();
                if (code == '.') {
                    return value(pop());
                }
                if (!literal(code) && !container(code) && !memory(code)) {
                    call(code);
                }
            }
        } catch (BufferUnderflowException e) {
            throw new Refused("the pickle ends in the middle; download it again");
        } catch (ClassCastException | NumberFormatException e) {
            throw new Refused("the pickle makes no sense: " + Refused.quote(String.valueOf(e.getMessage())));
        }
    }

    private boolean literal(int code) throws Refused {
        switch (code) {
            case 0x80 -> protocol(operands.unsignedByte());
            case 0x95 -> operands.signedLong();
            case 'N' -> stack.add(Value.NONE);
            case 0x88 -> stack.add(new Value.Truth(true));
            case 0x89 -> stack.add(new Value.Truth(false));
            case 'G' -> stack.add(new Value.Real(operands.bigEndianDouble()));
            case 'F' -> stack.add(operands.realLine());
            case 'I', 'L' -> stack.add(operands.wholeLine());
            case 'J' -> stack.add(new Value.Whole(operands.signedInt()));
            case 'K' -> stack.add(new Value.Whole(operands.unsignedByte()));
            case 'M' -> stack.add(new Value.Whole(operands.unsignedShort()));
            case 0x8a -> stack.add(operands.longNumber(operands.unsignedByte()));
            case 0x8b -> stack.add(operands.longNumber(operands.signedInt()));
            case 'S' -> stack.add(operands.quotedLine());
            case 'V' -> stack.add(operands.unicodeLine());
            case 'U', 0x8c, 'C' -> stack.add(Text.of(operands.slice(operands.unsignedByte())));
            case 'T', 'X', 'B' -> stack.add(Text.of(operands.slice(operands.unsignedInt())));
            case 0x8d, 0x8e, 0x96 -> stack.add(Text.of(operands.slice(operands.signedLong())));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void protocol(int version) throws Refused {
        if (version > NEWEST_PROTOCOL) {
            throw new Refused("the pickle's protocol is " + version + ", but the newest known is " + NEWEST_PROTOCOL);
        }
    }

    private boolean container(int code) throws Refused {
        switch (code) {
            case '(' -> stack.add(MARK);
            case ')' -> stack.add(tuple(List.of()));
            case 't' -> stack.add(tuple(toMark()));
            case 0x85 -> stack.add(tuple(top(1)));
            case 0x86 -> stack.add(tuple(top(2)));
            case 0x87 -> stack.add(tuple(top(3)));
            case ']' -> stack.add(Items.empty());
            case 'l' -> {
                List<Object> items = toMark();
                stack.add(Items.empty());
                append(items);
            }
            case 'a' -> append(top(1));
            case 'e' -> append(toMark());
            case '}' -> stack.add(new Table());
            case 'd' -> {
                List<Object> items = toMark();
                stack.add(new Table());
                put(items);
            }
            case 's' -> put(top(2));
            case 'u' -> put(toMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Object tuple(List<Object> items) {
        List<Value> values = new ArrayList<>(items.size());
        for (Object item : items) {
            if (!(item instanceof Value value)) {
                return new Arguments(items);
            }
            values.add(value);
        }
        return new Items(values);
    }

    private void append(List<Object> items) throws Refused {
        Items list = (Items) peek();
        for (Object item : items) {
            list.add(value(item));
        }
    }

    private void put(List<Object> items) throws Refused {
        Table table = (Table) peek();
        if (items.size() % 2 != 0) {
            throw new Refused("the pickle has a dict with a key without a value");
        }
        for (int i = 0; i < items.size(); i += 2) {
            table.put(value(items.get(i)), value(items.get(i + 1)));
        }
    }

    private static Value value(Object object) throws Refused {
        if (object instanceof Value value) {
            return value;
        }
        throw new Refused("the pickle holds " + NumPyObjects.describe(object) + " where data should be");
    }

    private boolean memory(int code) throws Refused {
        switch (code) {
            case '0' -> pop();
            case '1' -> toMark();
            case '2' -> stack.add(peek());
            case 'p' -> keep(Long.parseLong(operands.line()));
            case 'q' -> keep(operands.unsignedByte());
            case 'r' -> keep(operands.unsignedInt());
            case 0x94 -> keep(memo.size());
            case 'g' -> stack.add(recall(Long.parseLong(operands.line())));
            case 'h' -> stack.add(recall(operands.unsignedByte()));
            case 'j' -> stack.add(recall(operands.unsignedInt()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void keep(long place) throws Refused {
        Object object = peek();
        memo.put(place, object);
        if (object instanceof Shell shell) {
            shell.keptAt(place);
        }
    }

    private Object recall(long place) throws Refused {
        Object object = memo.get(place);
        if (object == null) {
            throw new Refused("the pickle recalls what it never kept");
        }
        return object;
    }

    private void call(int code) throws Refused {
        switch (code) {
            case 'c' -> stack.add(NumPyObjects.named(operands.line() + "." + operands.line()));
            case 0x93 -> {
                List<Object> names = top(2);
                stack.add(NumPyObjects.named(names.get(0) + "." + names.get(1)));
            }
            case 'R' -> {
                Object arguments = pop();
                Object function = pop();
                stack.add(NumPyObjects.call(function, items(arguments)));
            }
            case 'b' -> build(pop());
            case 'i' -> throw NumPyObjects.refusal(operands.line() + "." + operands.line());
            case 'P', 'Q' -> throw new Refused("the pickle refers to objects outside of it, which data never needs");
            case 0x82, 0x83, 0x84 -> throw new Refused("the pickle uses registered extensions, which data never needs");
            case 0x8f, 0x90, 0x91 -> throw new Refused("the pickle holds a set; write a list instead");
            case 0x97, 0x98 ->
                throw new Refused("the pickle's data is in other files; save it without buffer_callback");
            default ->
                throw new Refused(String.format(
                        Locale.ROOT, "the pickle has the instruction 0x%02x, which data never needs", code));
        }
    }

    /** What was set aside as a shell becomes an array, wherever it was kept. */
    private void build(Object state) throws Refused {
        Object top = peek();
        if (top instanceof Shell shell) {
            Value array = shell.array(items(state));
            shell.places().forEach(place -> memo.put(place, array));
            stack.set(stack.size() - 1, array);
        } else {
            NumPyObjects.build(top, items(state));
        }
    }

    private static List<Object> items(Object tuple) throws Refused {
        if (tuple instanceof Arguments arguments) {
            return arguments.items();
        }
        if (tuple instanceof Items items) {
            return Collections.unmodifiableList(items.items());
        }
        throw new Refused("the pickle gives " + NumPyObjects.describe(tuple) + " where a tuple should be");
    }

    private Object pop() throws Refused {
        Object object = peek();
        stack.remove(stack.size() - 1);
        return object;
    }

    private Object peek() throws Refused {
        if (stack.isEmpty()) {
            throw new Refused("the pickle takes more than it made");
        }
        return stack.get(stack.size() - 1);
    }

    private List<Object> toMark() throws Refused {
        for (int i = stack.size() - 1; i >= 0; i--) {
            if (stack.get(i) == MARK) {
                List<Object> items = top(stack.size() - 1 - i);
                pop();
                return items;
            }
        }
        throw new Refused("the pickle takes more than it made");
    }

    private List<Object> top(int count) throws Refused {
        if (count > stack.size()) {
            throw new Refused("the pickle takes more than it made");
        }
        List<Object> end = stack.subList(stack.size() - count, stack.size());
        List<Object> items = new ArrayList<>(end);
        end.clear();
        return items;
    }
}

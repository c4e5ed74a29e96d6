package io.github.stackgan.core.internal.weights;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads those pickles that PyTorch makes of state dicts, and no others.
 *
 * <p>A pickle is a program. This machine knows the instructions that build numbers, text, lists, tuples and dicts; the few
 * functions that a state dict names are not called but understood, by {@link StateDictGlobals}. Any other name ends it. Memory
 * and time are bounded: every step makes an object of constant size, or text as long as its own bytes, and steps are counted;
 * where one step copies many objects, each counts as a step. Values may contain themselves or each other, so nothing here ever
 * walks through one, compares it or turns it into text.
 */
final class Unpickler {
    /** Python's None. */
    static final Object NONE = new Object();

    private static final Object MARK = new Object();
    private static final int NEWEST_PROTOCOL = 5;
    private static final long FREE_STEPS = 500_000;
    private static final long MOST_STEPS = 8_000_000;

    private final PickleInput input;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();
    private final StateDictGlobals globals = new StateDictGlobals();
    private long stepsLeft;

    /** A tuple. */
    record Tuple(List<Object> items) {}

    /**
     * Makes a machine.
     *
     * @param input stands behind what was read, afterwards
     * @param fileBytes the size of the whole file, which says how many steps are plausible: real ones need one per 4 bytes
     */
    Unpickler(ByteBuffer input, long fileBytes) {
        this.input = new PickleInput(input.order(ByteOrder.LITTLE_ENDIAN));
        stepsLeft = Math.min(FREE_STEPS + fileBytes / 3, MOST_STEPS);
    }

    /** All storages that were named, by their keys, whether or not a tensor of the result is in them. */
    Map<String, StateDictGlobals.Storage> storages() {
        return globals.storages();
    }

    /** Reads one pickle. */
    Object read() throws Refused {
        try {
            while (true) {
                charge(1);
                int code = input.unsignedByte();
                if (code == '.') {
                    return pop();
                }
                if (!literal(code) && !container(code) && !memory(code)) {
                    call(code);
                }
            }
        } catch (BufferUnderflowException e) {
            throw new Refused("the pickle ends in the middle");
        } catch (ClassCastException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new Refused("the pickle makes no sense: " + Refused.quote(String.valueOf(e.getMessage())));
        }
    }

    private void charge(int steps) throws Refused {
        stepsLeft -= steps;
        if (stepsLeft < 0) {
            throw new Refused("the pickle has far more instructions than a state dict of this size needs");
        }
    }

    private boolean literal(int code) throws Refused {
        switch (code) {
            case 0x80 -> protocol(input.unsignedByte());
            case 0x95 -> input.frame();
            case 'N' -> push(NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'G' -> push(input.bigEndianDouble());
            case 'F' -> push(Double.parseDouble(input.line()));
            case 'I' -> push(input.wholeNumberLine());
            case 'L' -> push(input.longLine());
            case 'J' -> push((long) input.signedInt());
            case 'K' -> push((long) input.unsignedByte());
            case 'M' -> push((long) input.unsignedShort());
            case 0x8a -> push(input.longNumber(input.unsignedByte()));
            case 0x8b -> push(input.longNumber(input.signedInt()));
            case 'S' -> push(input.quotedLine());
            case 'V' -> push(input.unicodeLine());
            case 'U', 0x8c, 'C' -> push(input.text(input.unsignedByte()));
            case 'T', 'X', 'B' -> push(input.text(input.unsignedInt()));
            case 0x8d, 0x8e -> push(input.text(input.signedLong()));
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
            case '(' -> push(MARK);
            case ')' -> push(new Tuple(List.of()));
            case 't' -> push(new Tuple(toMark()));
            case 0x85 -> push(new Tuple(top(1)));
            case 0x86 -> push(new Tuple(top(2)));
            case 0x87 -> push(new Tuple(top(3)));
            case ']' -> push(new ArrayList<>());
            case 'l' -> push(toMark());
            case 'a' -> {
                Object item = pop();
                list(peek()).add(item);
            }
            case 'e' -> {
                List<Object> items = toMark();
                list(peek()).addAll(items);
            }
            case '}' -> push(new LinkedHashMap<>());
            case 'd' -> {
                List<Object> items = toMark();
                push(new LinkedHashMap<>());
                StateDictGlobals.put(items, peek());
            }
            case 's' -> {
                List<Object> items = top(2);
                StateDictGlobals.put(items, peek());
            }
            case 'u' -> {
                List<Object> items = toMark();
                StateDictGlobals.put(items, peek());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean memory(int code) throws Refused {
        switch (code) {
            case '0' -> pop();
            case '1' -> toMark();
            case '2' -> push(peek());
            case 'p' -> memo.put(Long.parseLong(input.line()), peek());
            case 'q' -> memo.put((long) input.unsignedByte(), peek());
            case 'r' -> memo.put(input.unsignedInt(), peek());
            case 0x94 -> memo.put((long) memo.size(), peek());
            case 'g' -> push(recall(Long.parseLong(input.line())));
            case 'h' -> push(recall(input.unsignedByte()));
            case 'j' -> push(recall(input.unsignedInt()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void call(int code) throws Refused {
        switch (code) {
            case 'c' -> push(globals.named(input.line() + "." + input.line()));
            case 0x93 -> {
                List<Object> names = top(2);
                push(globals.named((String) names.get(0) + "." + (String) names.get(1)));
            }
            case 'Q' -> push(globals.storage(pop()));
            case 'R' -> {
                Tuple arguments = (Tuple) pop();
                charge(globals.cost(arguments));
                push(globals.call(pop(), arguments));
            }
            case 'b' -> {
                pop();
                globals.acceptAttributes(peek());
            }
            case 'i' -> throw StateDictGlobals.object(input.line() + "." + input.line());
            case 0x81, 0x92 -> throw StateDictGlobals.object(StateDictGlobals.nameOf(top(code == 0x81 ? 2 : 3)));
            case 'o' -> throw StateDictGlobals.object(StateDictGlobals.nameOf(toMark()));
            default ->
                throw new Refused(String.format(
                        Locale.ROOT, "the pickle has the instruction 0x%02x, which no state dict needs", code));
        }
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object pop() throws Refused {
        Object value = peek();
        stack.remove(stack.size() - 1);
        return value;
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
}

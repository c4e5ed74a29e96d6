package io.github.stackgan.formats;

import io.github.stackgan.checks.Quoted;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads those pickles that hold data, and no others: protocols 0 to 5, of Python 2 and 3.
 *
 * <p>A pickle is a program. This machine knows the instructions that build numbers, text, lists, tuples and dicts; what
 * a pickle names is not called but looked up in a table of {@link PickleGlobals}, and any other name ends it. It makes
 * {@link #NONE}, Boolean, Long, BigInteger beyond 64 bits, Double, {@link PickleText}, List, {@link PickleTuple},
 * {@link PickleDict}, and what the table makes.
 *
 * <p>Memory and time are bounded: every step makes an object of constant size, or text that stays where it is in the
 * file, and steps are counted; where one step copies many objects, each counts as a step. Nothing is hashed but places
 * in the memory. Values may contain themselves or each other, so nothing here ever walks through one, compares it or
 * turns it into text.
 */
public final class PickleMachine {
    /** Python's None. */
    public static final Object NONE = new Object();

    private static final Object MARK = new Object();
    private static final int NEWEST_PROTOCOL = 5;

    /** What a small file may use; the larger the file, the fewer its instructions for each byte. */
    private static final long FREE_STEPS = 1_000_000;

    private static final long BYTES_PER_STEP = 3;
    private static final long MOST_STEPS = 20_000_000;

    private final PickleInput input;
    private final PickleGlobals globals;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();
    private long stepsLeft;

    /**
     * Makes a machine for one pickle.
     *
     * @param bytes the pickle, from where it stands; afterwards it stands behind what was read
     * @param fileBytes the size of the whole file, which says how many steps are plausible
     * @param globals what may be named
     */
    public PickleMachine(ByteBuffer bytes, long fileBytes, PickleGlobals globals) {
        input = new PickleInput(bytes.order(ByteOrder.LITTLE_ENDIAN));
        this.globals = globals;
        stepsLeft = Math.min(FREE_STEPS + fileBytes / BYTES_PER_STEP, MOST_STEPS);
    }

    /** Reads the pickle. */
    public Object read() throws MalformedFileException {
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
            throw new MalformedFileException("the pickle ends in the middle; download it again");
        } catch (ClassCastException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new MalformedFileException(
                    "the pickle makes no sense: " + Quoted.bare(String.valueOf(e.getMessage())));
        }
    }

    private void charge(long steps) throws MalformedFileException {
        stepsLeft -= steps;
        if (stepsLeft < 0) {
            throw new MalformedFileException(
                    "the pickle has far more instructions than " + globals.owner() + " of this size needs");
        }
    }

    /** What is copied, at the most, when something is made from these. */
    private void chargeAll(List<Object> items) throws MalformedFileException {
        for (Object item : items) {
            charge(1);
            charge(item instanceof List<?> list ? list.size() : 0);
            charge(item instanceof PickleTuple tuple ? tuple.items().size() : 0);
        }
    }

    private boolean literal(int code) throws MalformedFileException {
        switch (code) {
            case 0x80 -> protocol(input.unsignedByte());
            case 0x95 -> input.signedLong(); // a frame only says how much to read ahead
            case 'N' -> push(NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'G' -> push(input.bigEndianDouble());
            case 'F' -> push(input.realLine());
            case 'I', 'L' -> push(input.wholeLine());
            case 'J' -> push((long) input.signedInt());
            case 'K' -> push((long) input.unsignedByte());
            case 'M' -> push((long) input.unsignedShort());
            case 0x8a -> push(input.longNumber(input.unsignedByte()));
            case 0x8b -> push(input.longNumber(input.signedInt()));
            case 'S' -> push(input.quotedLine());
            case 'V' -> push(input.unicodeLine());
            case 'U', 0x8c, 'C' -> push(input.text(input.unsignedByte()));
            case 'T', 'X', 'B' -> push(input.text(input.unsignedInt()));
            case 0x8d, 0x8e, 0x96 -> push(input.text(input.signedLong()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void protocol(int version) throws MalformedFileException {
        if (version > NEWEST_PROTOCOL) {
            throw new MalformedFileException(
                    "the pickle's protocol is " + version + ", but the newest known is " + NEWEST_PROTOCOL);
        }
    }

    private boolean container(int code) throws MalformedFileException {
        switch (code) {
            case '(' -> push(MARK);
            case ')' -> push(new PickleTuple(List.of()));
            case 't' -> push(new PickleTuple(toMark()));
            case 0x85 -> push(new PickleTuple(top(1)));
            case 0x86 -> push(new PickleTuple(top(2)));
            case 0x87 -> push(new PickleTuple(top(3)));
            case ']' -> push(new ArrayList<>(0));
            case 'l' -> push(toMark());
            case 'a' -> append(top(1));
            case 'e' -> append(toMark());
            case '}' -> push(new PickleDict());
            case 'd' -> {
                List<Object> items = toMark();
                push(new PickleDict());
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

    @SuppressWarnings("unchecked")
    private void append(List<Object> items) throws MalformedFileException {
        ((List<Object>) peek()).addAll(items);
    }

    private void put(List<Object> items) throws MalformedFileException {
        if (!(peek() instanceof PickleDict dict) || items.size() % 2 != 0) {
            throw new MalformedFileException(
                    "the pickle puts keys without values, or entries into something that is not a dict");
        }
        for (int i = 0; i < items.size(); i += 2) {
            dict.put(items.get(i), items.get(i + 1));
        }
    }

    private boolean memory(int code) throws MalformedFileException {
        switch (code) {
            case '0' -> pop();
            case '1' -> toMark();
            case '2' -> push(peek());
            case 'p' -> memo.put(input.placeLine(), peek());
            case 'q' -> memo.put((long) input.unsignedByte(), peek());
            case 'r' -> memo.put(input.unsignedInt(), peek());
            case 0x94 -> memo.put((long) memo.size(), peek());
            case 'g' -> push(recall(input.placeLine()));
            case 'h' -> push(recall(input.unsignedByte()));
            case 'j' -> push(recall(input.unsignedInt()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private Object recall(long place) throws MalformedFileException {
        Object value = memo.get(place);
        if (value == null) {
            throw new MalformedFileException("the pickle recalls what it never kept");
        }
        return value;
    }

    private void call(int code) throws MalformedFileException {
        switch (code) {
            case 'c' -> push(globals.named(input.line() + "." + input.line()));
            case 0x93 -> {
                List<Object> names = top(2);
                push(globals.named(PickleText.value(names.get(0)) + "." + PickleText.value(names.get(1))));
            }
            case 'P' -> push(globals.outside().call(List.of(PickleText.of(input.line()))));
            case 'Q' -> push(globals.outside().call(List.of(pop())));
            case 'R' -> reduce(pop(), pop());
            case 'b' -> build(pop());
            case 'i' -> throw object(globals.nameOf(globals.named(input.line() + "." + input.line())));
            case 0x81, 0x92 ->
                throw object(globals.nameOf(top(code == 0x81 ? 2 : 3).get(0)));
            case 'o' -> throw object(globals.nameOf(toMark().get(0)));
            case 0x8f, 0x90, 0x91 -> throw new MalformedFileException("the pickle holds a set; write a list instead");
            case 0x97, 0x98 ->
                throw new MalformedFileException(
                        "the pickle's data is in other files; save it without buffer_callback");
            default ->
                throw new MalformedFileException(String.format(
                        Locale.ROOT,
                        "the pickle has the instruction 0x%02x, which %s never needs",
                        code,
                        globals.owner()));
        }
    }

    private MalformedFileException object(String name) {
        return globals.refusal("makes an object of " + Quoted.bare(name));
    }

    private void reduce(Object arguments, Object function) throws MalformedFileException {
        List<Object> items = PickleTuple.items(arguments);
        chargeAll(items);
        if (!(function instanceof PickleGlobals.Function known)) {
            throw globals.refusal("calls " + Quoted.bare(globals.nameOf(function)));
        }
        push(known.call(items));
    }

    /** The attributes of a dict hold versions of modules, which nobody needs. */
    private void build(Object state) throws MalformedFileException {
        Object top = peek();
        if (top instanceof PickleGlobals.Stateful stateful) {
            List<Object> items = PickleTuple.items(state);
            chargeAll(items);
            stateful.accept(items);
        } else if (!(top instanceof PickleDict)) {
            throw globals.refusal("gives attributes to " + Quoted.bare(globals.nameOf(top)));
        }
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object pop() throws MalformedFileException {
        Object value = peek();
        stack.remove(stack.size() - 1);
        return value;
    }

    private Object peek() throws MalformedFileException {
        if (stack.isEmpty()) {
            throw new MalformedFileException("the pickle takes more than it made");
        }
        return stack.get(stack.size() - 1);
    }

    private List<Object> toMark() throws MalformedFileException {
        for (int i = stack.size() - 1; i >= 0; i--) {
            if (stack.get(i) == MARK) {
                List<Object> items = top(stack.size() - 1 - i);
                pop();
                return items;
            }
        }
        throw new MalformedFileException("the pickle takes more than it made");
    }

    private List<Object> top(int count) throws MalformedFileException {
        if (count > stack.size()) {
            throw new MalformedFileException("the pickle takes more than it made");
        }
        List<Object> end = stack.subList(stack.size() - count, stack.size());
        List<Object> items = new ArrayList<>(end);
        end.clear();
        return items;
    }
}

package io.github.stackgan.core.weights.formats;

import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.weights.WeightType;
import io.github.stackgan.formats.MalformedFileException;
import io.github.stackgan.formats.PickleDict;
import io.github.stackgan.formats.PickleGlobals;
import io.github.stackgan.formats.PickleMachine;
import io.github.stackgan.formats.PickleText;
import io.github.stackgan.formats.PickleTuple;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The few names that a state dict asks for, and what they stand for here; and the storages that one pickle speaks of.
 */
final class StateDictGlobals {
    /** As in PyTorch. */
    private static final int MOST_DIMENSIONS = 64;

    /** Storage, offset, shape, strides, whether it learns, hooks, and bits that change what its numbers mean. */
    private static final int MOST_ARGUMENTS = 7;

    private static final int LONGEST_KEY = 100;

    private static final Map<String, WeightType> STORAGES = Map.of(
            "HalfStorage", WeightType.F16,
            "BFloat16Storage", WeightType.BF16,
            "FloatStorage", WeightType.F32,
            "DoubleStorage", WeightType.F64,
            "CharStorage", WeightType.I8,
            "ByteStorage", WeightType.U8,
            "ShortStorage", WeightType.I16,
            "IntStorage", WeightType.I32,
            "LongStorage", WeightType.I64,
            "BoolStorage", WeightType.BOOL);

    private static final Map<String, Object> NAMES = names();

    private final Map<String, Storage> storages = new HashMap<>();

    /** Numbers elsewhere in the file, and how many of them. */
    record Storage(WeightType type, String key, long count) {
        long bytes() throws MalformedFileException {
            if (count > Long.MAX_VALUE / type.bytes()) {
                throw new MalformedFileException("the storage " + Quoted.of(key) + " claims " + count + " numbers");
            }
            return count * type.bytes();
        }
    }

    /** A part of a storage, which lies inside it; files from before PyTorch 0.4 may share storages in this way. */
    record Part(Storage whole, long first, long count) {}

    /** A strided view of the numbers from the beginning of a part. Negated ones are the negatives of what is stored. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Tensor(Part part, long[] shape, long[] strides, boolean negated) {}

    private static Map<String, Object> names() {
        Map<String, Object> names = new HashMap<>();
        PickleGlobals.Function tensor = StateDictGlobals::tensor;
        PickleGlobals.Function parameter = arguments -> arguments.get(0);
        PickleGlobals.Function dict = PickleDict::ordered;
        names.put("collections.OrderedDict", dict);
        names.put("torch._utils._rebuild_tensor", tensor);
        names.put("torch._utils._rebuild_tensor_v2", tensor);
        names.put("torch._utils._rebuild_parameter", parameter);
        STORAGES.forEach((name, type) -> {
            names.put("torch." + name, type);
            names.put("torch.cuda." + name, type);
        });
        return names;
    }

    /** A machine for the next pickle of a file. */
    PickleMachine machine(ByteBuffer bytes, long fileBytes) {
        String advice = "Save the weights alone, with torch.save(model.state_dict(), path)";
        return new PickleMachine(bytes, fileBytes, new PickleGlobals(NAMES, this::storage, "a state dict", advice));
    }

    /** All storages that were named, by their keys, whether or not a tensor of the result is in them. */
    Map<String, Storage> storages() {
        return storages;
    }

    /** A key is text, or a number in old files. */
    static String key(Object key) throws MalformedFileException {
        if (key instanceof PickleText text) {
            return text.value();
        }
        if (key instanceof Long number) {
            return number.toString();
        }
        throw new MalformedFileException("it has a key that is neither text nor a whole number");
    }

    /** ('storage', type, key, location, count), and in old files one more: None, or (name, first, count) of a part. */
    private Object storage(List<Object> name) throws MalformedFileException {
        List<Object> parts = name.get(0) instanceof PickleTuple tuple ? tuple.items() : List.of();
        if (parts.size() < 5
                || !(parts.get(0) instanceof PickleText kind && kind.is("storage"))
                || !(parts.get(1) instanceof WeightType type)
                || !(parts.get(4) instanceof Long count)
                || count < 0) {
            throw new MalformedFileException("a storage is described in an unknown way");
        }
        Storage whole = new Storage(type, key(parts.get(2)), count);
        if (whole.key().length() > LONGEST_KEY) {
            throw new MalformedFileException("the storage " + Quoted.of(whole.key()) + " has too long a name");
        }
        Storage known = storages.putIfAbsent(whole.key(), whole);
        if (known != null && !known.equals(whole)) {
            throw new MalformedFileException("the storage " + Quoted.of(whole.key()) + " is described in two ways");
        }
        return parts.size() > 5 && parts.get(5) != PickleMachine.NONE ? part(whole, parts.get(5)) : whole;
    }

    private static Part part(Storage whole, Object view) throws MalformedFileException {
        List<Object> items = PickleTuple.items(view);
        if (items.size() != 3
                || !(items.get(1) instanceof Long first)
                || !(items.get(2) instanceof Long count)
                || first < 0
                || count < 0
                || first > whole.count()
                || count > whole.count() - first) {
            throw new MalformedFileException("a part of the storage " + Quoted.of(whole.key()) + " lies outside it");
        }
        return new Part(whole, first, count);
    }

    private static Tensor tensor(List<Object> arguments) throws MalformedFileException {
        if (arguments.size() < 4 || arguments.size() > MOST_ARGUMENTS || !(arguments.get(1) instanceof Long offset)) {
            throw new MalformedFileException("a tensor is described in an unknown way");
        }
        Part part = arguments.get(0) instanceof Part given
                ? given
                : arguments.get(0) instanceof Storage storage ? new Part(storage, 0, storage.count()) : null;
        long[] shape = numbers(arguments.get(2));
        long[] strides = numbers(arguments.get(3));
        if (part == null || offset < 0 || offset > part.count() || shape.length != strides.length) {
            throw new MalformedFileException("a tensor is described in an unknown way, or lies outside its storage");
        }
        Part rest = new Part(part.whole(), part.first() + offset, part.count() - offset);
        return new Tensor(
                rest, shape, strides, arguments.size() == MOST_ARGUMENTS && negated(arguments.get(MOST_ARGUMENTS - 1)));
    }

    /** The bits that change what stored numbers mean: {"neg": True} and {"conj": True}. */
    private static boolean negated(Object metadata) throws MalformedFileException {
        if (metadata == PickleMachine.NONE) {
            return false;
        }
        if (!(metadata instanceof PickleDict bits)) {
            throw new MalformedFileException("a tensor has bits that are no dict");
        }
        boolean negated = false;
        for (int i = 0; i < bits.size(); i++) {
            String bit = key(bits.key(i));
            boolean set = !Boolean.FALSE.equals(bits.value(i));
            if (set && !(bit.equals("neg") && Boolean.TRUE.equals(bits.value(i)))) {
                throw new MalformedFileException(
                        "a tensor has the bit " + Quoted.of(bit) + ", which changes what its numbers mean and"
                                + " is not known; save tensor.resolve_conj().resolve_neg().clone() instead");
            }
            negated |= set;
        }
        return negated;
    }

    private static long[] numbers(Object value) throws MalformedFileException {
        if (!(value instanceof PickleTuple tuple) || tuple.items().size() > MOST_DIMENSIONS) {
            throw new MalformedFileException(
                    "a tensor has a shape or strides that are no tuple of at most " + MOST_DIMENSIONS);
        }
        return tuple.items().stream().mapToLong(item -> (Long) item).toArray();
    }
}

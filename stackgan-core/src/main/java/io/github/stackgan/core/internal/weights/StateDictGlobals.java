package io.github.stackgan.core.internal.weights;

import io.github.stackgan.core.internal.weights.Unpickler.Tuple;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The few names that a state dict asks for, and what they stand for here. Nothing is ever called. */
final class StateDictGlobals {
    private static final String ORDERED_DICT = "collections.OrderedDict";
    private static final String TENSOR = "torch._utils._rebuild_tensor";
    private static final String TENSOR_V2 = "torch._utils._rebuild_tensor_v2";
    private static final String PARAMETER = "torch._utils._rebuild_parameter";
    private static final Set<String> FUNCTIONS = Set.of(ORDERED_DICT, TENSOR, TENSOR_V2, PARAMETER);

    /** As in PyTorch. */
    private static final int MOST_DIMENSIONS = 64;

    private final Map<String, Storage> storages = new HashMap<>();

    /** A name that the pickle asks for. */
    record Global(String name) {}

    /** Numbers elsewhere in the file, and how many of them. */
    record Storage(WeightType type, String key, long count) {
        long bytes() throws Refused {
            if (count > Long.MAX_VALUE / type.bytes()) {
                throw new Refused("the storage " + key + " claims " + count + " numbers");
            }
            return count * type.bytes();
        }
    }

    /** A part of a storage; files from before PyTorch 0.4 may share storages in this way. */
    private record Part(Storage whole, long first, long count) {}

    /** A strided view of a storage, which uses the numbers up to a limit. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Tensor(Storage storage, long offset, long limit, long[] shape, long[] strides) {}

    Map<String, Storage> storages() {
        return storages;
    }

    Global named(String name) throws Refused {
        if (!FUNCTIONS.contains(name) && StorageTypes.of(name).isEmpty()) {
            throw new Refused("the pickle asks for " + Refused.quote(name)
                    + ", which a state dict never needs; it was refused and nothing was run. Save the weights alone,"
                    + " with torch.save(model.state_dict(), path)");
        }
        return new Global(name);
    }

    static Refused object(String name) {
        return new Refused("the pickle makes an object of " + Refused.quote(name)
                + ", which no state dict holds; it was refused and nothing was run. Only dicts of tensors are read");
    }

    /** The name that stands first, if one does. */
    static String nameOf(List<Object> items) {
        return !items.isEmpty() && items.get(0) instanceof Global global ? global.name() : "something without a name";
    }

    /** How many objects a call copies. */
    int cost(Tuple arguments) {
        return arguments.items().size() == 1 && arguments.items().get(0) instanceof List<?> pairs ? pairs.size() : 0;
    }

    Object call(Object function, Tuple arguments) throws Refused {
        String name = nameOf(List.of(function));
        return switch (name) {
            case ORDERED_DICT -> orderedDict(arguments.items());
            case TENSOR, TENSOR_V2 -> tensor(arguments.items());
            case PARAMETER -> arguments.items().get(0);
            default -> throw new Refused("the pickle calls " + Refused.quote(name));
        };
    }

    /** Python 3 makes an empty one and fills it; Python 2 gives a list of pairs. */
    private static Map<Object, Object> orderedDict(List<Object> arguments) throws Refused {
        Map<Object, Object> dict = new LinkedHashMap<>();
        if (arguments.isEmpty()) {
            return dict;
        }
        if (arguments.size() > 1 || !(arguments.get(0) instanceof List<?> pairs)) {
            throw new Refused("an ordered dict is made of something unknown");
        }
        for (Object pair : pairs) {
            List<?> items =
                    pair instanceof Tuple tuple ? tuple.items() : pair instanceof List<?> list ? list : List.of();
            if (items.size() != 2) {
                throw new Refused("an ordered dict is made of something other than pairs");
            }
            put(items, dict);
        }
        return dict;
    }

    /** Puts keys and values, in turns, into what ought to be a dict. */
    static void put(List<?> items, Object into) throws Refused {
        if (!(into instanceof Map) || items.size() % 2 != 0) {
            throw new Refused("the pickle puts entries into something that is not a dict");
        }
        @SuppressWarnings("unchecked")
        Map<Object, Object> dict = (Map<Object, Object>) into;
        for (int i = 0; i < items.size(); i += 2) {
            Object key = items.get(i);
            if (!(key instanceof String || key instanceof Long)) {
                throw new Refused("a dict has keys that are neither text nor whole numbers");
            }
            dict.put(key, items.get(i + 1));
        }
    }

    /** ('storage', type, key, location, count), and in old files one more: None, or (name, first, count) of a part. */
    Object storage(Object id) throws Refused {
        List<Object> parts = id instanceof Tuple tuple ? tuple.items() : List.of();
        if (parts.size() < 5
                || !"storage".equals(parts.get(0))
                || !(parts.get(1) instanceof Global type)
                || !(parts.get(2) instanceof String || parts.get(2) instanceof Long)
                || !(parts.get(4) instanceof Long count)
                || count < 0) {
            throw new Refused("a storage is described in an unknown way");
        }
        WeightType numbers = StorageTypes.of(type.name())
                .orElseThrow(() -> new Refused(Refused.quote(type.name()) + " is not a type of storage"));
        Storage whole = new Storage(numbers, String.valueOf(parts.get(2)), count);
        Storage known = storages.putIfAbsent(whole.key(), whole);
        if (known != null && !known.equals(whole)) {
            throw new Refused("the storage " + Refused.quote(whole.key()) + " is described in two ways");
        }
        return parts.size() > 5 && parts.get(5) != Unpickler.NONE ? part(whole, parts.get(5)) : whole;
    }

    private static Part part(Storage whole, Object view) throws Refused {
        List<Object> items = view instanceof Tuple tuple ? tuple.items() : List.of();
        if (items.size() != 3
                || !(items.get(1) instanceof Long first)
                || !(items.get(2) instanceof Long count)
                || first < 0
                || count < 0
                || first > whole.count()
                || count > whole.count() - first) {
            throw new Refused("a part of the storage " + Refused.quote(whole.key()) + " lies outside it");
        }
        return new Part(whole, first, count);
    }

    private static Tensor tensor(List<Object> arguments) throws Refused {
        if (arguments.size() < 4 || !(arguments.get(1) instanceof Long offset)) {
            throw new Refused("a tensor is described in an unknown way");
        }
        Part part = arguments.get(0) instanceof Part given
                ? given
                : arguments.get(0) instanceof Storage storage ? new Part(storage, 0, storage.count()) : null;
        long[] shape = numbers(arguments.get(2));
        long[] strides = numbers(arguments.get(3));
        if (part == null || offset < 0 || offset > part.count() || shape.length != strides.length) {
            throw new Refused("a tensor is described in an unknown way, or lies outside its storage");
        }
        return new Tensor(part.whole(), part.first() + offset, part.first() + part.count(), shape, strides);
    }

    private static long[] numbers(Object value) throws Refused {
        if (!(value instanceof Tuple tuple) || tuple.items().size() > MOST_DIMENSIONS) {
            throw new Refused("a tensor has a shape or strides that are no tuple of at most " + MOST_DIMENSIONS);
        }
        return tuple.items().stream().mapToLong(item -> (Long) item).toArray();
    }

    /** The attributes of an ordered dict hold versions of modules, which nobody needs. */
    void acceptAttributes(Object owner) throws Refused {
        if (!(owner instanceof Map)) {
            throw new Refused(
                    "the pickle gives attributes to " + nameOf(List.of(owner)) + ", which no state dict does");
        }
    }
}

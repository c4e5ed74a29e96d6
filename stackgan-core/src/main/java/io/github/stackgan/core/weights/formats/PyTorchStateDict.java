package io.github.stackgan.core.weights.formats;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.StateDictGlobals.Tensor;
import io.github.stackgan.formats.MalformedFileException;
import io.github.stackgan.formats.PickleDict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * State dicts that {@code torch.save} wrote: the zip format of PyTorch 1.6 and later, and the older one of several
 * pickles in a row. All that is unpacked of a compressed file may be 64 MiB and 32 times the file's size. Nothing in a
 * file is ever run; see {@link io.github.stackgan.formats.PickleMachine}.
 */
public final class PyTorchStateDict {
    private static final List<String> WRAPPERS = List.of("state_dict", "model", "model_state_dict");

    /** How PyTorch ends the names of what modules keep beside tensors. */
    private static final String EXTRA_STATE = "_extra_state";

    private static final int MOST_KEYS_SHOWN = 10;

    private PyTorchStateDict() {}

    /**
     * Reads a file.
     *
     * @param path a .pth or .pt file
     * @return arrays by name, in the order of the file; a checkpoint with weights under "state_dict", "model" or
     *     "model_state_dict" is entered
     * @throws ModelFormatException if it cannot be read, or holds anything but a dict of tensors
     */
    public static Map<String, Weight> read(Path path) {
        try (StorageSource source = open(path)) {
            return weights(entered(source.top()), new TensorReader(source, Files.size(path)));
        } catch (MalformedFileException e) {
            throw new ModelFormatException(path + " is not a PyTorch state dict: " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new ModelFormatException(path + " cannot be read: there is no such file", e);
        } catch (IOException | RuntimeException e) {
            throw new ModelFormatException(path + " cannot be read as a PyTorch state dict: " + Quoted.bare(e), e);
        }
    }

    private static StorageSource open(Path path) throws IOException, MalformedFileException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new MalformedFileException("it is a directory or a device");
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(path)) {
            start = in.readNBytes(4);
        }
        boolean zip = start.length == 4 && start[0] == 'P' && start[1] == 'K';
        return zip ? ZipStateDict.open(path) : LegacyStateDict.open(path);
    }

    /**
     * The dict with the weights: the one under a known name, whatever stands beside it, such as a loss or an optimizer;
     * or else the outer one, if no other dict of tensors is in it.
     */
    private static PickleDict entered(Object top) throws MalformedFileException {
        if (!(top instanceof PickleDict dict)) {
            throw new MalformedFileException(
                    "it holds no dict" + (top instanceof Tensor ? ", but a single tensor" : ""));
        }
        Map<String, PickleDict> inner = new LinkedHashMap<>();
        for (int i = 0; i < dict.size(); i++) {
            if (dict.value(i) instanceof PickleDict weights && holdsTensors(weights)) {
                String name = StateDictGlobals.key(dict.key(i));
                if (!name.endsWith(EXTRA_STATE) && inner.put(name, weights) != null) {
                    throw new MalformedFileException(
                            "its dict has the key " + Quoted.of(name) + " twice; save the weights again");
                }
            }
        }
        if (inner.isEmpty() && holdsTensors(dict)) {
            return dict;
        }
        List<String> known = WRAPPERS.stream().filter(inner::containsKey).toList();
        PickleDict only = known.size() == 1 ? inner.get(known.get(0)) : null;
        if (only == null) {
            String found = inner.isEmpty() ? "no tensors" : known.isEmpty() ? "no state dict" : "several state dicts";
            throw new MalformedFileException("its dict holds " + found + ", but " + keys(dict)
                    + "; save the one to be used by itself, or under one of the names " + WRAPPERS);
        }
        return only;
    }

    private static String keys(PickleDict dict) throws MalformedFileException {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < Math.min(dict.size(), MOST_KEYS_SHOWN); i++) {
            keys.add(Quoted.bare(StateDictGlobals.key(dict.key(i))));
        }
        return keys + (dict.size() > keys.size() ? " and " + (dict.size() - keys.size()) + " more" : "");
    }

    private static boolean holdsTensors(PickleDict dict) {
        return IntStream.range(0, dict.size()).anyMatch(i -> dict.value(i) instanceof Tensor);
    }

    private static Map<String, Weight> weights(PickleDict dict, TensorReader reader)
            throws IOException, MalformedFileException {
        Map<String, Weight> result = new LinkedHashMap<>();
        for (int i = 0; i < dict.size(); i++) {
            if (dict.value(i) instanceof Tensor tensor) {
                String name = StateDictGlobals.key(dict.key(i));
                if (result.put(name, reader.read(tensor)) != null) {
                    throw new MalformedFileException("two tensors have the name " + Quoted.of(name));
                }
            }
        }
        return result;
    }
}

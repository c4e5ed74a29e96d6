package io.github.stackgan.core.internal.weights;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.core.internal.weights.StateDictGlobals.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * State dicts that {@code torch.save} wrote: the zip format of PyTorch 1.6 and later, and the older one of several pickles in a
 * row. Nothing in a file is ever run; see {@link Unpickler}.
 */
public final class PyTorchStateDict {
    private static final List<String> WRAPPERS = List.of("state_dict", "model", "model_state_dict");

    private PyTorchStateDict() {}

    /**
     * Reads a file.
     *
     * @param path a .pth or .pt file
     * @return arrays by name, in the order of the file; a checkpoint without tensors of its own, but with weights under
     *     "state_dict", "model" or "model_state_dict", is entered
     * @throws ModelFormatException if it cannot be read, or holds anything but a dict of tensors
     */
    public static Map<String, Weight> read(Path path) {
        try (StorageSource source = open(path)) {
            return weights(entered(source.top()), new TensorReader(source, Files.size(path)));
        } catch (Refused e) {
            throw new ModelFormatException(path + " is not a PyTorch state dict: " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new ModelFormatException(path + " cannot be read: there is no such file", e);
        } catch (IOException | RuntimeException e) {
            throw new ModelFormatException(
                    path + " cannot be read as a PyTorch state dict: " + Refused.quote(e.toString()), e);
        }
    }

    private static StorageSource open(Path path) throws IOException, Refused {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new Refused("it is a directory or a device");
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(path)) {
            start = in.readNBytes(4);
        }
        boolean zip = start.length == 4 && start[0] == 'P' && start[1] == 'K';
        return zip ? ZipStateDict.open(path) : LegacyStateDict.open(path);
    }

    private static Map<?, ?> entered(Object top) throws Refused {
        if (!(top instanceof Map<?, ?> dict)) {
            throw new Refused("it holds no dict" + (top instanceof Tensor ? ", but a single tensor" : ""));
        }
        if (holdsTensors(dict)) {
            return dict;
        }
        List<Map<?, ?>> inner = WRAPPERS.stream()
                .<Map<?, ?>>mapMulti((name, found) -> {
                    if (dict.get(name) instanceof Map<?, ?> weights && holdsTensors(weights)) {
                        found.accept(weights);
                    }
                })
                .toList();
        if (inner.size() != 1) {
            List<String> keys = dict.keySet().stream()
                    .limit(10)
                    .map(key -> Refused.quote(String.valueOf(key)))
                    .toList();
            throw new Refused("its dict holds " + (inner.isEmpty() ? "no tensors" : "several state dicts") + ", but "
                    + keys + (dict.size() > keys.size() ? " and " + (dict.size() - keys.size()) + " more" : "")
                    + "; save the one to be used by itself");
        }
        return inner.get(0);
    }

    private static boolean holdsTensors(Map<?, ?> dict) {
        return dict.values().stream().anyMatch(Tensor.class::isInstance);
    }

    private static Map<String, Weight> weights(Map<?, ?> dict, TensorReader reader) throws IOException, Refused {
        Map<String, Weight> result = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : dict.entrySet()) {
            if (entry.getValue() instanceof Tensor tensor) {
                String name = String.valueOf(entry.getKey());
                if (result.put(name, reader.read(tensor)) != null) {
                    throw new Refused("two tensors have the name " + Refused.quote(name));
                }
            }
        }
        return result;
    }
}

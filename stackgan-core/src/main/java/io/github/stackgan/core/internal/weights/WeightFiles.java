package io.github.stackgan.core.internal.weights;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Weight files of any known format. */
public final class WeightFiles {
    private WeightFiles() {}

    /**
     * Reads a safetensors file, by its name, or else a PyTorch state dict.
     *
     * @param path the file
     * @return arrays by name, in the order of the file
     * @throws io.github.stackgan.ModelFormatException if it cannot be read
     */
    public static Map<String, Weight> read(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".safetensors")
                ? Safetensors.read(path).weights()
                : PyTorchStateDict.read(path);
    }
}

package io.github.stackgan.core.weights.formats;

import io.github.stackgan.core.weights.Weight;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a safetensors file holds. The maps cannot be changed and keep their order.
 *
 * @param metadata free text by name
 * @param weights arrays by name
 */
public record SafetensorsFile(Map<String, String> metadata, Map<String, Weight> weights) {
    /** Copies the maps. */
    public SafetensorsFile {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }
}

package io.github.stackgan.core.internal.weights;

import java.util.Map;

/**
 * What a safetensors file holds.
 *
 * @param metadata free text by name
 * @param weights arrays by name
 */
public record SafetensorsFile(Map<String, String> metadata, Map<String, Weight> weights) {}

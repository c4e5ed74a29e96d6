package io.github.stackgan.core.text;

import ai.djl.Device;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.nn.FileWeights;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.SavedEncoders;
import io.github.stackgan.spi.SavedTextEncoder;
import io.github.stackgan.spi.TextEncoderProvider;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * How files of models find char-CNN-RNN.
 *
 * @since 0.1.0
 */
public final class CharCnnRnnProvider implements TextEncoderProvider {
    /** For {@link java.util.ServiceLoader}. */
    public CharCnnRnnProvider() {}

    @Override
    public String kind() {
        return SavedEncoders.CHAR_CNN_RNN;
    }

    @Override
    public TextEncoder read(String origin, SavedTextEncoder saved, Optional<Device> device) {
        Map<String, Weight> weights = FileWeights.of(origin, saved).weights();
        return Arrays.stream(CharCnnRnn.Variant.values())
                .filter(v -> v.name().equals(saved.settings()))
                .findFirst()
                .map(v -> CharCnnRnn.read(origin, v, weights, device))
                .orElseThrow(() -> new ModelFormatException(origin + ": the text encoder "
                        + Quoted.of(saved.settings())
                        + " is unknown; if a newer version wrote the file, update StackGAN for Java; expected one of "
                        + Arrays.toString(CharCnnRnn.Variant.values())));
    }
}

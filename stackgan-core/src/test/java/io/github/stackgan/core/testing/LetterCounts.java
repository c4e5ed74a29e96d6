package io.github.stackgan.core.testing;

import ai.djl.Device;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.spi.HostArray;
import io.github.stackgan.spi.SavedTextEncoder;
import io.github.stackgan.spi.TextEncoderProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A text encoder of another kind, as anyone may write it: how often each letter stands in a sentence, times a weight.
 */
public record LetterCounts(List<Float> weights) implements TextEncoder {
    @Override
    public int embeddingSize() {
        return weights.size();
    }

    @Override
    public float[][] encode(List<String> sentences) {
        float[][] counts = new float[sentences.size()][embeddingSize()];
        for (int i = 0; i < counts.length; i++) {
            for (char letter : sentences.get(i).toCharArray()) {
                int place = letter % embeddingSize();
                counts[i][place] += weights.get(place);
            }
        }
        return counts;
    }

    @Override
    public String fingerprint() {
        return Integer.toHexString(weights.hashCode());
    }

    @Override
    public Optional<SavedTextEncoder> saved() {
        float[] values = new float[weights.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = weights.get(i);
        }
        return Optional.of(new SavedTextEncoder(
                "letter-counts", "com.example:letters", "{}", Map.of("weights", HostArray.of(values, values.length))));
    }

    /** Found by the tests' own file of services. */
    public static final class Provider implements TextEncoderProvider {
        @Override
        public String kind() {
            return "letter-counts";
        }

        @Override
        public TextEncoder read(String origin, SavedTextEncoder saved, Optional<Device> device) {
            HostArray found = saved.arrays().get("weights");
            if (found == null) {
                throw new ModelFormatException(origin + ": no weights of letters");
            }
            Float[] weights = new Float[found.toFloats().length];
            Arrays.setAll(weights, i -> found.toFloats()[i]);
            return new LetterCounts(List.of(weights));
        }
    }
}

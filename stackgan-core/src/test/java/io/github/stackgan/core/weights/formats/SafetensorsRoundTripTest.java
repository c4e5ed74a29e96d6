package io.github.stackgan.core.weights.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.WeightType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SafetensorsRoundTripTest {
    private static Arbitrary<String> names() {
        // Every character but halves of pairs, which UTF-8 cannot write.
        return Arbitraries.strings()
                .withCharRange('\0', '\ud7ff')
                .withCharRange('\ue000', '\uffff')
                .ofMaxLength(20);
    }

    @Provide
    Arbitrary<Map<String, String>> metadata() {
        return Arbitraries.maps(names(), names()).ofMaxSize(5);
    }

    @Provide
    Arbitrary<Map<String, Weight>> weights() {
        Arbitrary<long[]> shapes =
                Arbitraries.longs().between(0, 4).array(long[].class).ofMaxSize(4);
        Arbitrary<Weight> weights = Combinators.combine(
                        Arbitraries.of(WeightType.class), shapes, Arbitraries.randomValue(r -> r.nextLong()))
                .as((type, shape, seed) -> {
                    byte[] bytes = new byte[(int) Weight.count(shape) * type.bytes()];
                    new Random(seed).nextBytes(bytes);
                    return new Weight(type, shape, ByteBuffer.wrap(bytes));
                });
        return Arbitraries.maps(names(), weights).ofMaxSize(6);
    }

    @Property(tries = 150)
    void what_is_written_is_read(
            @ForAll("metadata") Map<String, String> metadata, @ForAll("weights") Map<String, Weight> weights)
            throws IOException {
        Path file = Files.createTempFile("round", ".safetensors");
        try {
            Safetensors.write(file, metadata, weights);
            SafetensorsFile found = Safetensors.read(file);
            assertThat(found).isEqualTo(new SafetensorsFile(metadata, weights));
            assertThat(found.weights().keySet()).containsExactlyElementsOf(weights.keySet());
            assertThat(Safetensors.readMetadata(file)).isEqualTo(metadata);
        } finally {
            Files.delete(file);
        }
    }
}

package io.github.stackgan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.gan.StackNoise;
import io.github.stackgan.core.nn.Mode;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A comparison is worth something only if both sides compute the same. */
class TextbookTest {
    @ParameterizedTest
    @EnumSource(names = {"ONE", "ONE_BUNDLED"})
    void the_textbook_generates_what_this_library_generates(Work work) {
        try (Networks networks = Networks.untrained(work.settings(), Optional.empty());
                NDManager manager = networks.manager().newSubManager()) {
            Recipe.Input input = Recipe.Input.of(manager, work.settings(), 1, 256);
            NDArray expected = networks.generators()
                    .forward(
                            input.text(),
                            new StackNoise(input.z(), List.of(input.eps1(), input.eps2())),
                            Mode.EVALUATION,
                            Mode.EVALUATION)
                    .get(1)
                    .image();
            Textbook textbook = Textbook.of(networks, 1);
            NDArray found = textbook.generate(input.text(), input.z(), input.eps1(), input.eps2());
            assertThat(expected.abs().max().getFloat()).isGreaterThan(0);
            assertThat(found.sub(expected).abs().max().getFloat()).isCloseTo(0, Offset.offset(1e-4f));
        }
    }
}

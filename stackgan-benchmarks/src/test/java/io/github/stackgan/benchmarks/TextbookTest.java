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
import org.junit.jupiter.api.Test;

/** A comparison is worth something only if both sides compute the same. */
class TextbookTest {
    @Test
    void the_textbook_draws_what_this_library_draws() {
        try (Networks networks = Networks.untrained(Recipe.settings(), Optional.empty());
                NDManager manager = networks.manager().newSubManager()) {
            Recipe.Input input = Recipe.Input.of(manager, 1, 256);
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

    @Test
    void operations_are_counted_as_by_hand() {
        try (Networks networks = Networks.untrained(Recipe.settings(), Optional.empty());
                NDManager manager = networks.manager().newSubManager()) {
            Recipe.Input input = Recipe.Input.of(manager, 2, 64);
            Textbook textbook = Textbook.of(networks, 1);
            textbook.draw1(input.text(), input.z(), input.eps1(), false);
            assertThat(textbook.operations()[0]).isCloseTo(Measure.frozenOperations(2), Offset.offset(1.0));
        }
    }
}

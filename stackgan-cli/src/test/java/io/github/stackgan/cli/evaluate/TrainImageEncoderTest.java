package io.github.stackgan.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TrainImageEncoderTest {
    @Test
    void a_checkpoint_has_the_ending_of_weights_whatever_the_file_is_called() {
        for (String name : new String[] {"encoder", "encoder.safetensors", "encoder.bin"}) {
            assertThat(TrainImageEncoder.checkpoint(Path.of("run", name)))
                    .isEqualTo(Path.of("run", "encoder-checkpoint.safetensors"));
        }
    }
}

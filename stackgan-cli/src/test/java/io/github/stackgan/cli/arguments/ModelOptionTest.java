package io.github.stackgan.cli.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.StackGan;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelOptionTest {
    private static ModelOption parsed(String... args) {
        ModelOption option = new ModelOption();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("model", CommandLine.Model.CommandSpec.forAnnotatedObject(option)))
                .parseArgs(args);
        return option;
    }

    @Test
    void it_is_birds_unless_said_otherwise() {
        for (ModelOption option : new ModelOption[] {parsed(), parsed("--model", "birds")}) {
            assertThat(option.file()).isEmpty();
            try (StackGan gan = option.open()) {
                assertThat(gan.provenance().dataset()).isEqualTo("synthetic-birds/train");
            }
        }
    }

    @Test
    void a_name_that_no_artifact_brings_is_told_with_the_artifact_to_add() {
        assertThatIllegalArgumentException()
                .isThrownBy(parsed("--model", "fishes")::open)
                .withMessageContaining(
                        "which has birds, flowers; add the artifact" + " io.github.stackgan:stackgan-model-fishes");
    }

    @Test
    void what_is_not_a_name_is_a_file(@TempDir Path folder) {
        for (String file : new String[] {
            "./birds", "birds.safetensors", folder.resolve("birds").toString()
        }) {
            ModelOption option = parsed("--model", file);
            assertThat(option.file()).contains(Path.of(file));
            assertThatExceptionOfType(ModelFormatException.class)
                    .isThrownBy(option::open)
                    .withMessageContaining("birds");
        }
    }
}

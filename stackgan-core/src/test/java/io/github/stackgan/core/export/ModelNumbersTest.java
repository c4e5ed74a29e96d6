package io.github.stackgan.core.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import io.github.stackgan.core.weights.formats.WeightFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelNumbersTest {
    @TempDir
    private Path folder;

    @Test
    void they_are_those_of_the_models_file() {
        Path file = folder.resolve("model.safetensors");
        try (StackGan gan = Small.model(1)) {
            gan.save(file, SaveOption.FLOAT16);
            SafetensorsFile saved = WeightFiles.readOwn(file);
            ModelNumbers numbers = ModelNumbers.of(gan, SaveOption.FLOAT16);
            assertThat(numbers.metadata()).isEqualTo(saved.metadata());
            assertThat(numbers.arrays()).isEqualTo(saved.weights());
            assertThat(numbers.startingWith("stage1.generator.img."))
                    .containsOnlyKeys("0.weight")
                    .containsEntry("0.weight", saved.weights().get("stage1.generator.img.0.weight"));
        }
    }
}

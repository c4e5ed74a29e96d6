package io.github.stackgan.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.cli.Main;
import io.github.stackgan.settings.Stage1;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlapTest {
    private static final Path BIRDS = Path.of("../stackgan-datasets/src/test/resources/mini/birds");

    @TempDir
    private Path folder;

    /** An untrained model that is told a box. */
    private String model() {
        Path file = folder.resolve("told.safetensors");
        Stage1 stage = Stage1.gawwnBox().withGeneratorChannels(4).withDiscriminatorChannels(4);
        try (StackGan birds = StackGan.pretrained("birds");
                StackGan told = StackGan.builder()
                        .textEncoder(birds.textEncoder())
                        .stage1(stage)
                        .build()) {
            told.save(file, SaveOption.GENERATORS_ONLY);
        }
        return file.toString();
    }

    @Test
    void images_are_prepared_at_the_sizes_of_detector_and_model() {
        Path prepared = folder.resolve("prepared");
        int code = Main.run(
                "overlap",
                "--model",
                model(),
                "--dataset",
                "cub:" + BIRDS,
                "--anywhere",
                "--samples",
                "2",
                "--detector-iterations",
                "1",
                "--prepared",
                prepared.toString(),
                "--out",
                folder.toString());
        assertThat(code).isZero();
        assertThat(prepared.resolve("64.pictures")).isNotEmptyFile();
        assertThat(prepared.resolve(Stage1.gawwnBox().imageSize() + ".pictures"))
                .isNotEmptyFile();
    }
}

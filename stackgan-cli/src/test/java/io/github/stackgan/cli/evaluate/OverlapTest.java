package io.github.stackgan.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.cli.LocatedModel;
import io.github.stackgan.cli.Main;
import io.github.stackgan.settings.Stage1;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlapTest {
    private static final Path BIRDS = Path.of("../stackgan-datasets/src/test/resources/mini/birds");

    @TempDir
    private Path folder;

    @Test
    void images_are_prepared_at_the_sizes_of_detector_and_model() {
        Path model = LocatedModel.save(Stage1.gawwnBox(), folder.resolve("told.safetensors"));
        Path prepared = folder.resolve("prepared");
        int code = Main.run(
                "overlap",
                "--model",
                model.toString(),
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

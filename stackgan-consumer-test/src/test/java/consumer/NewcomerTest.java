package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.modality.cv.Image;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import io.github.stackgan.onnx.OnnxFiles;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;

/** What a newcomer writes first, against published artifacts alone. */
class NewcomerTest {
    @Test
    void trains_saves_loads_and_draws(@TempDir Path folder) {
        Path model = folder.resolve("model.safetensors");
        Conditioning conditioning = Conditioning.paper().withSize(8);
        try (StackGan gan = StackGan.builder()
                .textEncoder(CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 32, 1))
                .stage1(Stage1.paper()
                        .withGeneratorChannels(4)
                        .withDiscriminatorChannels(4)
                        .withConditioning(conditioning))
                .stage2(Stage2.paper()
                        .withGeneratorChannels(4)
                        .withDiscriminatorChannels(4)
                        .withConditioning(conditioning))
                .seed(42)
                .build()) {
            TrainingPlan plan = TrainingPlan.paper()
                    .withStages(List.of(StagePlan.paper().withBatchSize(2).withMaxIterations(2)));
            gan.train(SyntheticBirds.train(1, 6), plan);
            gan.save(model);
        }
        assertTrue(Files.exists(model));
        try (StackGan gan = StackGan.load(model)) {
            Image bird = gan.generate("a small red bird with a white belly");
            assertEquals(256, bird.getWidth());
        }
    }

    @Test
    void a_pretrained_model_is_a_dependency_and_a_line() {
        try (StackGan gan = StackGan.pretrained("birds")) {
            assertEquals(256, gan.generate("a small red bird with a white belly").getWidth());
        }
        try (StackGan gan = StackGan.pretrained("flowers")) {
            assertEquals(256, gan.generate("a flower with yellow petals and a \u7523 middle").getWidth());
        }
    }

    @Test
    void a_model_is_written_as_onnx(@TempDir Path folder) {
        try (StackGan gan = StackGan.pretrained("birds")) {
            assertEquals(2, OnnxFiles.write(gan, folder).size());
        }
    }

    @Test
    void a_bom_of_libraries_does_not_change_what_else_the_project_uses() {
        String mockito = Mockito.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        assertTrue(mockito.endsWith("mockito-core-5.2.0.jar"), mockito);
    }

    @Test
    void every_jar_holds_its_licence() throws IOException {
        for (Class<?> type : List.of(StackGan.class, CharCnnRnn.class, SyntheticBirds.class, OnnxFiles.class)) {
            URL jar = type.getProtectionDomain().getCodeSource().getLocation();
            try (URLClassLoader alone = new URLClassLoader(new URL[] {jar}, null)) {
                assertNotNull(alone.getResource("META-INF/LICENSE"), jar.toString());
            }
        }
    }
}

package io.github.stackgan.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.UnknownCharacters;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX Runtime computes from the files what this library does. */
class OnnxFilesTest {
    /** In [-1, 1]; a level of an image's 256 is 0.008. */
    private static final float IMAGE = 1e-4f;

    private static final List<String> TEXTS = List.of(
            "a small red bird with a white belly",
            "",
            "\u00c9l\u00e9gant \ud83d\udc26 BIRD \u9e1f, 50% of it - blue!",
            "a bird whose wings are grey and long ".repeat(7));

    @TempDir
    private Path folder;

    private static void assertClose(float[] found, float[] expected, float most) {
        assertThat(found).hasSameSizeAs(expected);
        float difference = 0;
        for (int i = 0; i < found.length; i++) {
            // NaN is larger than all.
            difference = Math.max(difference, Math.abs(found[i] - expected[i]));
        }
        assertThat(difference).isLessThan(most);
    }

    static Stream<Arguments> stacks() {
        Stage2 thirdStage = Models.small(Stage2.paper()).withImageSize(64).withText(Stage2.TextInput.NONE);
        Conditioning still = Conditioning.paper().withNoise(Conditioning.Noise.NONE);
        return Stream.of(
                Arguments.of("paper", Models.small(Stage1.paper()), new Stage2[] {Models.small(Stage2.paper())}),
                Arguments.of(
                        "TensorFlow", Models.small(Stage1.tensorflow()), new Stage2[] {Models.small(Stage2.tensorflow())
                        }),
                Arguments.of(
                        "PyTorch", Models.small(Stage1.pytorchCoco()), new Stage2[] {Models.small(Stage2.pytorchCoco())
                        }),
                Arguments.of("skip connection", Models.small(Stage1.paper()), new Stage2[] {
                    Models.small(Stage2.paper()).withSkipConnection(Stage2.SkipConnection.FULL_SIZE)
                }),
                Arguments.of("GAN-INT-CLS", Models.small(Stage1.ganIntCls()), new Stage2[0]),
                Arguments.of("three stages", Models.small(Stage1.paper()), new Stage2[] {
                    Models.small(Stage2.paper().withConditioning(still)), thirdStage
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stacks")
    void generators_give_the_images_of_every_stage(String name, Stage1 stage1, Stage2[] above) throws OrtException {
        try (StackGan gan = Models.jolted(CharCnnRnn.Variant.BIRDS_CVPR, folder, stage1, above)) {
            Path file = OnnxFiles.write(gan, folder.resolve("onnx")).get(0);
            try (OnnxSession session = new OnnxSession(file)) {
                for (int images : new int[] {3, 1}) {
                    float[][] embeddings = Models.rows("embedding", images, Models.EMBEDDING);
                    Map<String, float[][]> noise = Models.noise(gan.settings(), images);
                    Map<String, float[][]> inputs = new LinkedHashMap<>(noise);
                    inputs.put("embedding", embeddings);
                    assertThat(session.inputs()).isEqualTo(inputs.keySet());
                    Map<String, float[]> found = session.run(inputs);
                    List<float[]> expected = Models.images(gan, folder, embeddings, noise);
                    assertThat(found).hasSameSizeAs(expected);
                    for (int i = 0; i < expected.size(); i++) {
                        assertClose(found.get("stage" + (i + 1)), expected.get(i), IMAGE);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(CharCnnRnn.Variant.class)
    void the_text_encoder_reads_as_ours(CharCnnRnn.Variant variant) throws OrtException {
        try (StackGan gan = Models.jolted(variant, folder, Models.small(Stage1.paper()))) {
            Path file = OnnxFiles.write(gan, folder).get(1);
            try (OnnxSession session = new OnnxSession(file)) {
                float[] found = session.encode(TEXTS, UnknownCharacters.SPACE);
                float[][] expected = gan.textEncoder().encode(TEXTS);
                for (int i = 0; i < expected.length; i++) {
                    float[] row = new float[Models.EMBEDDING];
                    System.arraycopy(found, i * row.length, row, 0, row.length);
                    assertClose(row, expected[i], 1e-5f);
                }
            }
        }
    }

    @Test
    void files_say_where_they_come_from_and_how_texts_are_read() throws OrtException {
        try (StackGan gan = Models.jolted(CharCnnRnn.Variant.BIRDS_CVPR, folder, Models.small(Stage1.paper()))) {
            List<Path> files = OnnxFiles.write(gan, folder);
            try (OnnxSession generators = new OnnxSession(files.get(0));
                    OnnxSession encoder = new OnnxSession(files.get(1))) {
                assertThat(generators.metadata()).containsOnlyKeys("settings", "provenance");
                assertThat(encoder.metadata()).containsEntry("unknown", "SPACE").containsKey("alphabet");
            }
        }
    }

    /** What a model keeps in half precision already loses nothing more. */
    @Test
    void the_birds_fit_into_16_MB_and_generate_as_ever() throws IOException, OrtException {
        try (StackGan gan = StackGan.pretrained("birds")) {
            List<Path> files = OnnxFiles.write(gan, folder, SaveOption.FLOAT16);
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.size(file);
            }
            assertThat(bytes).isLessThan(16_000_000);
            float[][] embeddings = gan.textEncoder().encode(TEXTS.subList(0, 1));
            Map<String, float[][]> noise = Models.noise(gan.settings(), 1);
            Map<String, float[][]> inputs = new LinkedHashMap<>(noise);
            inputs.put("embedding", embeddings);
            try (OnnxSession encoder = new OnnxSession(files.get(1));
                    OnnxSession generators = new OnnxSession(files.get(0))) {
                assertClose(encoder.encode(TEXTS.subList(0, 1), UnknownCharacters.SPACE), embeddings[0], 1e-4f);
                List<float[]> expected = Models.images(gan, folder, embeddings, noise);
                Map<String, float[]> found = generators.run(inputs);
                assertClose(found.get("stage1"), expected.get(0), IMAGE);
                assertClose(found.get("stage2"), expected.get(1), IMAGE);
            }
        }
    }

    @Test
    void of_a_model_with_another_text_encoder_the_generators_are_written() {
        try (StackGan gan = StackGan.builder()
                .textEncoder(Models.otherEncoder())
                .stage1(Models.small(Stage1.paper()))
                .build()) {
            assertThat(OnnxFiles.write(gan, folder)).containsExactly(folder.resolve("generators.onnx"));
        }
    }
}

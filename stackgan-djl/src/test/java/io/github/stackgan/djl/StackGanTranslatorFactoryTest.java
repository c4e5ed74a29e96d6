package io.github.stackgan.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Blocks;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.Stage1;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What DJL's users and DJL Serving call; the oracle is the StackGan itself. */
class StackGanTranslatorFactoryTest {
    private static final String TEXT = "a small red bird";

    @TempDir
    private static Path folder;

    private static StackGan gan;

    @BeforeAll
    static void make() {
        gan = StackGan.builder()
                .textEncoder(CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 8, 1))
                .stage1(Stage1.paper()
                        .withGeneratorChannels(4)
                        .withDiscriminatorChannels(4)
                        .withConditioning(Conditioning.paper().withSize(4)))
                .seed(5)
                .build();
        ServingFolder.write(gan, folder);
    }

    @AfterAll
    static void close() {
        gan.close();
    }

    /** As DJL Serving opens a model: by the folder's address and nothing else. */
    private static Criteria<Input, Output> serving() {
        return Criteria.builder()
                .setTypes(Input.class, Output.class)
                .optModelUrls(folder.toUri().toString())
                .build();
    }

    @Test
    void a_text_gives_the_stack_gans_own_image() throws Exception {
        Criteria<String, Image> criteria = Criteria.builder()
                .setTypes(String.class, Image.class)
                .optModelPath(folder)
                .optTranslatorFactory(new StackGanTranslatorFactory())
                .build();
        try (ZooModel<String, Image> model = criteria.loadModel();
                Predictor<String, Image> predictor = model.newPredictor()) {
            assertThat(pixels(predictor.predict(TEXT))).isEqualTo(expected(5));
            assertThat(predictor.batchPredict(List.of("a bird", TEXT)))
                    .satisfiesExactly(
                            other -> assertThat(pixels(other)).isNotEqualTo(expected(5)),
                            one -> assertThat(pixels(one)).isEqualTo(expected(5)));
        }
    }

    @Test
    void the_seed_is_an_argument() throws Exception {
        Criteria<String, Image> criteria = Criteria.builder()
                .setTypes(String.class, Image.class)
                .optModelPath(folder)
                .optTranslatorFactory(new StackGanTranslatorFactory())
                .optArgument("seed", 7)
                .build();
        try (ZooModel<String, Image> model = criteria.loadModel();
                Predictor<String, Image> predictor = model.newPredictor()) {
            assertThat(pixels(predictor.predict(TEXT))).isEqualTo(expected(7));
        }
    }

    @Test
    void a_posted_text_gives_a_png() throws Exception {
        try (ZooModel<Input, Output> model = serving().loadModel();
                Predictor<Input, Output> predictor = model.newPredictor()) {
            Input text = new Input();
            text.add("data", TEXT);
            Input form = new Input();
            form.add("seed", "7");
            form.add("text", TEXT);
            Input address = new Input();
            address.add("seed", "7");
            address.add("data", TEXT);
            List<Output> answers = predictor.batchPredict(List.of(text, form, address));
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.getCode()).isEqualTo(200);
                assertThat(answer.getProperty("Content-Type", "")).isEqualTo("image/png");
            });
            assertThat(pixels(answers.get(0))).isEqualTo(expected(5));
            assertThat(pixels(answers.get(1))).isEqualTo(expected(7));
            assertThat(pixels(answers.get(2))).isEqualTo(expected(7));
        }
    }

    @Test
    void what_is_no_request_is_answered_and_no_error() throws Exception {
        try (ZooModel<Input, Output> model = serving().loadModel();
                Predictor<Input, Output> predictor = model.newPredictor()) {
            Output empty = predictor.predict(new Input());
            assertThat(empty.getCode()).isEqualTo(400);
            assertThat(empty.getMessage()).contains("no text");
            // DJL Serving makes this of a body that is empty, and of a form without the field.
            Input blank = new Input();
            blank.add("data", new byte[0]);
            Input seedAlone = new Input();
            seedAlone.add("seed", "7");
            for (Output refused : List.of(predictor.predict(blank), predictor.predict(seedAlone))) {
                assertThat(refused.getCode()).isEqualTo(400);
                assertThat(refused.getMessage()).contains("no text");
            }
            Input json = new Input();
            json.addProperty("Content-Type", "application/json; charset=utf-8");
            json.add("data", "{\"text\":\"a red bird\"}");
            assertThat(predictor.predict(json).getCode()).isEqualTo(400);
            Input odd = new Input();
            odd.add("text", TEXT);
            odd.add("seed", "seven");
            assertThat(predictor.predict(odd).getMessage())
                    .isEqualTo("The seed is \"seven\", but must be a whole number");
        }
    }

    @Test
    void the_stack_gan_is_closed_with_djls_model() throws Exception {
        TranslatorContext context = mock(TranslatorContext.class);
        when(context.getAttachment(any())).thenReturn(TEXT);
        Translator<String, Image> translator;
        try (Model model = Model.newInstance("closed", "PyTorch")) {
            model.setBlock(Blocks.identityBlock());
            model.load(folder, null, Map.of("hasParameter", "false"));
            translator = new StackGanTranslatorFactory().newInstance(String.class, Image.class, model, Map.of());
            assertThat(pixels(translator.processOutput(context, new NDList()))).isEqualTo(expected(5));
        }
        assertThatThrownBy(() -> translator.processOutput(context, new NDList()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void a_folder_of_two_models_is_refused(@TempDir Path two) throws IOException {
        ServingFolder.write(gan, two);
        Files.copy(two.resolve("model.safetensors"), two.resolve("another.safetensors"));
        Criteria<String, Image> criteria = Criteria.builder()
                .setTypes(String.class, Image.class)
                .optModelPath(two)
                .optTranslatorFactory(new StackGanTranslatorFactory())
                .build();
        assertThatThrownBy(criteria::loadModel).hasMessageContaining("has 2 files that end with .safetensors");
        assertThatThrownBy(() -> ServingFolder.write(gan, two)).hasMessageContaining("holds one model");
    }

    /** Without discriminators it would take the place of one that still trains. */
    @Test
    void a_model_that_is_no_folders_for_serving_is_not_replaced(@TempDir Path run) throws IOException {
        Path model = run.resolve("model.safetensors");
        gan.save(model);
        byte[] before = Files.readAllBytes(model);
        assertThatThrownBy(() -> ServingFolder.write(gan, run)).hasMessageContaining("\"model.safetensors\"");
        assertThat(Files.readAllBytes(model)).isEqualTo(before);
        Path others = Files.createDirectory(run.resolve("others"));
        Files.writeString(others.resolve("serving.properties"), "engine=Python\noption.model_id=gpt2\n");
        assertThatThrownBy(() -> ServingFolder.write(gan, others)).hasMessageContaining("\"serving.properties\"");
        assertThat(others.resolve("serving.properties")).content().startsWith("engine=Python");
        Path own = run.resolve("own");
        ServingFolder.write(gan, own);
        ServingFolder.write(gan, own);
        assertThat(own.resolve("model.safetensors")).exists();
    }

    @Test
    void a_pretrained_model_has_an_address() {
        assertThatThrownBy(criteria("stackgan://unheard-of")::loadModel)
                .hasMessageContaining("add the artifact io.github.stackgan:stackgan-model-unheard-of");
    }

    /** Systems tidy their folder for temporary files, file by file. */
    @Test
    void an_address_is_good_for_longer_than_its_temporary_file() throws IOException {
        assertThatThrownBy(() -> criteria("stackgan://tidied").loadModel())
                .hasMessageContaining("stackgan-model-tidied");
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "stackgan-tidied*")) {
            for (Path folder : folders) {
                // One of another user's stays.
                if (!Files.isWritable(folder)) {
                    continue;
                }
                Files.deleteIfExists(folder.resolve("serving.properties"));
            }
        }
        assertThatThrownBy(() -> criteria("stackgan://tidied").loadModel())
                .hasMessageContaining("stackgan-model-tidied");
    }

    private static Criteria<String, Image> criteria(String address) {
        return Criteria.builder()
                .setTypes(String.class, Image.class)
                .optModelUrls(address)
                .build();
    }

    @Test
    void what_follows_the_address_of_a_pretrained_model_is_for_the_translator() {
        assertThatThrownBy(criteria("stackgan://unheard-of?seed=seven")::loadModel)
                .hasMessageContainingAll("seed", "seven");
    }

    private static int[] expected(long seed) {
        return pixels(
                gan.generate(GenerationRequest.of(TEXT).withSeed(seed)).get(0).image());
    }

    private static int[] pixels(Output answer) throws IOException {
        return pixels(ImageIO.read(new ByteArrayInputStream(answer.getData().getAsBytes())));
    }

    private static int[] pixels(Image image) {
        return pixels((BufferedImage) image.getWrappedImage());
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}

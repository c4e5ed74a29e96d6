package io.github.stackgan.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import dev.langchain4j.data.image.Image;
import dev.langchain4j.model.image.ImageModel;
import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.GenerationRequest.ConditioningMode;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.Stage1;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Generates through LangChain4j's interface alone; the oracle is the StackGan itself. */
class StackGanImageModelTest {
    private static final String TEXT = "a small red bird";
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
    }

    @AfterAll
    static void close() {
        gan.close();
    }

    @Test
    void one_text_gives_the_stack_gans_own_image_as_png() throws IOException {
        ImageModel model = StackGanImageModel.builder().gan(gan).build();
        Image image = model.generate(TEXT).content();
        assertThat(image.mimeType()).isEqualTo("image/png");
        assertThat(image.url()).isNull();
        assertThat(pixels(image)).isEqualTo(pixels(gan.generate(GenerationRequest.of(TEXT)), 0));
    }

    @Test
    void several_images_have_consecutive_seeds() throws IOException {
        ImageModel model = StackGanImageModel.builder()
                .gan(gan)
                .seed(7)
                .conditioning(ConditioningMode.MEAN)
                .build();
        List<Image> images = model.generate(TEXT, 2).content();
        List<GeneratedImage> expected = gan.generate(
                GenerationRequest.of(TEXT).withSeed(7).withCount(2).withConditioning(ConditioningMode.MEAN));
        assertThat(images).hasSize(2);
        assertThat(pixels(images.get(0))).isEqualTo(pixels(expected, 0));
        assertThat(pixels(images.get(1))).isEqualTo(pixels(expected, 1)).isNotEqualTo(pixels(expected, 0));
    }

    @Test
    void no_image_at_all_is_refused() {
        ImageModel model = StackGanImageModel.builder().gan(gan).build();
        assertThatThrownBy(() -> model.generate(TEXT, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("count");
    }

    @Test
    void it_closes_its_stack_gan() {
        StackGan closed = mock(StackGan.class);
        StackGanImageModel.builder().gan(closed).build().close();
        verify(closed).close();
    }

    @Test
    void a_builder_says_what_is_missing_or_set_twice() {
        assertThatThrownBy(() -> StackGanImageModel.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gan is not set");
        assertThatThrownBy(() -> StackGanImageModel.builder().seed(1).seed(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("seed is already set");
    }

    private static int[] pixels(Image image) throws IOException {
        byte[] png = Base64.getDecoder().decode(image.base64Data());
        return pixels(ImageIO.read(new ByteArrayInputStream(png)));
    }

    private static int[] pixels(List<GeneratedImage> images, int index) {
        return pixels((BufferedImage) images.get(index).image().getWrappedImage());
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}

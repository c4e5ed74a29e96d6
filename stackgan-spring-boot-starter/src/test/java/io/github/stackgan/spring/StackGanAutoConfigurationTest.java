package io.github.stackgan.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

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
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImageMessage;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImageOptionsBuilder;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Applications that are started whole, on each of the two lines; the oracle is the StackGan itself. */
class StackGanAutoConfigurationTest {
    private static final String TEXT = "a small red bird";
    private static final StackGan OTHER = mock(StackGan.class);

    @TempDir
    private static Path folder;

    private static ConfigurableApplicationContext context;
    private static ImageModel model;
    private static StackGan gan;

    @BeforeAll
    static void startOne() {
        Path file = folder.resolve("tiny.safetensors");
        try (StackGan made = StackGan.builder()
                .textEncoder(CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 8, 1))
                .stage1(Stage1.paper()
                        .withGeneratorChannels(4)
                        .withDiscriminatorChannels(4)
                        .withConditioning(Conditioning.paper().withSize(4)))
                .seed(5)
                .build()) {
            made.save(file);
        }
        context = start(
                Application.class,
                "ai.stackgan.image.model=" + file,
                "ai.stackgan.image.seed=7",
                "ai.stackgan.image.count=2",
                "ai.stackgan.image.conditioning=mean");
        model = context.getBean(ImageModel.class);
        gan = context.getBean(StackGan.class);
    }

    @AfterAll
    static void close() {
        context.close();
    }

    @Configuration
    @EnableAutoConfiguration
    static class Application {}

    @Configuration
    @EnableAutoConfiguration
    static class WithAStackGanOfItsOwn {
        @Bean
        StackGan own() {
            return OTHER;
        }
    }

    @Configuration
    @EnableAutoConfiguration
    static class WithTwo {
        @Bean
        StackGan one() {
            return mock(StackGan.class);
        }

        @Bean
        StackGan other() {
            return mock(StackGan.class);
        }
    }

    private static ConfigurableApplicationContext start(Class<?> application, String... properties) {
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .run(Stream.concat(Stream.of("main.banner-mode=off"), Stream.of(properties))
                        .map(property -> "--spring." + property)
                        .toArray(String[]::new));
    }

    @Test
    void it_runs_on_the_line_that_is_meant() {
        assertThat(SpringBootVersion.getVersion()).startsWith(System.getProperty("stackgan.spring-boot"));
    }

    @Test
    void an_application_gets_an_image_model_by_its_properties() throws IOException {
        List<ImageGeneration> images = model.call(new ImagePrompt(TEXT)).getResults();
        List<GeneratedImage> expected = gan.generate(
                GenerationRequest.of(TEXT).withSeed(7).withCount(2).withConditioning(ConditioningMode.MEAN));
        assertThat(images).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(pixels(images.get(i))).isEqualTo(pixels(expected.get(i)));
            assertThat(images.get(i).getMetadata())
                    .isEqualTo(new StackGanImageMetadata(7 + i, expected.get(i).unknown()));
        }
    }

    @Test
    void a_prompts_options_go_before_the_configuration() throws IOException {
        StackGanImageOptions options =
                StackGanImageOptions.none().withSeed(30).withCount(1).withConditioning(ConditioningMode.SAMPLED);
        List<ImageGeneration> images =
                model.call(new ImagePrompt(TEXT, options)).getResults();
        List<GeneratedImage> expected = gan.generate(GenerationRequest.of(TEXT).withSeed(30));
        assertThat(images).hasSize(1);
        assertThat(pixels(images.get(0))).isEqualTo(pixels(expected.get(0)));
        assertThat(model.call(new ImagePrompt(TEXT, StackGanImageOptions.none()))
                        .getResults())
                .hasSize(2);
    }

    @Test
    void what_a_stack_gan_cannot_do_is_refused() {
        ImageOptionsBuilder fits = ImageOptionsBuilder.builder().width(64).height(64);
        assertThat(model.call(new ImagePrompt(TEXT, fits.build())).getResults()).hasSize(2);
        assertThatThrownBy(
                        () -> model.call(new ImagePrompt(TEXT, fits.width(1024).build())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("width is \"1024\", but this model's images have 64");
        ImagePrompt two = new ImagePrompt(List.of(new ImageMessage(TEXT), new ImageMessage(TEXT)));
        assertThatThrownBy(() -> model.call(two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 messages");
    }

    @Test
    void the_model_is_closed_with_the_context_also_one_of_the_applications_own() {
        try (ConfigurableApplicationContext context =
                start(WithAStackGanOfItsOwn.class, "ai.stackgan.image.model=/nowhere")) {
            assertThat(context.getBean(StackGan.class)).isSameAs(OTHER);
            assertThat(context.getBean(ImageModel.class)).isInstanceOf(StackGanImageModel.class);
            verifyNoInteractions(OTHER);
        }
        verify(OTHER).close();
    }

    @Test
    void an_application_with_two_stack_gans_starts_and_has_no_image_model() {
        try (ConfigurableApplicationContext context = start(WithTwo.class)) {
            assertThat(context.getBeansOfType(StackGan.class)).hasSize(2);
            assertThat(context.getBeansOfType(ImageModel.class)).isEmpty();
        }
    }

    @Test
    void aspects_can_stand_around_the_image_model() {
        ProxyFactory around = new ProxyFactory(model);
        around.setProxyTargetClass(true);
        assertThat(((ImageModel) around.getProxy()).call(new ImagePrompt(TEXT)).getResults())
                .hasSize(2);
    }

    @Test
    void another_choice_of_image_model_leaves_it_out() {
        try (ConfigurableApplicationContext context =
                start(Application.class, "ai.stackgan.image.model=/nowhere", "ai.model.image=another")) {
            assertThat(context.getBeansOfType(ImageModel.class)).isEmpty();
            assertThat(context.getBeansOfType(StackGan.class)).isEmpty();
        }
    }

    @Test
    void a_model_that_cannot_be_opened_ends_the_start_with_its_reason() {
        assertThatThrownBy(() -> start(Application.class, "ai.stackgan.image.model=unheard-of"))
                .rootCause()
                .hasMessageContaining("io.github.stackgan:stackgan-model-unheard-of");
    }

    private static int[] pixels(ImageGeneration generation) throws IOException {
        byte[] png = Base64.getDecoder().decode(generation.getOutput().getB64Json());
        return pixels(ImageIO.read(new ByteArrayInputStream(png)));
    }

    private static int[] pixels(GeneratedImage image) {
        return pixels((BufferedImage) image.image().getWrappedImage());
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}

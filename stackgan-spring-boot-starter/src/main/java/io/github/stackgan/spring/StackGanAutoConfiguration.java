package io.github.stackgan.spring;

import io.github.stackgan.StackGan;
import org.springframework.ai.image.ImageModel;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Experimental: gives an application a {@link StackGan}, opened at its start and closed at its end, and Spring AI's
 * {@link ImageModel} on it. Beans of the application's own go before either, and of several StackGans the primary one
 * is taken, or none; {@code spring.ai.model.image} with another value than {@code stackgan} leaves out both.
 *
 * <pre>
 * spring.ai.stackgan.image.model=birds         # a pretrained model's name, or a file
 * spring.ai.stackgan.image.seed=7              # by default the model's own
 * spring.ai.stackgan.image.count=1             # images for each text
 * spring.ai.stackgan.image.conditioning=mean   # by default sampled
 * spring.ai.stackgan.image.precision=float32    # by default auto
 * </pre>
 *
 * <p>Images are PNG as base64, each with {@link StackGanImageMetadata}. Several threads may ask at once: one request
 * is generated after another, for each takes all cores and memory of its own. Prompts have one message and, if need
 * be, {@link StackGanImageOptions}; of other providers' options count, size and format are heeded, and refused where a
 * StackGan cannot do what they say.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnProperty(name = "spring.ai.model.image", havingValue = "stackgan", matchIfMissing = true)
@EnableConfigurationProperties(StackGanProperties.class)
public final class StackGanAutoConfiguration {
    /** For Spring. */
    public StackGanAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean({StackGan.class, ImageModel.class})
    StackGan stackGan(StackGanProperties properties) {
        return properties.open();
    }

    @Bean
    @ConditionalOnMissingBean(ImageModel.class)
    @ConditionalOnSingleCandidate(StackGan.class)
    StackGanImageModel stackGanImageModel(StackGan gan, StackGanProperties properties) {
        return new StackGanImageModel(gan, properties.request());
    }
}

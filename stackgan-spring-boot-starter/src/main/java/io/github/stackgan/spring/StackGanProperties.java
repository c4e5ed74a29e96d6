package io.github.stackgan.spring;

import io.github.stackgan.GenerationRequest;
import io.github.stackgan.GenerationRequest.ConditioningMode;
import io.github.stackgan.StackGan;
import io.github.stackgan.settings.Precision;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an application's configuration says.
 *
 * @param model a pretrained model's name, or a file
 * @param seed of every text's first image; null for the model's own
 * @param count images for each text
 * @param conditioning which condition a text gives
 * @param precision bits of feature maps
 */
@ConfigurationProperties("spring.ai.stackgan.image")
record StackGanProperties(
        @DefaultValue("birds") String model,
        @Nullable Long seed,
        @DefaultValue("1") int count,
        @DefaultValue("sampled") ConditioningMode conditioning,
        @DefaultValue("auto") Precision precision) {
    /** A file in the working folder is ./NAME. */
    private static final Pattern PRETRAINED = Pattern.compile("[a-z0-9-]+");

    /** The model, to be closed. */
    StackGan open() {
        return PRETRAINED.matcher(model).matches() ? StackGan.pretrained(model) : StackGan.load(Path.of(model));
    }

    /** What is generated of a text where a prompt's options say nothing else; its own text is empty. */
    GenerationRequest request() {
        return GenerationRequest.of("")
                .withSeed(seed == null ? OptionalLong.empty() : OptionalLong.of(seed))
                .withCount(count)
                .withConditioning(conditioning)
                .withPrecision(precision);
    }
}

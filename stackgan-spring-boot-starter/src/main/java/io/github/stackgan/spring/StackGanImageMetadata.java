package io.github.stackgan.spring;

import io.github.stackgan.UnknownText;
import org.springframework.ai.image.ImageGenerationMetadata;

/**
 * Experimental: what Spring AI's image model says of an image.
 *
 * @param seed the seed that generates it again
 * @param unknown what the model does not know of the text
 * @since 0.1.0
 */
public record StackGanImageMetadata(long seed, UnknownText unknown) implements ImageGenerationMetadata {}

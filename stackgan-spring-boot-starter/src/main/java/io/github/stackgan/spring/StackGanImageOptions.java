package io.github.stackgan.spring;

import io.github.stackgan.GenerationRequest.ConditioningMode;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImageOptions;

/**
 * Experimental: what one prompt has otherwise than the application's configuration.
 *
 * <pre>{@code new ImagePrompt("a small red bird", StackGanImageOptions.none().withSeed(7).withCount(4))}</pre>
 *
 * @param seed the first image's seed; the next has the next number
 * @param count how many images, at least 1
 * @param conditioning which condition the text gives
 * @since 0.1.0
 */
public record StackGanImageOptions(OptionalLong seed, OptionalInt count, Optional<ConditioningMode> conditioning)
        implements ImageOptions {
    /**
     * All as configured.
     *
     * @return options that say nothing
     */
    public static StackGanImageOptions none() {
        return new StackGanImageOptions(OptionalLong.empty(), OptionalInt.empty(), Optional.empty());
    }

    /**
     * Another seed.
     *
     * @param number any number
     * @return a copy
     */
    public StackGanImageOptions withSeed(long number) {
        return new StackGanImageOptions(OptionalLong.of(number), count, conditioning);
    }

    /**
     * Another number of images.
     *
     * @param images at least 1
     * @return a copy
     */
    public StackGanImageOptions withCount(int images) {
        return new StackGanImageOptions(seed, OptionalInt.of(images), conditioning);
    }

    /**
     * Another condition.
     *
     * @param mode which condition the text gives
     * @return a copy
     */
    public StackGanImageOptions withConditioning(ConditioningMode mode) {
        return new StackGanImageOptions(seed, count, Optional.of(mode));
    }

    @Override
    public @Nullable Integer getN() {
        return count.isPresent() ? count.getAsInt() : null;
    }

    @Override
    public @Nullable String getModel() {
        return null;
    }

    @Override
    public @Nullable Integer getWidth() {
        return null;
    }

    @Override
    public @Nullable Integer getHeight() {
        return null;
    }

    @Override
    public @Nullable String getResponseFormat() {
        return null;
    }

    @Override
    public @Nullable String getStyle() {
        return null;
    }
}

package io.github.stackgan.spring;

import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.StackGan;
import io.github.stackgan.checks.Quoted;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.Image;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImageMessage;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;

/**
 * One request after another; Spring closes it before the StackGan, which it leaves alone. Not final, so that an
 * application's aspects can stand around its calls.
 */
class StackGanImageModel implements ImageModel, AutoCloseable {
    private final StackGan gan;
    private final GenerationRequest configured;
    private final ReentrantLock turn = new ReentrantLock(true);
    private boolean closed;

    StackGanImageModel(StackGan gan, GenerationRequest configured) {
        this.gan = gan;
        this.configured = configured;
    }

    @Override
    public ImageResponse call(ImagePrompt prompt) {
        GenerationRequest request = request(text(prompt.getInstructions()), prompt.getOptions());
        turn.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The image model is closed, as its application context is");
            }
            return new ImageResponse(gan.generate(request).stream()
                    .map(StackGanImageModel::generation)
                    .toList());
        } finally {
            turn.unlock();
        }
    }

    private static String text(List<ImageMessage> messages) {
        if (messages.size() != 1) {
            throw new IllegalArgumentException("The prompt has " + messages.size()
                    + " messages, but a StackGan generates from one text; ask once for each");
        }
        return messages.get(0).getText();
    }

    private GenerationRequest request(String text, @Nullable ImageOptions options) {
        GenerationRequest request = configured.withTexts(text);
        if (options == null) {
            return request;
        }
        int side = gan.settings().lastStage().imageSize();
        fits("width", options.getWidth(), side);
        fits("height", options.getHeight(), side);
        fits("responseFormat", options.getResponseFormat(), "b64_json");
        Integer count = options.getN();
        request = request.withCount(count == null ? request.count() : count);
        if (options instanceof StackGanImageOptions own) {
            OptionalLong seed = own.seed();
            request = request.withSeed(seed.isPresent() ? seed : request.seed())
                    .withConditioning(own.conditioning().orElse(request.conditioning()));
        }
        return request;
    }

    private static void fits(String option, @Nullable Object found, Object expected) {
        if (found != null && !found.equals(expected)) {
            throw new IllegalArgumentException("The prompt's option " + option + " is " + Quoted.of(found)
                    + ", but this model's images have " + expected + "; leave the option out");
        }
    }

    private static ImageGeneration generation(GeneratedImage generated) {
        return new ImageGeneration(
                new Image(null, Base64.getEncoder().encodeToString(generated.png())),
                new StackGanImageMetadata(generated.seed(), generated.unknown()));
    }

    /** Waits for the request that is being generated; whoever comes later is refused. */
    @Override
    public void close() {
        turn.lock();
        try {
            closed = true;
        } finally {
            turn.unlock();
        }
    }
}

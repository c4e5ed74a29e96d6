package io.github.stackgan.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.modality.cv.Image;
import ai.djl.translate.ArgumentsUtil;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorFactory;
import ai.djl.util.Pair;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.StackGan;
import io.github.stackgan.checks.Quoted;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Experimental: how DJL generates by a {@link StackGan}: from a text an image, or from what is posted to DJL Serving a
 * PNG. The model is a folder that {@link ServingFolder} wrote; it is closed with DJL's model.
 *
 * <pre>{@code
 * Criteria<String, Image> criteria = Criteria.builder()
 *         .setTypes(String.class, Image.class)
 *         .optModelPath(folder)
 *         .optTranslatorFactory(new StackGanTranslatorFactory())
 *         .build();
 * }</pre>
 *
 * <p>Arguments: {@value #SEED}, the seed of every image; by default the model's own. What is posted is the text, or a
 * form with the fields {@code text} and {@code seed}; the answer is image/png, or status 400 with the reason.
 * Predictors of several threads share the model.
 *
 * @since 0.1.0
 */
public final class StackGanTranslatorFactory implements TranslatorFactory {
    static final String PRETRAINED = "pretrained";
    private static final String SEED = "seed";

    private static final Set<Pair<Type, Type>> TYPES =
            Set.of(new Pair<>(String.class, Image.class), new Pair<>(Input.class, Output.class));

    /** For DJL, which makes it by its name. */
    public StackGanTranslatorFactory() {}

    @Override
    public Set<Pair<Type, Type>> getSupportedTypes() {
        return TYPES;
    }

    /**
     * Opens the model.
     *
     * @throws IllegalArgumentException if the types are not supported, or the seed is no number
     * @throws ModelFormatException if the folder does not hold one model, or one that cannot be used
     */
    @Override
    @SuppressWarnings("unchecked")
    public <I, O> Translator<I, O> newInstance(Class<I> input, Class<O> output, Model model, Map<String, ?> arguments) {
        if (!isSupported(input, output)) {
            throw new IllegalArgumentException("A StackGan translates (String, Image) and (Input, Output), not ("
                    + input.getName() + ", " + output.getName() + ")");
        }
        GenerationRequest request = GenerationRequest.of("").withSeed(seed(arguments));
        StackGan gan = open(model, arguments);
        model.getNDManager().attachInternal(UUID.randomUUID().toString(), gan);
        return (Translator<I, O>)
                (input == Input.class
                        ? new GenerationTranslator<>(new PostedText(gan, request)::answer)
                        : new GenerationTranslator<String, Image>(text ->
                                gan.generate(request.withTexts(text)).get(0).image()));
    }

    private static OptionalLong seed(Map<String, ?> arguments) {
        Object seed = arguments.get(SEED);
        return seed == null ? OptionalLong.empty() : PostedText.seed(seed.toString());
    }

    private static StackGan open(Model model, Map<String, ?> arguments) {
        String pretrained = ArgumentsUtil.stringValue(arguments, PRETRAINED);
        Device device = model.getNDManager().getDevice();
        return pretrained == null
                ? StackGan.load(only(model.getModelPath()), device)
                : StackGan.pretrained(pretrained, device);
    }

    private static Path only(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".safetensors"))
                    .sorted()
                    .toList();
            if (found.size() == 1) {
                return found.get(0);
            }
            throw new ModelFormatException("The folder " + Quoted.of(folder) + " has " + found.size()
                    + " files that end with .safetensors, but is to have one, the model; write it anew by"
                    + " ServingFolder, or by stackgan export --serving");
        } catch (IOException e) {
            throw new ModelFormatException("The folder " + Quoted.of(folder) + " cannot be read: " + e.getMessage(), e);
        }
    }
}

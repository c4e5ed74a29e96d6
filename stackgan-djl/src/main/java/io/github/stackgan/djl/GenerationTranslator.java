package io.github.stackgan.djl;

import ai.djl.ndarray.NDList;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.util.function.Function;

/** Generates where DJL awaits the answer; between, DJL's own block passes on nothing. */
record GenerationTranslator<I, O>(Function<I, O> generate) implements NoBatchifyTranslator<I, O> {
    private static final String INPUT = "stackgan.input";

    @Override
    public NDList processInput(TranslatorContext context, I input) {
        context.setAttachment(INPUT, input);
        return new NDList();
    }

    @Override
    @SuppressWarnings("unchecked")
    public O processOutput(TranslatorContext context, NDList nothing) {
        return generate.apply((I) context.getAttachment(INPUT));
    }
}

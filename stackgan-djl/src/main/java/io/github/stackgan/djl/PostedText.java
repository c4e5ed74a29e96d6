package io.github.stackgan.djl;

import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.ndarray.BytesSupplier;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.StackGan;
import io.github.stackgan.checks.Quoted;
import java.util.Locale;
import java.util.OptionalLong;

/** What is posted to DJL Serving: a text, or a form with a text and a seed. */
record PostedText(StackGan gan, GenerationRequest settings) {
    private static final int BAD_REQUEST = 400;

    /** The image as PNG, or why there is none. */
    Output answer(Input input) {
        try {
            Output output = new Output();
            output.addProperty("Content-Type", "image/png");
            output.add(gan.generate(request(input)).get(0).png());
            return output;
        } catch (IllegalArgumentException e) {
            return new Output(BAD_REQUEST, e.getMessage());
        }
    }

    private GenerationRequest request(Input input) {
        if (input.getProperty("Content-Type", "").toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new IllegalArgumentException(
                    "JSON is not read; post the text as it is, or a form with the fields text" + " and seed");
        }
        BytesSupplier seed = input.get("seed");
        BytesSupplier text = input.get("text");
        if (text == null) {
            // Beside a seed in the address or the form, the body is "data"; without, whatever there is.
            text = seed == null ? input.getData() : input.get("data");
        }
        if (text == null || text.getAsString().isBlank()) {
            throw new IllegalArgumentException("There is no text; post it as it is, with the header Content-Type:"
                    + " text/plain, or a form with the field text");
        }
        return settings.withTexts(text.getAsString())
                .withSeed(seed == null ? settings.seed() : seed(seed.getAsString()));
    }

    static OptionalLong seed(String number) {
        try {
            return OptionalLong.of(Long.parseLong(number));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The seed is " + Quoted.of(number) + ", but must be a whole number", e);
        }
    }
}

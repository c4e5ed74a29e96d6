package io.github.stackgan.djl;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.checks.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that DJL's Criteria and DJL Serving take: the model, and {@code serving.properties} with what DJL needs to
 * open it.
 *
 * @since 0.1.0
 */
public final class ServingFolder {
    private static final String MODEL = "model.safetensors";

    private static final String PROPERTIES = """
            engine=PyTorch
            option.hasParameter=false
            blockFactory=ai.djl.nn.IdentityBlockFactory
            translatorFactory=io.github.stackgan.djl.StackGanTranslatorFactory
            """;

    private ServingFolder() {}

    /**
     * Writes a model without its discriminators.
     *
     * @param gan the model; it stays open
     * @param folder made if need be; a model that an earlier call wrote there is replaced
     * @throws ModelFormatException if the folder cannot be written
     */
    public static void write(StackGan gan, Path folder) {
        gan.save(folder.resolve(MODEL), SaveOption.GENERATORS_ONLY);
        write(folder, "");
    }

    /** Without a model; the arguments, whole lines, say which. */
    static void write(Path folder, String arguments) {
        try {
            Files.writeString(folder.resolve("serving.properties"), PROPERTIES + arguments);
        } catch (IOException e) {
            throw new ModelFormatException(
                    "serving.properties cannot be written to the folder " + Quoted.of(folder) + " (" + Quoted.bare(e)
                            + "); make room or give permission there, or name another folder",
                    e);
        }
    }
}

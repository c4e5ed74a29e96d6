package io.github.stackgan.djl;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.checks.Folders;
import io.github.stackgan.checks.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Experimental: the folder that DJL's Criteria and DJL Serving take: the model, and {@code serving.properties} with
 * what DJL needs to open it.
 *
 * @since 0.1.0
 */
public final class ServingFolder {
    private static final String MODEL = "model.safetensors";

    static final String SERVING = "serving.properties";

    private static final String TRANSLATOR = "translatorFactory=io.github.stackgan.djl.StackGanTranslatorFactory";
    private static final String PROPERTIES = """
            engine=PyTorch
            option.hasParameter=false
            blockFactory=ai.djl.nn.IdentityBlockFactory
            """ + TRANSLATOR + "\n";

    private ServingFolder() {}

    /**
     * Writes a model without its discriminators.
     *
     * @param gan the model; it stays open
     * @param folder made if need be; a model that an earlier call wrote there is replaced
     * @throws ModelFormatException if the folder cannot be written, or holds another model
     */
    public static void write(StackGan gan, Path folder) {
        requireOwn(folder);
        write(folder, "");
        gan.save(folder.resolve(MODEL), SaveOption.GENERATORS_ONLY);
    }

    /** DJL Serving wants one model in a folder, and no run may lose its own. */
    private static void requireOwn(Path folder) {
        boolean own = isOwn(folder.resolve(SERVING));
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            files.filter(file -> file.toString().endsWith(".safetensors") || file.endsWith(SERVING))
                    .filter(file -> !own || !(file.endsWith(MODEL) || file.endsWith(SERVING)))
                    .findFirst()
                    .ifPresent(file -> {
                        throw new ModelFormatException("The folder " + Quoted.of(folder) + " has "
                                + Quoted.of(String.valueOf(file.getFileName()))
                                + ", but a folder for DJL Serving holds one model; name another, or an empty one");
                    });
        } catch (IOException e) {
            throw new ModelFormatException(
                    "The folder " + Quoted.of(folder) + " cannot be read: " + Quoted.bare(e) + "; name another", e);
        }
    }

    /** Other programs' models have a file of the same name. */
    private static boolean isOwn(Path properties) {
        try {
            return Files.exists(properties) && Files.readString(properties).contains(TRANSLATOR);
        } catch (IOException e) {
            return false;
        }
    }

    /** Without a model; the arguments, whole lines, say which. */
    static void write(Path folder, String arguments) {
        try {
            Folders.make(folder);
            Files.writeString(folder.resolve(SERVING), PROPERTIES + arguments);
        } catch (IOException e) {
            throw new ModelFormatException(
                    "serving.properties cannot be written to the folder " + Quoted.of(folder) + " (" + Quoted.bare(e)
                            + "); make room or give permission there, or name another folder",
                    e);
        }
    }
}

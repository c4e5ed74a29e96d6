package io.github.stackgan.djl;

import ai.djl.repository.Repository;
import ai.djl.repository.RepositoryFactory;
import io.github.stackgan.checks.Quoted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Experimental: pretrained models by address: {@code stackgan://birds} is what {@code StackGan.pretrained("birds")}
 * opens.
 *
 * <pre>{@code
 * Criteria<String, Image> criteria = Criteria.builder()
 *         .setTypes(String.class, Image.class)
 *         .optModelUrls("stackgan://birds")
 *         .build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class StackGanRepositoryFactory implements RepositoryFactory {
    private static final Map<String, Path> FOLDERS = new HashMap<>();

    /** For {@link java.util.ServiceLoader}. */
    public StackGanRepositoryFactory() {}

    @Override
    public Set<String> getSupportedScheme() {
        return Set.of("stackgan");
    }

    /** A folder for this process that names the model, which itself stays where StackGan keeps it. */
    @Override
    public Repository newInstance(String name, URI address) {
        String model = address.getHost();
        if (model == null) {
            throw new IllegalArgumentException(
                    "The address " + Quoted.of(address) + " names no pretrained model; stackgan://birds does");
        }
        try {
            Path folder = folder(model);
            // What stands after the model's name, such as seed=7, are the translator's arguments.
            return Repository.newInstance(
                    name,
                    folder.toUri() + "?translatorFactory=" + StackGanTranslatorFactory.class.getName()
                            + query(address));
        } catch (IOException e) {
            throw new UncheckedIOException("No folder can be made for temporary files", e);
        }
    }

    /** One for each model, however many criteria name it. */
    private static synchronized Path folder(String model) throws IOException {
        Path known = FOLDERS.get(model);
        // Systems that tidy their folder for temporary files take single files, too.
        if (known != null && Files.isRegularFile(known.resolve(ServingFolder.SERVING))) {
            return known;
        }
        Path folder = Files.createTempDirectory("stackgan-" + model);
        folder.toFile().deleteOnExit();
        ServingFolder.write(folder, StackGanTranslatorFactory.PRETRAINED + "=" + model + "\n");
        folder.resolve(ServingFolder.SERVING).toFile().deleteOnExit();
        FOLDERS.put(model, folder);
        return folder;
    }

    private static String query(URI address) {
        return address.getRawQuery() == null ? "" : "&" + address.getRawQuery();
    }
}

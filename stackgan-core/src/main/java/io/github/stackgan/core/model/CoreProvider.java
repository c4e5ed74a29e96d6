package io.github.stackgan.core.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.github.stackgan.Provenance;
import io.github.stackgan.StackGan;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.Vocabulary;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.model.ModelFile.Trained;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.spi.LibraryVersion;
import io.github.stackgan.spi.StackGanProvider;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How stackgan-api finds this module. */
public final class CoreProvider implements StackGanProvider {
    /** For {@link java.util.ServiceLoader}. */
    public CoreProvider() {}

    @Override
    public StackGan create(
            StackGanSettings settings, TextEncoder encoder, Optional<Path> startFrom, Optional<Device> device) {
        Networks networks = Networks.untrained(settings, device);
        try {
            Provenance untrained = untrained(networks, encoder);
            Provenance provenance = startFrom
                    .map(path -> untrained.withIterations(StartingPoint.load(path, networks, encoder)))
                    .orElse(untrained);
            return CoreStackGan.with(encoder, networks, new Trained(provenance, Vocabulary.empty()));
        } catch (RuntimeException | Error e) {
            networks.close();
            throw e;
        }
    }

    /**
     * Makes a model of weights that another program trained, on the default device.
     *
     * @param origin what the weights come from, for messages and as provenance
     * @param settings the stack's
     * @param encoder what reads texts; the model closes it
     * @param weights by the names of model files, such as {@code stage1.generator.fc.0.weight}
     * @return the model, to be closed
     * @throws io.github.stackgan.ModelFormatException if the weights are not those that the settings ask for, naming
     *     one
     */
    public static StackGan imported(
            String origin, StackGanSettings settings, TextEncoder encoder, Map<String, Weight> weights) {
        Networks networks = Networks.read(origin, settings, weights, Optional.empty());
        try {
            Provenance provenance = untrained(networks, encoder).withDataset(origin);
            return CoreStackGan.with(encoder, networks, new Trained(provenance, Vocabulary.empty()));
        } catch (RuntimeException | Error e) {
            networks.close();
            throw e;
        }
    }

    private static Provenance untrained(Networks networks, TextEncoder encoder) {
        List<Long> none = Collections.nCopies(networks.generators().size(), 0L);
        return here(Provenance.untrained(encoder.fingerprint(), none, "", ""), networks);
    }

    /** The same, made by this library on this engine. */
    static Provenance here(Provenance provenance, Networks networks) {
        Engine engine = networks.manager().getEngine();
        return provenance
                .withLibraryVersion(LibraryVersion.current())
                .withEngine(engine.getEngineName() + " " + engine.getVersion());
    }

    @Override
    public StackGan load(Path path, Optional<TextEncoder> encoder, Optional<Device> device) {
        ModelFile.Content content = ModelFile.read(path, encoder, device);
        return encoder.isPresent()
                ? CoreStackGan.with(content.encoder(), content.networks(), content.trained())
                : CoreStackGan.withItsEncoder(content.encoder(), content.networks(), content.trained());
    }
}

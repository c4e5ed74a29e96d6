package io.github.stackgan.core.internal.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.github.stackgan.Provenance;
import io.github.stackgan.StackGan;
import io.github.stackgan.StackGanSettings;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.nn.Networks;
import io.github.stackgan.spi.StackGanProvider;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;

/** How stackgan-api finds this module. */
public final class CoreProvider implements StackGanProvider {
    /** For {@link java.util.ServiceLoader}. */
    public CoreProvider() {}

    @Override
    public StackGan create(StackGanSettings settings, TextEncoder encoder, Optional<Device> device) {
        Networks networks = Networks.untrained(settings, device);
        Engine engine = networks.manager().getEngine();
        Provenance provenance = Provenance.untrained(
                encoder.fingerprint(),
                Collections.nCopies(settings.stages().size(), 0L),
                version(),
                engine.getEngineName() + " " + engine.getVersion());
        return new CoreStackGan(encoder, networks, provenance);
    }

    @Override
    public StackGan load(Path path, Optional<TextEncoder> encoder, Optional<Device> device) {
        ModelFile.Content content = ModelFile.read(path, encoder, device);
        return new CoreStackGan(content.encoder(), content.networks(), content.provenance());
    }

    private static String version() {
        return Optional.ofNullable(CoreProvider.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}

package io.github.stackgan.cli;

import io.github.stackgan.core.engine.PyTorchEngine;
import io.github.stackgan.spi.LibraryVersion;
import io.github.stackgan.spi.PretrainedModel;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: what is needed to tell of a mistake. Nothing is started for it. */
final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
        Stream<String> models = ServiceLoader.load(PretrainedModel.class).stream()
                .map(ServiceLoader.Provider::get)
                .map(model -> "model: " + model.name() + " " + model.version() + ", SHA-256 "
                        + model.sha256().substring(0, 16) + ", " + model.licence());
        return Stream.concat(
                        List.of(
                                "stackgan " + LibraryVersion.current(),
                                "engine: " + PyTorchEngine.versions(),
                                "Java: " + Runtime.version() + ", " + System.getProperty("os.name") + ", "
                                        + System.getProperty("os.arch"))
                                .stream(),
                        models.sorted())
                .toArray(String[]::new);
    }
}

package io.github.stackgan;

import io.github.stackgan.spi.StackGanProvider;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what other artifacts bring. */
final class Providers {
    private Providers() {}

    static StackGanProvider only() {
        return loadable(StackGanProvider.class)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("No implementation of StackGan is on the class path: add the"
                                + " artifact io.github.stackgan:stackgan-core"))
                .get();
    }

    /** One of each class, though both class loaders may know it. */
    static <T> List<T> all(Class<T> service) {
        return loadable(service)
                .collect(Collectors.toMap(ServiceLoader.Provider::type, p -> p, (first, again) -> first))
                .values()
                .stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static <T> Stream<ServiceLoader.Provider<T>> loadable(Class<T> service) {
        return Stream.of(Thread.currentThread().getContextClassLoader(), StackGan.class.getClassLoader())
                .filter(Objects::nonNull)
                .flatMap(loader -> ServiceLoader.load(service, loader).stream());
    }
}

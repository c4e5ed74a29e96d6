package io.github.stackgan;

import io.github.stackgan.spi.StackGanProvider;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Finds the implementation. */
final class Providers {
    private Providers() {}

    static StackGanProvider only() {
        return Stream.of(Thread.currentThread().getContextClassLoader(), StackGan.class.getClassLoader())
                .filter(Objects::nonNull)
                .flatMap(loader -> ServiceLoader.load(StackGanProvider.class, loader).stream())
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("No implementation of StackGan is on the class path: add the"
                                + " artifact io.github.stackgan:stackgan-core"))
                .get();
    }
}

package io.github.stackgan.core.engine;

import io.github.stackgan.checks.Quoted;
import java.util.Optional;

/**
 * What the engine's natives find on a machine.
 *
 * @param osName Java's {@code os.name}
 * @param osArch Java's {@code os.arch}
 * @param c the C library; empty on other systems than Linux
 */
record Machine(String osName, String osArch, Optional<CLibrary> c) {
    /** This one. */
    static Machine here() {
        String os = System.getProperty("os.name", "");
        return new Machine(
                os,
                System.getProperty("os.arch", ""),
                os.startsWith("Linux") ? Optional.of(CLibrary.here()) : Optional.empty());
    }

    boolean isMac() {
        return osName.startsWith("Mac");
    }

    boolean isWindows() {
        return osName.startsWith("Win");
    }

    /** The classifier of this machine's natives, as DJL makes it, whether there are such natives or not. */
    String classifier() {
        String os = isWindows() ? "win" : isMac() ? "osx" : osName.startsWith("Linux") ? "linux" : osName;
        return os + "-" + (osArch.equals("amd64") ? "x86_64" : osArch);
    }

    @Override
    public String toString() {
        return Quoted.bare(osName) + ", " + Quoted.bare(osArch)
                + c.map(library -> ", " + library).orElse("");
    }
}

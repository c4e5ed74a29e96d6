package io.github.stackgan.cli.faults;

import java.nio.file.Path;
import java.util.List;

/** The command line of a {@link Victim}, which starts fast rather than works fast. */
final class VictimProgram {
    private VictimProgram() {}

    static List<String> command(Victim.Work work, Path folder) {
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dai.djl.offline=true",
                "-Djava.awt.headless=true",
                "-Dstackgan.cache="
                        + Path.of(System.getProperty("stackgan.cache", "target/cache"))
                                .toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                work.name(),
                folder.toString());
    }
}

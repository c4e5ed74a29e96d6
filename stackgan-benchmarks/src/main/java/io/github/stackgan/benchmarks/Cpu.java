package io.github.stackgan.benchmarks;

import io.github.stackgan.core.engine.Processor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The processor's name, and the environments that make lesser ones of it. */
final class Cpu {
    private Cpu() {}

    /** What makes oneDNN, the engine's own operations and MKL use no more than a processor of this kind has. */
    static Map<String, String> limits(Processor kind) {
        String width = kind.compareTo(Processor.AVX512) < 0 ? "AVX2" : "AVX512";
        return Map.of(
                Processor.LIMIT,
                kind.limit(),
                "ATEN_CPU_CAPABILITY",
                width.toLowerCase(Locale.ROOT),
                "MKL_ENABLE_INSTRUCTIONS",
                width);
    }

    /** What the system calls it. */
    static String name() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        String architecture = System.getProperty("os.arch");
        if (Files.notExists(file)) {
            return architecture;
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(architecture);
    }
}

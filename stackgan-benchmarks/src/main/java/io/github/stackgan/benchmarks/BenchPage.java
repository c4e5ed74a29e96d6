package io.github.stackgan.benchmarks;

import ai.djl.engine.Engine;
import com.google.gson.JsonObject;
import io.github.stackgan.core.engine.PyTorchEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The results as Markdown. */
record BenchPage(Map<Work, Map<Contender, List<JsonObject>>> results, Peak peak) {
    private static final String HEAD = """
            # Benchmarks

            Written by `mvn -q -Pbench compile exec:exec -pl stackgan-benchmarks -am`: the textbook version of the
            PyTorch release's recipe (gf %d, df %d, %d residual blocks) against this library, each measured in a
            process of its own, in turn. Medians of medians; a ratio is the textbook's time by ours. GFLOP/s count
            the operations of the textbook's convolutions and products, whoever runs.

            %s; %d cores; Java %s; %s %s.
            Measured peak of a product of 1024 x 1024 with 1024 x 4096: %.0f GFLOP/s in 32 bits, %.0f in bfloat16.

            | work | contender | median ms | ratio | GFLOP/s | of the peak | peak memory MB |
            | --- | --- | --- | --- | --- | --- | --- |
            """;

    String text() throws IOException {
        Engine engine = PyTorchEngine.start();
        StringBuilder page = new StringBuilder(String.format(
                Locale.ROOT,
                HEAD,
                Recipe.GF,
                Recipe.DF,
                Recipe.RESIDUALS,
                (engine.getGpuCount() > 0 ? gpu() + "; " : "") + processor(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                engine.getEngineName(),
                engine.getVersion(),
                peak.float32(),
                peak.bfloat16()));
        results.forEach((work, contenders) -> {
            double textbook = median(contenders, Contender.TEXTBOOK, "median");
            double gflop = median(contenders, Contender.TEXTBOOK, "gflop");
            contenders.keySet().forEach(c -> {
                double ms = median(contenders, c, "median");
                double speed = gflop / ms * 1000;
                double limit = c == Contender.OURS_BFLOAT16 ? peak.bfloat16() : peak.float32();
                page.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %.2f | %.0f | %.0f%% | %.0f |\n",
                        work.title(),
                        c.title(),
                        String.format(Locale.ROOT, ms < 100 ? "%.1f" : "%.0f", ms),
                        textbook / ms,
                        speed,
                        100 * speed / limit,
                        median(contenders, c, "peakMegabytes")));
            });
        });
        return page.toString();
    }

    private static double median(Map<Contender, List<JsonObject>> contenders, Contender contender, String what) {
        double[] values = Objects.requireNonNull(contenders.get(contender)).stream()
                .mapToDouble(r -> r.get(what).getAsDouble())
                .sorted()
                .toArray();
        return values[values.length / 2];
    }

    /** What NVIDIA's driver calls it. */
    private static String gpu() throws IOException {
        Path driver = Path.of("/proc/driver/nvidia/gpus");
        if (Files.notExists(driver)) {
            return "a GPU";
        }
        try (Stream<Path> gpus = Files.list(driver)) {
            Path first = gpus.sorted().findFirst().orElseThrow();
            return value(first.resolve("information"), "Model").orElse("a GPU");
        }
    }

    /** What the system calls it. */
    static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (Files.notExists(file)) {
            return System.getProperty("os.arch");
        }
        return value(file, "model name").orElse(System.getProperty("os.arch"));
    }

    /** What stands behind a name and a colon. */
    private static Optional<String> value(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }
}

package io.github.stackgan.benchmarks;

import ai.onnxruntime.OrtException;
import com.google.common.math.Quantiles;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.engine.PyTorchEngine;
import io.github.stackgan.onnx.OnnxFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Seconds and the most resident memory of whole processes on Linux: a first image of the model birds from a cold JVM,
 * by this library and by ONNX Runtime from the same weights, and five iterations of training beside the textbook's:
 * {@code MemoryBench [ROUNDS]} prints a table of medians.
 */
public final class MemoryBench {
    private static final String TEXT = "a small red bird with a white belly";

    private MemoryBench() {}

    private record Seen(double seconds, double megabytes) {}

    /**
     * Measures, or is measured: {@code MemoryBench image} and {@code MemoryBench onnx FOLDER} make one image.
     *
     * @param args how many rounds (default 3)
     * @throws IOException if a process cannot be started, or fails
     * @throws InterruptedException if the wait for a process is interrupted
     * @throws OrtException if ONNX Runtime refuses the files
     */
    public static void main(String[] args) throws IOException, InterruptedException, OrtException {
        PyTorchEngine.stayOffline();
        if (args.length > 0 && args[0].equals("image")) {
            try (StackGan gan = StackGan.pretrained("birds")) {
                gan.generate(TEXT);
            }
        } else if (args.length > 0 && args[0].equals("onnx")) {
            try (OnnxModel model = new OnnxModel(Path.of(args[1]))) {
                model.generate(List.of(TEXT), OnnxModel.noise(1, Map.of("z", 100, "eps1", 64, "eps2", 64)));
            }
        } else {
            print(args.length > 0 ? Integer.parseInt(args[0]) : 3);
        }
    }

    private static void print(int rounds) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("onnx");
        try (StackGan gan = StackGan.pretrained("birds")) {
            OnnxFiles.write(gan, folder);
        }
        String self = MemoryBench.class.getName();
        String measure = Measure.class.getName();
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put("one image, birds, this library", List.of(self, "image"));
        commands.put("one image, birds, ONNX Runtime", List.of(self, "onnx", folder.toString()));
        for (Work work : List.of(Work.STAGE1_BUNDLED, Work.STAGE1, Work.STAGE2)) {
            for (Contender contender : List.of(Contender.OURS, Contender.TEXTBOOK)) {
                List<String> command = new ArrayList<>(contender.properties());
                command.addAll(List.of(measure, contender.name(), work.name(), "3"));
                commands.put(work.title() + ", " + contender.name().toLowerCase(Locale.ROOT), command);
            }
        }
        System.out.printf(Locale.ROOT, "%s; %d threads%n%n", Cpu.name(), Clock.THREADS);
        System.out.println("| process | seconds | peak memory, MB |\n| --- | --- | --- |");
        Map<String, List<Seen>> seen = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                seen.computeIfAbsent(command.getKey(), name -> new ArrayList<>())
                        .add(run(command.getValue()));
            }
        }
        seen.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.0f |%n",
                name,
                Quantiles.median().compute(all.stream().map(Seen::seconds).toList()),
                Quantiles.median().compute(all.stream().map(Seen::megabytes).toList())));
        for (String file : List.of("generators.onnx", "text-encoder.onnx")) {
            Files.delete(folder.resolve(file));
        }
        Files.delete(folder);
    }

    /** The system's own account of a process that has ended, as GNU time prints it. */
    private static Seen run(List<String> command) throws IOException, InterruptedException {
        Path account = Files.createTempFile("account", ".txt");
        List<String> all = new ArrayList<>(Arrays.asList("/usr/bin/time", "-f", "%e %M", "-o", account.toString()));
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        all.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
        all.addAll(command);
        Process process = new ProcessBuilder(all)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(command + " ended with code " + code);
        }
        String[] numbers =
                Files.readString(account, StandardCharsets.UTF_8).strip().split(" ");
        Files.delete(account);
        return new Seen(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]) / 1024);
    }
}

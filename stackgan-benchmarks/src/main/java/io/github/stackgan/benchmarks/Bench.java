package io.github.stackgan.benchmarks;

import com.google.common.math.Quantiles;
import io.github.stackgan.core.engine.Processor;
import io.github.stackgan.core.engine.PyTorchEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Runs all contenders at all works, in turn and each in a process of its own, on the processor at hand and on every
 * lesser kind that the environment makes of it: {@code Bench [ROUNDS [REPETITIONS [WORK...]]]} prints a table. The
 * textbook runs with the C library's own settings, and text encoders by DJL's plain operations; ours with ours.
 */
public final class Bench {
    private static final String HEAD = """
            %s; %s threads; Java %d; PyTorch %s.

            | work | processor | textbook, ms | fp32, ms | ratio | bf16, ms | ratio |
            | --- | --- | --- | --- | --- | --- | --- |
            """;

    private final int rounds;
    private final int repetitions;

    private Bench(int rounds, int repetitions) {
        this.rounds = rounds;
        this.repetitions = repetitions;
    }

    /**
     * Measures.
     *
     * @param args how many rounds (default 2), how often each process repeats its work (default 5), and which works
     *     (default all)
     * @throws IOException if a process cannot be started, or fails
     * @throws InterruptedException if the wait for a process is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        PyTorchEngine.stayOffline();
        Bench bench = new Bench(
                args.length > 0 ? Integer.parseInt(args[0]) : 2, args.length > 1 ? Integer.parseInt(args[1]) : 5);
        List<Work> works = args.length > 2
                ? Arrays.stream(args, 2, args.length).map(Work::valueOf).toList()
                : List.of(Work.values());
        System.out.printf(
                Locale.ROOT,
                HEAD,
                Cpu.name(),
                Clock.THREADS,
                Runtime.version().feature(),
                PyTorchEngine.start().getVersion());
        for (Work work : works) {
            for (Processor kind : Processor.values()) {
                if (kind != Processor.OTHER && kind.compareTo(Processor.here()) <= 0) {
                    System.out.println(bench.row(work, kind));
                }
            }
        }
    }

    private String row(Work work, Processor kind) throws IOException, InterruptedException {
        Set<Contender> contenders = Contender.of(work, kind);
        Map<Contender, List<Double>> times = new EnumMap<>(Contender.class);
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : contenders) {
                times.computeIfAbsent(contender, c -> new ArrayList<>()).add(run(contender, work, kind));
            }
        }
        Map<Contender, Double> medians = new EnumMap<>(Contender.class);
        times.forEach(
                (contender, all) -> medians.put(contender, Quantiles.median().compute(all)));
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s |",
                work.title(),
                kind,
                milliseconds(medians.getOrDefault(Contender.TEXTBOOK, Double.NaN)),
                withRatio(medians, Contender.OURS),
                withRatio(medians, Contender.OURS_BFLOAT16));
    }

    private static String milliseconds(double time) {
        return String.format(Locale.ROOT, time < 100 ? "%.1f" : "%.0f", time);
    }

    private static String withRatio(Map<Contender, Double> medians, Contender contender) {
        double time = medians.getOrDefault(contender, Double.NaN);
        return Double.isNaN(time)
                ? "|"
                : String.format(
                        Locale.ROOT,
                        "%s | %.2f",
                        milliseconds(time),
                        medians.getOrDefault(Contender.TEXTBOOK, Double.NaN) / time);
    }

    private double run(Contender contender, Work work, Processor kind) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.add("-Dai.djl.offline=true");
        command.addAll(contender.properties());
        command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path"), Measure.class.getName()));
        command.addAll(Arrays.asList(contender.name(), work.name(), String.valueOf(repetitions)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        if (kind != Processor.here()) {
            builder.environment().putAll(Cpu.limits(kind));
        }
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(String.format(
                    Locale.ROOT, "%s at %s on %s ended with code %d: %s", contender, work, kind, code, output));
        }
        return Double.parseDouble(output.strip());
    }
}

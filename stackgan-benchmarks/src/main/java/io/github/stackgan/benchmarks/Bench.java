package io.github.stackgan.benchmarks;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.stackgan.core.engine.NativeMemory;
import io.github.stackgan.core.engine.PyTorchEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs all contenders at all works, in turn and each in a process of its own, and writes a page:
 * {@code Bench [ROUNDS [PAGE]]}. The textbook runs with the C library's own settings, ours with ours.
 */
public final class Bench {
    private static final int REPETITIONS = 7;

    private Bench() {}

    /**
     * Measures.
     *
     * @param args how many rounds (default 2), and the file of the page (default none)
     * @throws IOException if a process cannot be started or the page cannot be written
     * @throws InterruptedException if the wait for a process is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        PyTorchEngine.stayOffline();
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 2;
        Map<Work, Map<Contender, List<JsonObject>>> results = new EnumMap<>(Work.class);
        for (Work work : Work.values()) {
            for (int round = 0; round < rounds; round++) {
                for (Contender contender : Contender.values()) {
                    JsonObject result = run(contender, work);
                    System.err.printf(Locale.ROOT, "%s, %s: %s%n", work.title(), contender.title(), result);
                    results.computeIfAbsent(work, w -> new EnumMap<>(Contender.class))
                            .computeIfAbsent(contender, c -> new ArrayList<>())
                            .add(result);
                }
            }
        }
        String page = new BenchPage(results, Peak.measure()).text();
        System.out.println(page);
        if (args.length > 1) {
            Files.writeString(Path.of(args[1]), page);
        }
    }

    private static JsonObject run(Contender contender, Work work) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.add("-Dai.djl.offline=true");
        command.add("-D" + NativeMemory.PROPERTY + "=" + (contender == Contender.TEXTBOOK ? "off" : "on"));
        command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path"), Measure.class.getName()));
        command.addAll(Arrays.asList(contender.name(), work.name(), String.valueOf(REPETITIONS)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(
                    String.format(Locale.ROOT, "%s at %s ended with code %d: %s", contender, work, code, output));
        }
        return JsonParser.parseString(output.strip()).getAsJsonObject();
    }
}

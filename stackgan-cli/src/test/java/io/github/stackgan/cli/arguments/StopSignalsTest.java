package io.github.stackgan.cli.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.stackgan.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stops a training in a process of its own. */
class StopSignalsTest {
    private static final List<String> TRAIN = List.of(
            "train",
            "--set",
            "birds=40",
            "--set",
            "textEncoder.iterations=1",
            "--checkpoint-every",
            "1000000",
            "--out");

    @TempDir
    private Path folder;

    private Process start(Path output, List<String> arguments) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        Stream<String> jvm = Stream.of(
                java,
                "-Dai.djl.offline=true",
                "-Dstackgan.cache="
                        + Path.of(System.getProperty("stackgan.cache", "target/cache"))
                                .toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        List<String> command =
                Stream.of(jvm, arguments.stream()).flatMap(part -> part).toList();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    @Test
    @Timeout(300)
    void a_training_that_is_told_to_stop_saves_a_checkpoint_and_says_where() throws Exception {
        Path run = folder.resolve("run");
        Path output = folder.resolve("output.txt");
        Process process = start(
                output, Stream.concat(TRAIN.stream(), Stream.of(run.toString())).toList());
        assumeTrue(process.supportsNormalTermination(), "this system kills without asking");
        Path losses = run.resolve("losses.jsonl");
        while (process.isAlive() && (!Files.exists(losses) || Files.size(losses) == 0)) {
            Thread.sleep(100);
        }
        process.destroy();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(output)
                .content()
                .contains("Stopping after this iteration")
                .contains("interrupted after iteration")
                .contains("goes on from");
        try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .anyMatch(name -> name.startsWith("checkpoint-stage01-"));
        }
    }

    @Test
    @Timeout(300)
    void a_server_that_is_told_to_stop_says_so_and_ends() throws Exception {
        Path output = folder.resolve("output.txt");
        Process process = start(output, List.of("serve", "--port", "0"));
        assumeTrue(process.supportsNormalTermination(), "this system kills without asking");
        while (process.isAlive() && !Files.readString(output).contains("Ctrl-C ends")) {
            Thread.sleep(100);
        }
        process.destroy();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(output).content().contains("Stopping; what is being generated is answered first");
    }
}

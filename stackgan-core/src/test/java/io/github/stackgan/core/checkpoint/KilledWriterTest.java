package io.github.stackgan.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.settings.CheckpointPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KilledWriterTest {
    private static final int KILLS = 20;

    /** Writes checkpoints without end; what is in one tells its number. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) {
            Checkpoints checkpoints = new Checkpoints(CheckpointPolicy.in(Path.of(args[0])));
            float[] values = new float[1 << 20];
            for (long i = checkpoints.list().size(); ; i++) {
                java.util.Arrays.fill(values, i);
                checkpoints.write(
                        1,
                        i,
                        Map.of("iteration", "" + i),
                        Map.of("w", Weight.ofFloats(values, values.length)),
                        System.err::println);
            }
        }
    }

    @Test
    @Timeout(300)
    void a_process_killed_while_saving_leaves_a_whole_newest_checkpoint(@TempDir Path folder) throws Exception {
        List<String> warnings = new ArrayList<>();
        RandomStream random = RandomStream.of(1, "kills", 0);
        for (int i = 0; i < KILLS; i++) {
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            waitForFirst(folder, writer);
            Thread.sleep(random.nextInt(150));
            writer.destroyForcibly();
            assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
            Checkpoints.Found found = new Checkpoints(CheckpointPolicy.in(folder))
                    .latest(warnings::add)
                    .orElseThrow();
            float[] values = found.content().weights().get("w").toFloats();
            float number = Float.parseFloat(found.content().metadata().get("iteration"));
            assertThat(values).hasSize(1 << 20).containsOnly(number);
        }
        assertThat(warnings).isEmpty();
    }

    private static void waitForFirst(Path folder, Process writer) throws IOException, InterruptedException {
        while (writer.isAlive()) {
            try (Stream<Path> files = Files.list(folder)) {
                boolean writing = files.anyMatch(f -> f.toString().endsWith(".part"));
                if (writing
                        && !new Checkpoints(CheckpointPolicy.in(folder)).list().isEmpty()) {
                    return;
                }
            }
            Thread.sleep(10);
        }
    }
}

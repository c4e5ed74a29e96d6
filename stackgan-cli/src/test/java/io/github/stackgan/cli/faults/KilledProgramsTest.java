package io.github.stackgan.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.checkpoint.Checkpoints;
import io.github.stackgan.settings.CheckpointPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Programs are killed at random moments of their work, without a chance to do anything about it, and run again: in the
 * end there are the same bits as without a kill. The ordinary run kills one training; -Pfaults kills 500 programs.
 */
class KilledProgramsTest {
    private static final int ALL_KILLS = Integer.getInteger("stackgan.kills", 1);

    @TempDir
    private Path folder;

    private final Random random = new Random(1);

    /** What became of a program: it ended, or was killed. */
    private record Ending(boolean killed, long workMillis, String output) {}

    /** Kills the program if it still works so long after its work began; 0 lets it end. */
    private Ending run(Victim.Work work, Path where, Optional<Long> killAfter) throws Exception {
        Path errors = folder.resolve("errors.txt");
        Process program = new ProcessBuilder(VictimProgram.command(work, where))
                .redirectError(errors.toFile())
                .start();
        try (BufferedReader out = program.inputReader()) {
            String line = out.readLine();
            while (line != null && !line.equals(Victim.BEGINS)) {
                line = out.readLine();
            }
            long start = System.nanoTime();
            boolean ended = program.waitFor(killAfter.orElse(300_000L), TimeUnit.MILLISECONDS);
            if (!ended) {
                program.destroyForcibly().waitFor();
            } else {
                assertThat(program.exitValue()).as(Files.readString(errors)).isZero();
            }
            return new Ending(!ended, (System.nanoTime() - start) / 1_000_000, Files.readString(errors));
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_was_killed_and_run_again_ends_with_the_same_bits(Victim.Work work) throws Exception {
        int works = Victim.Work.values().length;
        int wanted = ALL_KILLS / works + (work.ordinal() < ALL_KILLS % works ? 1 : 0);
        assumeTrue(wanted > 0, "killed with -Pfaults");
        Path unbroken = folder.resolve("unbroken");
        long millis = run(work, unbroken, Optional.empty()).workMillis();
        int kills = 0;
        int runs = 0;
        while (kills < wanted) {
            Path broken = folder.resolve("broken" + runs++);
            Ending ending;
            do {
                Optional<Long> moment =
                        kills < wanted ? Optional.of((long) random.nextInt((int) millis + 1)) : Optional.empty();
                ending = run(work, broken, moment);
                assertThat(ending.output()).doesNotContain("Exception", "Passing over");
                if (ending.killed()) {
                    kills++;
                    assertNothingIsLost(work, broken);
                }
            } while (ending.killed());
            assertSame(work, unbroken, broken);
        }
        Figures.tell("kills", work + ": " + kills + " kills in " + runs + " runs of " + millis + " ms of work");
    }

    private static void assertSame(Victim.Work work, Path unbroken, Path broken) throws IOException {
        for (String name : work.results()) {
            assertThat(broken.resolve(name)).hasSameBinaryContentAs(unbroken.resolve(name));
        }
        if (work == Victim.Work.TRAIN) {
            assertThat(iterations(broken)).isEqualTo(iterations(unbroken));
        }
    }

    /** At most the iterations since the last checkpoint are to be done again; models are whole, or not there. */
    private static void assertNothingIsLost(Victim.Work work, Path broken) throws IOException {
        if (work == Victim.Work.TRAIN) {
            List<String> done = iterations(broken);
            if (!done.isEmpty()) {
                assertThat(done.size() - kept(broken)).isLessThanOrEqualTo(Victim.INTERVAL);
            }
        }
        if (work == Victim.Work.SAVE) {
            for (String name : List.of("a.safetensors", "b.safetensors")) {
                if (Files.exists(broken.resolve(name))) {
                    StackGan.load(broken.resolve(name)).close();
                }
            }
        }
    }

    /** Iterations of both stages in the newest checkpoint, which must be whole. */
    private static long kept(Path broken) {
        List<String> warnings = new ArrayList<>();
        Optional<Checkpoints.Found> found =
                new Checkpoints(CheckpointPolicy.in(broken.resolve("checkpoints"))).latest(warnings::add);
        assertThat(warnings).isEmpty();
        return found.map(f -> f.path().getFileName().toString())
                .map(name -> (name.contains("stage02") ? Victim.ITERATIONS : 0)
                        + Long.parseLong(name.replaceAll(".*-(\\d+)\\.safetensors", "$1")))
                .orElse(0L);
    }

    /** Stages and iterations of the loss log; its last line may be cut short. */
    private static List<String> iterations(Path run) throws IOException {
        List<String> result = new ArrayList<>();
        Path file = run.resolve("losses.jsonl");
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            try {
                JsonObject entry = JsonParser.parseString(line).getAsJsonObject();
                result.add(entry.get("stage") + "/" + entry.get("iteration"));
            } catch (JsonSyntaxException | IllegalStateException e) {
                continue;
            }
        }
        return result;
    }
}

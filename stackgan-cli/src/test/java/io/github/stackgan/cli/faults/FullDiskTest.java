package io.github.stackgan.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Programs whose disk becomes full, or cannot be written from the first, say so; once there is room they go on, and end
 * with the same bits. The disk is a file system in memory that no other process sees. The ordinary run prepares
 * images on one size; -Pfaults tries 40 with each program.
 */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {
    private static final int SIZES = Integer.getInteger("stackgan.disks", 1);

    /** Mounts the disk, works, makes room, works again, and copies what is there. */
    private static final String SCRIPT = """
            disk=$1 first=$2 out=$3 errors=$4; shift 4
            mount -t tmpfs -o size=64m none "$disk" && mount -o "remount,$first" "$disk" || exit 99
            "$@" >/dev/null 2>"$errors"
            echo "$?"
            mount -o remount,rw,size=64m "$disk"
            "$@" >/dev/null || exit 98
            cp -r "$disk/." "$out"
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void namespaces_can_be_had() throws Exception {
        assumeTrue(
                shell("mount -t tmpfs none \"$1\"", folder.toString()).exit() == 0,
                "this system lets nobody mount, or not in a namespace of its own");
    }

    private record Result(int exit, String output) {}

    private Result shell(String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        Path output = folder.resolveSibling(folder.getFileName() + ".out");
        try {
            Process shell = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(shell.waitFor(10, TimeUnit.MINUTES)).isTrue();
            return new Result(shell.exitValue(), Files.readString(output).strip());
        } catch (IOException e) {
            return new Result(97, String.valueOf(e.getMessage()));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** Works on a disk with options, then on one with room; tells the exit status and errors of the first. */
    private Result onDisk(Victim.Work work, String options, Path out) throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        Path errors = folder.resolve("errors.txt");
        List<String> arguments = new ArrayList<>(
                List.of(disk.toString(), options, Files.createDirectory(out).toString(), errors.toString()));
        arguments.addAll(VictimProgram.command(work, disk));
        Result both = shell(SCRIPT, arguments.toArray(String[]::new));
        assertThat(both.exit()).as(both.output() + Files.readString(errors)).isZero();
        return new Result(Integer.parseInt(both.output().lines().findFirst().orElseThrow()), Files.readString(errors));
    }

    private static long kilobytes(Path out) throws IOException {
        try (var files = Files.walk(out)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(f -> f.toFile().length() / 1024 + 4)
                    .sum();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TRAIN", "PREPARE", "EVALUATE"})
    void a_full_or_locked_disk_is_told_and_with_room_the_work_goes_on(Victim.Work work) throws Exception {
        assumeTrue(SIZES > 1 || work == Victim.Work.PREPARE, "tried with -Pfaults");
        Path whole = folder.resolve("whole");
        Result locked = onDisk(work, "ro", whole);
        assertTold(locked, work + " on a locked disk");
        long needed = kilobytes(whole);
        int full = 0;
        for (int i = 1; i <= SIZES; i++) {
            Path out = folder.resolve("out" + i);
            Result first = onDisk(work, "size=" + Math.max(4, needed * i / (SIZES + 1)) + "k", out);
            if (first.exit() != 0) {
                full++;
                assertTold(first, work + " on disk " + i);
            }
            for (String name : work.results()) {
                assertThat(out.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
            }
        }
        Figures.tell("disks", work + ": " + SIZES + " sizes up to " + needed + " KB, " + full + " of them too small");
    }

    /** By one of our exceptions, which names a file. */
    private static void assertTold(Result result, String what) {
        assertThat(result.exit()).as(what + result.output()).isEqualTo(1);
        assertThat(result.output())
                .as(what)
                .containsPattern("Exception in thread \"main\" io\\.github\\.stackgan\\.\\w+Exception: [^\n]*disk/");
    }
}

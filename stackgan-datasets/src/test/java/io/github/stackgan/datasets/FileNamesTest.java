package io.github.stackgan.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.stackgan.DatasetException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a process whose locale is "C", as in most containers. */
class FileNamesTest {
    @TempDir
    private Path folder;

    /** The process that reads: what becomes of a folder, on the standard output. */
    static final class Reading {
        private Reading() {}

        public static void main(String[] args) {
            try {
                System.out.println(ImageFolder.read(Path.of(args[0]), Problems.valueOf(args[1]))
                        .report());
            } catch (DatasetException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }

    private String read(String locale, Problems problems) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reading.class.getName(),
                        folder.toString(),
                        problems.name())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", locale);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private void assumeUnixWithAccents() {
        assumeThat(System.getProperty("os.name"))
                .as("LC_ALL tells the encoding here")
                .isEqualTo("Linux");
        try {
            assumeThat(Path.of("\u00e9")).isNotNull();
        } catch (InvalidPathException e) {
            assumeThat(false).as("the locale of this build has no accents").isTrue();
        }
    }

    private void images(List<String> names) throws IOException {
        Path good = Path.of("src/test/resources/mini/folder/pictures/p0.png");
        for (String name : names) {
            Path file = folder.resolve(name + ".png");
            Files.createDirectories(file.getParent());
            Files.copy(good, file);
            Files.writeString(folder.resolve(name + ".txt"), "a thing");
        }
    }

    @Test
    void accents_in_a_listed_name_blame_the_locale() throws IOException, InterruptedException {
        assumeUnixWithAccents();
        images(List.of("a", "r\u00e9d"));
        Files.writeString(
                folder.resolve("metadata.jsonl"),
                "{\"file_name\": \"a.png\", \"text\": \"x\"}\n{\"file_name\": \"r\u00e9d.png\", \"text\": \"x\"}\n");
        assertThat(read("C.UTF-8", Problems.FAIL)).contains("2 of 2 images can be used");
        assertThat(read("C", Problems.FAIL))
                .startsWith("refused: ")
                .contains("metadata.jsonl line 2: \"file_name\" is \"r")
                .contains("has characters that the locale has not (sun.jnu.encoding is ")
                .contains("; run with LC_ALL=C.UTF-8 in the environment");
        assertThat(read("C", Problems.SKIP)).contains("1 of 2 images can be used");
    }

    @Test
    void accents_in_a_found_name_blame_the_locale() throws IOException, InterruptedException {
        assumeUnixWithAccents();
        images(List.of("a", "s\u00fcb/b"));
        assertThat(read("C.UTF-8", Problems.FAIL)).contains("2 of 2 images can be used");
        assertThat(read("C", Problems.FAIL))
                .startsWith("refused: ")
                .contains("/b.png: the name has bytes that are no characters of the locale (sun.jnu.encoding is ")
                .contains("; run with LC_ALL=C.UTF-8 in the environment");
        assertThat(read("C", Problems.SKIP)).contains("1 of 1 images can be used");
    }
}

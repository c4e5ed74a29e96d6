package io.github.stackgan.datasets.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Annotations as large as the real training file of 2014: 66 MB, 82,783 images, 414,113 captions. A tree of it takes
 * several times as much memory as the process here is given. Runs with {@code -Pslow}.
 */
class CocoMemoryTest {
    private static final int IMAGES = 82_783;
    private static final int CAPTIONS = 414_113;

    @TempDir
    private Path folder;

    /** The process that reads: what is kept of the file, on the standard output. */
    static final class Reading {
        private Reading() {}

        public static void main(String[] args) {
            CocoAnnotations annotations = CocoAnnotations.read(Path.of(args[0]), CocoAnnotations.Part.CAPTIONS);
            int captions = annotations.captions().values().stream()
                    .mapToInt(c -> c.size())
                    .sum();
            System.out.println(annotations.images().size() + " " + captions);
        }
    }

    @Test
    void the_largest_file_is_read_in_little_memory() throws IOException, InterruptedException {
        assumeThat(Integer.getInteger("stackgan.mutations", 0))
                .as("a slow test, for -Pslow")
                .isGreaterThanOrEqualTo(20_000);
        Path file = folder.resolve("captions_train2014.json");
        write(file);
        assertThat(Files.size(file)).isBetween(60_000_000L, 72_000_000L);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reading.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).isEqualToIgnoringNewLines(IMAGES + " " + CAPTIONS);
    }

    private static void write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("{\"info\": {\"year\": 2014}, \"images\": [");
            for (int i = 0; i < IMAGES; i++) {
                out.write(String.format(
                        Locale.ROOT,
                        "%s{\"license\": 5, \"file_name\": \"COCO_train2014_%012d.jpg\", \"coco_url\":"
                                + " \"http://host/train2014/COCO_train2014_%012d.jpg\", \"height\": 480,"
                                + " \"width\": 640,"
                                + " \"date_captured\": \"2013-11-14 16:28:13\", \"flickr_url\":"
                                + " \"http://host/%d_z.jpg\","
                                + " \"id\": %d}",
                        i == 0 ? "" : ", ",
                        i,
                        i,
                        i,
                        i));
            }
            out.write("], \"licenses\": [], \"annotations\": [");
            for (int i = 0; i < CAPTIONS; i++) {
                out.write(String.format(
                        Locale.ROOT,
                        "%s{\"image_id\": %d, \"id\": %d, \"caption\": \"An image of thing %d that stands"
                                + " beside another.\"}",
                        i == 0 ? "" : ", ",
                        i % IMAGES,
                        i,
                        i));
            }
            out.write("]}");
        }
    }
}

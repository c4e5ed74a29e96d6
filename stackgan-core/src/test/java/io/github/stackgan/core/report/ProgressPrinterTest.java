package io.github.stackgan.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.Losses;
import io.github.stackgan.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProgressPrinterTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Instant now = Instant.EPOCH;
    private final ProgressPrinter printer =
            new ProgressPrinter(() -> now, new PrintStream(out, true, StandardCharsets.UTF_8));

    private Stream<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines();
    }

    @Test
    void tells_now_and_then_how_long_the_rest_takes() {
        for (int done = 1; done <= 1000; done++) {
            now = now.plusMillis(100);
            printer.onProgress(Progress.of("images checked", done, 1000));
        }
        now = now.plusMillis(700);
        printer.onProgress(Progress.of("captions encoded", 1, 1));
        // An image in a tenth of a second; a line in five seconds.
        assertThat(lines())
                .hasSize(21)
                .startsWith(
                        "Images checked: 50 of 1000, 1 min 35 s left", "Images checked: 100 of 1000, 1 min 30 s left")
                .contains("Images checked: 950 of 1000, 5 s left", "Images checked: 1000 in 1 min 40 s")
                .endsWith("Captions encoded: 1 in 0 s");
    }

    /** Losses 1, 2, ..., 6, one in each second. */
    @Test
    void figures_are_means_since_the_line_before() {
        for (int done = 1; done <= 6; done++) {
            now = now.plusSeconds(1);
            Losses figures = Losses.none().with("loss", done).with("accuracy", 0.5f);
            printer.onProgress(new Progress("text encoder", done, 6, figures));
        }
        assertThat(lines())
                .containsExactly(
                        "Text encoder: 5 of 6, loss 3.000, accuracy 0.500, 1 s left",
                        "Text encoder: 6 in 6 s, loss 6.000, accuracy 0.500");
    }

    /** As where the engine starts before the first of a thousand. */
    @Test
    void at_first_nobody_knows_how_long_the_rest_takes() {
        now = now.plusSeconds(9);
        printer.onProgress(Progress.of("real images", 16, 1000));
        now = now.plusSeconds(6);
        printer.onProgress(Progress.of("real images", 32, 1000));
        assertThat(lines()).containsExactly("Real images: 16 of 1000", "Real images: 32 of 1000, 6 min 3 s left");
    }

    /** Ninety of a hundred were there before; the six since took a second each. */
    @Test
    void what_an_earlier_run_did_does_not_shorten_the_rest() {
        for (int done = 91; done <= 96; done++) {
            now = now.plusSeconds(1);
            printer.onProgress(Progress.of("samples", done, 100));
        }
        assertThat(lines()).containsExactly("Samples: 95 of 100, 5 s left");
    }
}

package io.github.stackgan.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeLeftTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Instant now = Instant.EPOCH;

    @Test
    void tells_now_and_then_how_long_the_rest_takes() {
        TimeLeft time =
                new TimeLeft("Checked", "images", () -> now, new PrintStream(out, true, StandardCharsets.UTF_8));
        for (int done = 1; done <= 1000; done++) {
            now = now.plusMillis(100);
            time.finished(done, 1000);
        }
        now = now.plusMillis(700);
        time.finished(1, 1);
        // An image in a tenth of a second; a line in five seconds.
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(21)
                .startsWith("Checked 50 of 1000 images, 1 min 35 s left", "Checked 100 of 1000 images, 1 min 30 s left")
                .contains("Checked 950 of 1000 images, 5 s left", "Checked 1000 images in 1 min 40 s")
                .endsWith("Checked 1 images in 0 s");
    }
}

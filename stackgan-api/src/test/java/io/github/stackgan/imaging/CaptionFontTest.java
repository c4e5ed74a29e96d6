package io.github.stackgan.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CaptionFontTest {
    private static final String TEXT = "a small red bird with a white belly and very long black wings";

    /** The machine's, or the test is skipped. */
    private static CaptionFont font(int size) {
        Optional<CaptionFont> font = CaptionFont.of(size);
        assumeTrue(font.isPresent(), "no fonts here");
        return font.get();
    }

    @Test
    void wrapping_keeps_all_words_and_breaks_wherever_a_word_more_would_not_fit() {
        CaptionFont font = font(13);
        for (int width : new int[] {1, 60, 120, 1000}) {
            List<String> lines = font.wrap(TEXT, width);
            assertThat(String.join(" ", lines)).isEqualTo(TEXT);
            for (int i = 0; i + 1 < lines.size(); i++) {
                String next = lines.get(i + 1).split(" ", -1)[0];
                assertThat(font.wrap(lines.get(i), width)).hasSize(1);
                assertThat(font.wrap(lines.get(i) + " " + next, width)).hasSize(2);
            }
        }
        assertThat(font.wrap(TEXT, 1)).hasSize(13);
        assertThat(font.wrap("", 100)).isEmpty();
        assertThat(font.wrap("  two\twords ", 1000)).containsExactly("two words");
    }

    @Test
    void lines_are_written_below_their_edge_and_apart() {
        CaptionFont font = font(20);
        BufferedImage image = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        font.write(g, List.of("bird", "bird"), 10, 30);
        g.dispose();
        int second = 30 + font.lineHeight();
        assertThat(inked(image, 0, 30)).isZero();
        assertThat(inked(image, 30, second)).isPositive().isEqualTo(inked(image, second, second + font.lineHeight()));
    }

    private static long inked(BufferedImage image, int top, int bottom) {
        long inked = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                inked += (image.getRGB(x, y) & 0xffffff) == 0 ? 0 : 1;
            }
        }
        return inked;
    }

    /** In a process of its own, as Java remembers for good that there is no screen. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void a_screen_that_has_gone_is_no_error() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=false",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Asking.class.getName())
                .redirectErrorStream(true);
        builder.environment().put("DISPLAY", ":987");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.strip()).endsWith("asked");
    }

    /** The process that asks for a font. */
    static final class Asking {
        private Asking() {}

        public static void main(String[] args) {
            CaptionFont.of(12);
            System.out.println("asked");
        }
    }

    @Test
    void a_size_below_one_is_refused() {
        assertThatThrownBy(() -> CaptionFont.of(0)).hasMessageContaining("size");
    }
}

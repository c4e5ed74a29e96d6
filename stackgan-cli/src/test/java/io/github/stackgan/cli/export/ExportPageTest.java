package io.github.stackgan.cli.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.StackGan;
import io.github.stackgan.cli.Browser;
import io.github.stackgan.cli.Browser.Screen;
import io.github.stackgan.cli.Main;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.text.Alphabet;
import io.github.stackgan.core.text.UnknownCharacters;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of {@code export} in a real browser, opened as a file, against this library. */
class ExportPageTest {
    private static final String TEXT = "a small red bird with a white belly";

    private static final List<String> TEXTS = List.of(
            TEXT,
            "",
            " Black-and-WHITE wings; 50% of it \\ \"blue\"!\n",
            "\u00c9l\u00e9gant \u0130stanbul \u03a3\u03a5\u03a3 \ud83d\udc26 \u9e1f\u3002",
            "\ud83d\udc26".repeat(150) + "a bird whose wings are grey and long ".repeat(7));

    private static final long[] SEEDS = {0, 7, -1, 9007199254740991L};

    @TempDir
    private Path folder;

    private static List<Double> numbers(Object list) {
        return ((List<?>) list).stream().map(n -> ((Number) n).doubleValue()).toList();
    }

    private static void readsAsJava(Browser browser, UnknownCharacters unknown) {
        for (String text : TEXTS) {
            List<Double> rows = numbers(browser.script("return Array.from(stackgan.characters(arguments[0]))", text));
            assertThat(rows)
                    .as(text)
                    .isEqualTo(Arrays.stream(Alphabet.rows(text, unknown))
                            .asDoubleStream()
                            .boxed()
                            .toList());
        }
    }

    /** The first numbers of an image's stream are z, the next the noise of Stage-I's condition. */
    private static void drawsAsJava(Browser browser, int z, int condition) {
        for (long seed : SEEDS) {
            List<Double> drawn = numbers(browser.script(
                    "const noise = stackgan.noise(arguments[0]); return [...noise.z, ...noise.eps1]", seed));
            RandomStream stream = RandomStream.of(seed, "picture", 0);
            double[] expected = IntStream.range(0, z + condition)
                    .mapToDouble(i -> stream.nextNormal())
                    .toArray();
            assertThat(drawn).hasSize(expected.length);
            for (int i = 0; i < expected.length; i++) {
                assertThat(drawn.get(i)).as("number %d of seed %d", i, seed).isEqualTo(expected[i], within(1e-6));
            }
        }
    }

    /** Level for level, but for what rounding to whole levels makes of the last digits. */
    private static void showsAsJava(Browser browser, GeneratedImage expected) throws IOException {
        for (int stage = 0; stage < expected.stages().size(); stage++) {
            String address = browser.all("figure a").get(stage).getDomAttribute("href");
            byte[] png = Base64.getDecoder().decode(address.substring("data:image/png;base64,".length()));
            BufferedImage shown = ImageIO.read(new ByteArrayInputStream(png));
            BufferedImage ours = (BufferedImage) expected.stages().get(stage).getWrappedImage();
            assertThat(shown.getWidth()).isEqualTo(ours.getWidth());
            int most = 0;
            for (int i = 0; i < ours.getWidth() * ours.getHeight(); i++) {
                int x = i % ours.getWidth();
                int y = i / ours.getWidth();
                for (int shift = 0; shift < 24; shift += 8) {
                    int level = ours.getRGB(x, y) >> shift & 255;
                    most = Math.max(most, Math.abs((shown.getRGB(x, y) >> shift & 255) - level));
                }
            }
            assertThat(most)
                    .as("levels between the images of stage %d", stage + 1)
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void the_page_reads_draws_and_generates_as_the_library_does() throws IOException {
        try (Browser browser = Browser.open(Screen.DESKTOP, folder);
                StackGan gan = StackGan.pretrained("birds")) {
            Path page = folder.resolve("page");
            String runtime = RuntimePackage.file().toString();
            assertThat(Main.run("export", "--page", page.toString(), "--runtime", runtime))
                    .isZero();
            browser.go(page.resolve("index.html").toUri().toString());
            browser.await("an image", () -> browser.text("#status").startsWith("Generated in"));
            readsAsJava(browser, UnknownCharacters.SPACE);
            browser.script("MODEL.unknown = MODEL.alphabet.length");
            readsAsJava(browser, UnknownCharacters.BLANK);
            drawsAsJava(
                    browser,
                    gan.settings().stage1().noiseSize(),
                    gan.settings().stage1().conditioning().size());
            browser.find("#text").clear();
            browser.find("#text").sendKeys(TEXT);
            browser.find("#seed").clear();
            browser.find("#seed").sendKeys("7");
            browser.click("#generate");
            browser.await("seed 7", () -> browser.text("#status").endsWith("s, seed 7."));
            showsAsJava(
                    browser,
                    gan.generate(GenerationRequest.of(TEXT).withSeed(7)).get(0));
            assertThat(browser.complaints()).isEmpty();
            browser.look("export-page");
            browser.show(Screen.PHONE);
            assertThat(browser.clipped()).isEmpty();
            browser.look("export-page-phone");
        }
    }
}

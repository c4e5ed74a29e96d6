package io.github.stackgan.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.verify;

import com.google.common.hash.Hashing;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.Location;
import io.github.stackgan.StackGan;
import io.github.stackgan.cli.Browser;
import io.github.stackgan.cli.Browser.Screen;
import io.github.stackgan.settings.LocationSettings;
import io.github.stackgan.settings.Stage1;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page of {@code serve} in one real browser, generating with the pretrained birds. */
class ServePageTest {
    private static final String SHOWN = "figure.shown .frame img";

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static StackGan birds;

    @BeforeAll
    static void begin() {
        browser = Browser.open(Screen.DESKTOP, folder);
        birds = StackGan.pretrained("birds");
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
            birds.close();
        }
    }

    /** Each test has a server, hence an address, of its own; what a browser keeps for another is not seen. */
    @BeforeEach
    void asAtFirst() {
        browser.show(Screen.DESKTOP);
        browser.complaints();
    }

    private static void write(String css, String text) {
        browser.find(css).clear();
        browser.find(css).sendKeys(text);
    }

    /** Short, for messages: images are long. */
    private static String source(int stage) {
        String address = browser.all("figure img").get(stage).getDomAttribute("src");
        assertThat(address.substring(0, 22)).isEqualTo("data:image/png;base64,");
        return Hashing.sha256().hashUnencodedChars(address).toString();
    }

    /** Goes to the page, which generates its first text by itself. */
    private static void open(ImageServer server) {
        browser.go(server.address());
        generated();
    }

    private static void generated() {
        browser.await("an image", () -> browser.text("#status").startsWith("Generated in"));
        browser.await("all stages", () -> browser.all(SHOWN).size() == 2);
    }

    @Test
    void a_text_gives_stage_one_then_stage_two_and_a_seed_another_image() {
        try (ImageServer server = ImageServer.start(birds, "127.0.0.1", 0, 8)) {
            open(server);
            // Notes which stages are in view, whenever that changes.
            browser.script("""
                    window.seen = [];
                    new MutationObserver(() => {
                      const now = document.querySelectorAll('figure.shown').length;
                      if (now !== window.seen.at(-1)) window.seen.push(now);
                    }).observe(document.body, {subtree: true, childList: true, attributes: true});
                    """);
            write("#text", "a blue bird");
            browser.type(Keys.ENTER);
            generated();
            assertThat("" + browser.script("return window.seen.filter(n => n > 0).join()"))
                    .endsWith("1,2");
            assertThat(browser.text("#stages")).contains("Stage-I", "64 \u00d7 64", "Stage-II", "256 \u00d7 256");
            String first = source(1);
            assertThat(first).isNotEqualTo(source(0));
            browser.click("#another");
            browser.await("another image", () -> !first.equals(source(1)));
            write("#seed", "0");
            browser.type(Keys.ENTER);
            browser.await("the first image again", () -> first.equals(source(1)));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void a_model_of_one_stage_has_one_card_and_offers_its_own_captions() {
        try (ImageServer server = ImageServer.start(
                BlackModels.oneStage(List.of("a plain fish", "a fish with <b>stripes</b>")), "127.0.0.1", 0, 8)) {
            browser.go(server.address());
            browser.await("an image", () -> browser.text("#status").startsWith("Generated in"));
            assertThat(browser.all("figure")).hasSize(1);
            assertThat(browser.script("return document.getElementById('text').value"))
                    .isEqualTo("a plain fish");
            assertThat(browser.text("#about")).doesNotContain("Stage-II");
            browser.all("#examples button").get(1).click();
            browser.await("an image", () -> browser.text("#status").startsWith("Generated in"));
            assertThat(browser.script("return document.getElementById('text').value"))
                    .isEqualTo("a fish with <b>stripes</b>");
            assertThat(browser.complaints()).isEmpty();
            browser.look("serve-one-stage");
        }
    }

    /** From a quarter to three quarters of the canvas, or nearly, as a mouse moves in whole pixels. */
    @Test
    void a_box_is_dragged_where_the_model_is_told_one() {
        StackGan gan = BlackModels.told(Stage1.gawwnBox());
        try (ImageServer server = ImageServer.start(gan, "127.0.0.1", 0, 8)) {
            browser.go(server.address());
            browser.await("an image", () -> browser.text("#status").startsWith("Generated in"));
            verify(gan).generate(argThat((GenerationRequest r) -> r.location()
                    .equals(new Location.Box(0.2, 0.2, 0.6, 0.6))));
            browser.drag(browser.find("#canvas"), () -> {});
            browser.await("a box that was dragged", () -> mockingDetails(gan).getInvocations().stream()
                    .anyMatch(call -> call.getMethod().getName().equals("generate")
                            && call.getArgument(0) instanceof GenerationRequest request
                            && request.location() instanceof Location.Box box
                            && box.width() > 0.6));
            assertThat(browser.complaints()).isEmpty();
            browser.look("serve-box");
        }
    }

    /** The beak in the middle; then the next part, which is taken away again. */
    @Test
    void named_points_are_put_on_the_canvas_where_the_model_is_told_them() {
        StackGan gan = BlackModels.told(Stage1.gawwnKeyPoints()
                .withLocation(LocationSettings.birdParts().withKeyPoints("beak", "left eye")));
        try (ImageServer server = ImageServer.start(gan, "127.0.0.1", 0, 8)) {
            browser.go(server.address());
            browser.await("an image", () -> browser.text("#status").startsWith("Generated in"));
            browser.find("#canvas").click();
            browser.await("the beak", () -> pointsOf(gan).contains(Set.of("beak")));
            assertThat(browser.find("#part").getDomProperty("value")).isEqualTo("left eye");
            browser.find("#canvas").sendKeys(Keys.ARROW_LEFT);
            browser.await("the eye", () -> pointsOf(gan).contains(Set.of("beak", "left eye")));
            assertThat(browser.all("#canvas .point")).hasSize(2);
            browser.look("serve-key-points");
            browser.click("#away");
            browser.await("no eye", () -> browser.all("#canvas .point").size() == 1);
            browser.await(
                    "an image without",
                    () -> pointsOf(gan).get(pointsOf(gan).size() - 1).equals(Set.of("beak")));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** The names of the points of every request so far. */
    private static List<Set<String>> pointsOf(StackGan gan) {
        return mockingDetails(gan).getInvocations().stream()
                .filter(call -> call.getMethod().getName().equals("generate"))
                .map(call -> ((GenerationRequest) call.getArgument(0)).location())
                .map(where -> ((Location.KeyPoints) where).points().keySet())
                .map(Set::copyOf)
                .toList();
    }

    @Test
    void what_the_model_does_not_know_stands_under_the_text() {
        try (ImageServer server = ImageServer.start(birds, "127.0.0.1", 0, 8)) {
            open(server);
            assertThat(browser.find("#notes").isDisplayed()).isFalse();
            write("#text", "\ud30c\ub780 bird");
            browser.type(Keys.ENTER);
            browser.await("a note", () -> browser.find("#notes").isDisplayed());
            generated();
            assertThat(browser.text("#notes")).contains("This model's text encoder cannot read: \ud30c \ub780");
            assertThat(browser.find("#notes").getLocation().getY())
                    .isGreaterThan(browser.find("#text").getLocation().getY())
                    .isLessThan(browser.find("#generate").getLocation().getY());
            write("#text", "a red bird with a white belly");
            browser.type(Keys.ENTER);
            browser.await("no note", () -> !browser.find("#notes").isDisplayed());
            generated();
            assertThat(browser.find("#notes").isDisplayed()).isFalse();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void the_slider_moves_between_two_texts() {
        try (ImageServer server = ImageServer.start(birds, "127.0.0.1", 0, 8)) {
            open(server);
            write("#text", "a small blue bird with a white belly");
            browser.click("summary");
            write("#to", "a small yellow bird with a black belly");
            browser.click("#generate");
            generated();
            assertThat(browser.text("#first")).isEqualTo("a small blue bird with a white belly");
            assertThat(browser.text("#second")).isEqualTo("a small yellow bird with a black belly");
            String start = source(1);
            browser.find("#slider").sendKeys(Keys.ARROW_RIGHT);
            String next = source(1);
            assertThat(next).isNotEqualTo(start);
            browser.find("#slider").sendKeys(Keys.END);
            String end = source(1);
            assertThat(end).isNotIn(start, next);
            assertThat(browser.find("#slider").getDomAttribute("aria-valuetext"))
                    .isEqualTo("100% of the way");
            browser.find("#slider").sendKeys(Keys.HOME);
            assertThat(source(1)).isEqualTo(start);
            browser.drag(
                    browser.find("#slider"),
                    () -> browser.await(
                            "an image on the way", () -> !List.of(start, end).contains(source(1))));
            browser.await("the end", () -> source(1).equals(end));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void who_is_impatient_gets_the_last_wish_and_fills_no_queue() {
        try (ImageServer server = ImageServer.start(birds, "127.0.0.1", 0, 1)) {
            open(server);
            browser.script("for (let i = 0; i < 30; i++) document.getElementById('another').click()");
            String last = "" + browser.find("#seed").getDomProperty("value");
            browser.await("the last one", () -> browser.text("#status").endsWith("seed " + last + "."));
            generated();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void images_are_saved() throws IOException {
        try (ImageServer server = ImageServer.start(birds, "127.0.0.1", 0, 8)) {
            open(server);
            browser.click("#generate");
            generated();
            browser.all("figure a").get(1).click();
            Path file = browser.downloaded(".png");
            assertThat(file).hasFileName("stage-2.png");
            assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(256);
        }
    }

    @Test
    void a_text_cannot_bring_a_script() {
        String nasty = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";
        try (ImageServer server = ImageServer.start(birds, "127.0.0.1", 0, 8)) {
            open(server);
            write("#text", nasty);
            browser.click("summary");
            write("#to", nasty);
            browser.click("#generate");
            generated();
            assertThat(browser.text("#first")).isEqualTo(nasty);
            assertThat(browser.script("return window.hacked === undefined")).isEqualTo(true);
            assertThat(browser.all("#way img, main script")).isEmpty();
            // Even markup that a mistake would let in could run nothing: the policy refuses it.
            browser.script("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked=1\">')");
            browser.await("the refusal", () -> browser.complaints().stream()
                    .anyMatch(complaint -> complaint.contains("Content Security Policy")));
            assertThat(browser.script("return window.hacked === undefined")).isEqualTo(true);
        }
    }

    @Test
    void what_goes_wrong_is_told() {
        browser.show(Screen.PHONE);
        try (ImageServer server = ImageServer.start(birds, "127.0.0.1", 0, 8)) {
            open(server);
            write("#text", "   ");
            browser.tap(browser.find("#generate"));
            browser.await("an error", () -> browser.text("#status").equals("Type a text first."));
            browser.script("document.getElementById('text').value = 'a'.repeat(501)");
            browser.tap(browser.find("#generate"));
            browser.await("an error", () -> browser.text("#status").contains("501 characters, but at most 500"));
            server.close();
            write("#text", "a red bird");
            browser.tap(browser.find("#generate"));
            browser.await("an error", () -> browser.text("#status").contains("The server cannot be reached"));
            assertThat(browser.clipped()).isEmpty();
            browser.look("serve-phone-error");
        }
    }

    @Test
    void it_looks_right_on_any_screen() {
        try (ImageServer server = ImageServer.start(birds, "127.0.0.1", 0, 8)) {
            for (Screen screen : Screen.values()) {
                String name = "serve-" + screen.name().toLowerCase(Locale.ROOT);
                browser.show(screen);
                open(server);
                looksRight(name + "-1");
                browser.click("summary");
                write("#to", "a large yellow bird with a black belly and a long brown tail on a branch");
                browser.click("#generate");
                browser.await("the way", () -> browser.find("#way").isDisplayed());
                generated();
                browser.find("#slider").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
                looksRight(name + "-2");
            }
        }
    }

    private static void looksRight(String name) {
        for (String colours : List.of("light", "dark")) {
            browser.prefer(colours);
            browser.look(name + "-" + colours);
            assertThat(browser.clipped()).as(name + ", " + colours).isEmpty();
        }
    }
}

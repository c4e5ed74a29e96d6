package io.github.stackgan.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.stackgan.cli.Browser;
import io.github.stackgan.cli.Browser.Screen;
import io.github.stackgan.cli.Main;
import io.github.stackgan.core.report.ImageGrid;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * The page of a study in a real browser, from the command that makes it to the command that sums up what was
 * downloaded.
 */
class StudyPageTest {
    private static final List<Color> COLOURS = List.of(Color.RED, Color.GREEN, Color.BLUE);

    @TempDir
    private Path folder;

    /** Methods red, green and blue with plain images of those colours. */
    private Path colours(int count, String... sentences) throws IOException {
        List<String> command = new ArrayList<>(List.of("study", "make", "--out", folder + "/study.html"));
        command.addAll(List.of("--sentences", sentences(sentences), "--seed", "3"));
        for (Color colour : COLOURS) {
            String name = name(colour);
            for (int i = 1; i <= sentences.length * count; i++) {
                ImageGrid.writePng(plain(colour), folder.resolve(name + "/p-" + i + ".png"));
            }
            command.addAll(List.of("--method", name + "=" + folder.resolve(name)));
        }
        assertThat(Main.run(command.toArray(String[]::new))).isZero();
        return folder.resolve("study.html");
    }

    private String sentences(String... sentences) throws IOException {
        return Files.write(folder.resolve("sentences.txt"), Arrays.asList(sentences))
                .toString();
    }

    private static String name(Color colour) {
        return colour == Color.RED ? "red" : colour == Color.GREEN ? "green" : "blue";
    }

    private static BufferedImage plain(Color colour) {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(colour);
        g.fillRect(0, 0, 64, 64);
        g.dispose();
        return image;
    }

    /** Where on the screen a method's card stands: only its image tells. */
    private static int card(Browser browser, Color colour) {
        browser.await(
                "images",
                () -> Boolean.TRUE.equals(browser.script(
                        "return [...document.images].length > 0 && [...document.images].every(i => i.naturalWidth)")));
        Object index = browser.script("""
                const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
                return [...document.querySelectorAll('.card')].findIndex(card => {
                  canvas.drawImage(card.querySelector('img'), 0, 0);
                  const [r, g, b] = canvas.getImageData(5, 5, 1, 1).data;
                  return r === arguments[0] && g === arguments[1] && b === arguments[2];
                });
                """, colour.getRed(), colour.getGreen(), colour.getBlue());
        return ((Long) index).intValue();
    }

    private static void start(Browser browser, Path page, String rater) {
        browser.go(page.toUri().toString());
        begin(browser, rater);
    }

    private static void begin(Browser browser, String rater) {
        browser.await("the first screen", () -> browser.find("#rater").isDisplayed());
        browser.find("#rater").sendKeys(rater, Keys.ENTER);
        browser.await("the first question", () -> browser.find("#cards").isDisplayed());
    }

    /** After the end: room for the next rater on the same device. */
    private static void another(Browser browser) {
        browser.click("#another");
        browser.driver().switchTo().alert().accept();
    }

    private static void key(Browser browser, Color colour) {
        browser.type(String.valueOf((char) ('a' + card(browser, colour))));
    }

    private static List<String> places(Browser browser) {
        return COLOURS.stream()
                .map(colour -> browser.all(".card .place").get(card(browser, colour)))
                .map(place -> place.getText())
                .toList();
    }

    private Path answersOf(String rater, Path page) throws IOException {
        Path own = Files.createDirectories(folder.resolve("browser of " + rater));
        try (Browser browser = Browser.open(Screen.DESKTOP, own)) {
            start(browser, page, rater);
            for (int i = 0; i < 3; i++) {
                COLOURS.forEach(colour -> key(browser, colour));
                browser.type(Keys.ENTER);
            }
            browser.await("the end", () -> browser.find("#done").isDisplayed());
            browser.click("#download");
            Path file = browser.downloaded(".json");
            assertThat(file.getFileName().toString()).contains(rater);
            assertThat(browser.complaints()).isEmpty();
            return Files.copy(
                    file, Files.createDirectories(folder.resolve("answers")).resolve(rater + ".json"));
        }
    }

    @Test
    void answers_by_keyboard_are_downloaded_and_summed_up() throws IOException {
        Path page = colours(1, "one", "two", "three");
        Path ann = answersOf("Ann", page);
        answersOf("Ben", page);
        Path result = folder.resolve("result.json");
        String[] rank = {
            "study", "rank", "--key", folder + "/study-key.json", "--json", "" + result, folder + "/answers"
        };
        assertThat(Main.run(rank)).isZero();
        JsonObject json = JsonParser.parseString(Files.readString(result)).getAsJsonObject();
        for (int i = 0; i < 3; i++) {
            JsonObject method = json.getAsJsonArray("methods").get(i).getAsJsonObject();
            assertThat(method.get("method").getAsString()).isEqualTo(name(COLOURS.get(i)));
            assertThat(method.get("meanRank").getAsDouble()).isEqualTo(i + 1);
        }
        assertThat(json.get("kendallW").getAsDouble()).isOne();
        assertThat(Main.run("study", "rank", "--key", folder + "/study-key.json", "" + ann, "" + ann))
                .isEqualTo(1);
    }

    @Test
    void the_mouse_chooses_takes_back_ties_and_goes_back() throws IOException {
        Path page = colours(1, "one", "two");
        try (Browser browser = Browser.open(Screen.DESKTOP, folder)) {
            start(browser, page, "Ann");
            assertThat(browser.find("#next").isEnabled()).isFalse();
            browser.all(".card").get(card(browser, Color.BLUE)).click();
            browser.click("#tie");
            assertThat(browser.text("#status")).isEqualTo("Choose the image that shares 1st place.");
            browser.all(".card").get(card(browser, Color.RED)).click();
            browser.all(".card").get(card(browser, Color.GREEN)).click();
            assertThat(places(browser)).containsExactly("1st =", "3rd", "1st =");
            browser.click("#undo");
            assertThat(places(browser)).containsExactly("1st =", "", "1st =");
            browser.all(".card").get(card(browser, Color.RED)).click();
            assertThat(places(browser)).containsExactly("", "", "1st");
            browser.all(".card").get(card(browser, Color.GREEN)).click();
            browser.all(".card").get(card(browser, Color.RED)).click();
            assertThat(places(browser)).containsExactly("3rd", "2nd", "1st");
            browser.click("#next");
            assertThat(browser.text("#count")).isEqualTo("2 of 2");
            assertThat(places(browser)).containsExactly("", "", "");
            browser.click("#back");
            assertThat(places(browser)).containsExactly("3rd", "2nd", "1st");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void answers_outlive_the_page_and_go_for_the_next_person() throws IOException {
        Path page = colours(1, "one", "two");
        try (Browser browser = Browser.open(Screen.DESKTOP, folder)) {
            start(browser, page, "Ann");
            COLOURS.forEach(colour -> key(browser, colour));
            browser.type(Keys.ENTER);
            key(browser, Color.GREEN);
            browser.go("about:blank");
            browser.go(page.toUri().toString());
            assertThat(browser.text("#count")).isEqualTo("2 of 2");
            assertThat(places(browser)).containsExactly("", "1st", "");
            key(browser, Color.RED);
            key(browser, Color.BLUE);
            browser.type(Keys.ENTER);
            assertThat(browser.text("#done")).contains("Thank you, Ann");
            another(browser);
            assertThat(browser.find("#welcome").isDisplayed()).isTrue();
            browser.go(page.toUri().toString());
            assertThat(browser.find("#welcome").isDisplayed()).isTrue();
        }
    }

    @Test
    void every_rater_sees_an_order_of_their_own_and_the_same_again() throws IOException {
        Path page = colours(1, "1", "2", "3", "4");
        try (Browser browser = Browser.open(Screen.DESKTOP, folder)) {
            browser.go(page.toUri().toString());
            String ann = shown(browser, "Ann");
            assertThat(shown(browser, "Ben")).isNotEqualTo(ann);
            assertThat(shown(browser, "ANN")).isEqualTo(ann);
        }
    }

    private static String shown(Browser browser, String rater) {
        begin(browser, rater);
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            order.append(browser.text("#sentence"));
            COLOURS.forEach(colour -> order.append(card(browser, colour)));
            browser.type("a", "b", "c", Keys.ENTER);
        }
        another(browser);
        return order.toString();
    }

    @Test
    void a_sentence_is_text_whatever_it_holds() throws IOException {
        String nasty = "<img src=x onerror=\"window.hacked=1\"></script><script>window.hacked=1</script>";
        try (Browser browser = Browser.open(Screen.DESKTOP, folder)) {
            start(browser, colours(1, nasty), nasty);
            assertThat(browser.text("#sentence")).isEqualTo("\u201c" + nasty + "\u201d");
            COLOURS.forEach(colour -> key(browser, colour));
            browser.type(Keys.ENTER);
            assertThat(browser.text("#who")).isEqualTo(nasty);
            assertThat(browser.script("return window.hacked === undefined")).isEqualTo(true);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void without_storage_the_page_says_so_and_works() throws IOException {
        try (Browser browser = Browser.open(Screen.DESKTOP, folder)) {
            browser.beforeEveryPage(
                    "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }})");
            Path page = colours(1, "one");
            browser.go(page.toUri().toString());
            assertThat(browser.find("#forgetful").isDisplayed()).isTrue();
            start(browser, page, "Ann");
            COLOURS.forEach(colour -> key(browser, colour));
            browser.type(Keys.ENTER);
            browser.click("#download");
            assertThat(browser.downloaded(".json")).content().contains("\"places\"");
        }
    }

    @Test
    void a_phone_shows_everything_and_takes_taps() throws IOException {
        Path page = colours(5, "a small red bird with a white belly and a very long tail that sits on a branch", "two");
        try (Browser browser = Browser.open(Screen.PHONE, folder)) {
            browser.go(page.toUri().toString());
            assertThat(browser.clipped()).isEmpty();
            start(browser, page, "Ann");
            for (int i = 0; i < 2; i++) {
                for (Color colour : COLOURS) {
                    browser.tap(browser.all(".card").get(card(browser, colour)));
                }
                assertThat(places(browser)).containsExactly("1st", "2nd", "3rd");
                assertThat(browser.clipped()).isEmpty();
                browser.look("study-phone-several");
                browser.tap(browser.find("#next"));
            }
            assertThat(browser.find("#done").isDisplayed()).isTrue();
            assertThat(browser.clipped()).isEmpty();
        }
    }

    @Test
    void the_bundled_models_stages_make_a_study_that_looks_right_on_any_screen() throws IOException {
        String[] texts = {"a small red bird with a white belly", "a blue bird with a yellow crown and black wings"};
        Path page = folder.resolve("birds.html");
        assertThat(Main.run("study", "make", "--sentences", sentences(texts), "--out", page.toString()))
                .isZero();
        assertThat(folder.resolve("birds-key.json")).content().contains("\"Stage-I\"", "\"Stage-II\"");
        try (Browser browser = Browser.open(Screen.DESKTOP, folder)) {
            browser.go(page.toUri().toString());
            for (Screen screen : Screen.values()) {
                for (String colours : List.of("light", "dark")) {
                    String name = "study-" + screen.name().toLowerCase(java.util.Locale.ROOT) + "-" + colours;
                    browser.show(screen);
                    browser.prefer(colours);
                    looksRight(browser, name + "-1");
                    begin(browser, "Ann");
                    looksRight(browser, name + "-2");
                    browser.type("b");
                    looksRight(browser, name + "-3");
                    browser.type("a", Keys.ENTER, "a", "b", Keys.ENTER);
                    browser.click("#download");
                    looksRight(browser, name + "-4");
                    another(browser);
                }
            }
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void looksRight(Browser browser, String name) {
        browser.look(name);
        assertThat(browser.clipped()).as(name).isEmpty();
    }
}

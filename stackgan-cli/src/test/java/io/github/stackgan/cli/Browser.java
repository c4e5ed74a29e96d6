package io.github.stackgan.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.SessionNotCreatedException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A real Chromium without a window. Where there is none, the test that asks for it is skipped and says so; system
 * property {@code stackgan.browser=required} makes that a failure.
 *
 * <p>With system property {@code stackgan.screenshots} set to a folder, {@link #look} leaves images there for people to
 * look at.
 */
public final class Browser implements AutoCloseable {
    /**
     * Told not to mention that it knows no protocol of just this version: it needs none. Held, for loggers are garbage
     * otherwise.
     */
    private static final Logger PROTOCOL = Logger.getLogger("org.openqa.selenium.devtools");

    static {
        PROTOCOL.setLevel(Level.SEVERE);
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver driver;
    private final Path downloads;

    private Browser(ChromeDriver driver, Path downloads) {
        this.driver = driver;
        this.downloads = downloads;
    }

    /** Which screen the browser pretends to have. */
    public enum Screen {
        DESKTOP(1280, 800, false),
        PHONE(390, 844, true);

        private final int width;
        private final int height;
        private final boolean touch;

        Screen(int width, int height, boolean touch) {
            this.width = width;
            this.height = height;
            this.touch = touch;
        }
    }

    public static Browser open(Screen screen, Path folder) {
        Optional<Path> chromium = program("chromium", "chromium-browser", "google-chrome");
        Optional<Path> chromedriver = program("chromedriver");
        if (chromium.isEmpty() || chromedriver.isEmpty()) {
            skip("no Chromium with chromedriver on the PATH (Debian: apt-get install chromium chromium-driver)");
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toString());
        options.addArguments("--headless=new", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars");
        options.addArguments(
                "--window-size=" + screen.width + "," + screen.height, "--user-data-dir=" + folder.resolve("profile"));
        if ("root".equals(System.getProperty("user.name"))) {
            // Chromium refuses its sandbox to root, which is whom containers run as.
            options.addArguments("--no-sandbox");
        }
        options.setExperimentalOption(
                "prefs",
                Map.of("download.default_directory", folder.resolve("downloads").toString()));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        Browser browser = new Browser(started(service, options), folder.resolve("downloads"));
        browser.show(screen);
        return browser;
    }

    /** A browser that is there may be of another version than its driver, or not be allowed to start. */
    private static ChromeDriver started(ChromeDriverService service, ChromeOptions options) {
        try {
            return new ChromeDriver(service, options);
        } catch (SessionNotCreatedException e) {
            skip("Chromium cannot be started: " + e.getRawMessage());
            throw e;
        }
    }

    /** Skips the test that asks, or fails it where browser tests are required. */
    public static void skip(String why) {
        String message = "Browser tests are skipped: " + why;
        if ("required".equals(System.getProperty("stackgan.browser"))) {
            throw new AssertionError(message);
        }
        System.out.println(message);
        Assumptions.abort(message);
    }

    private static Optional<Path> program(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(
                                System.getenv().getOrDefault("PATH", "").split(":"))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Real pixels and touch as a phone has them, not just a small window. */
    public void show(Screen screen) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width", screen.width,
                        "height", screen.height,
                        "deviceScaleFactor", screen.touch ? 2 : 1,
                        "mobile", screen.touch));
        driver.executeCdpCommand("Emulation.setTouchEmulationEnabled", Map.of("enabled", screen.touch));
    }

    public void prefer(String colours) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
    }

    public ChromeDriver driver() {
        return driver;
    }

    public void go(String address) {
        driver.get(address);
    }

    public WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    public String text(String css) {
        return find(css).getText();
    }

    public void click(String css) {
        find(css).click();
    }

    /** To whatever has the focus, as a keyboard does. */
    public void type(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    public void await(String what, BooleanSupplier condition) {
        new WebDriverWait(driver, PATIENCE).withMessage(what).until(d -> condition.getAsBoolean());
    }

    @Nullable
    public Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    public void beforeEveryPage(String script) {
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /**
     * A mouse's drag from the left end of an element to its right end; what is done half way sees the button still
     * held.
     */
    public void drag(WebElement element, Runnable halfWay) {
        mouse("mousePressed", at(element, 0.01));
        mouse("mouseMoved", at(element, 0.5));
        halfWay.run();
        mouse("mouseMoved", at(element, 0.99));
        mouse("mouseReleased", at(element, 0.99));
    }

    private void mouse(String type, List<?> at) {
        driver.executeCdpCommand(
                "Input.dispatchMouseEvent",
                Map.of("type", type, "x", at.get(0), "y", at.get(1), "button", "left", "buttons", 1, "clickCount", 1));
    }

    /** A finger's tap in the middle, not a mouse's click. */
    public void tap(WebElement element) {
        List<?> middle = at(element, 0.5);
        Map<String, Object> point = Map.of("x", middle.get(0), "y", middle.get(1));
        driver.executeCdpCommand(
                "Input.dispatchTouchEvent", Map.of("type", "touchStart", "touchPoints", List.of(point)));
        driver.executeCdpCommand("Input.dispatchTouchEvent", Map.of("type", "touchEnd", "touchPoints", List.of()));
    }

    /** x and y on the screen at a part of an element's width and half its height, brought into view. */
    private List<?> at(WebElement element, double part) {
        Object at = driver.executeScript("""
                arguments[0].scrollIntoView({block: 'center'});
                const b = arguments[0].getBoundingClientRect();
                return [b.x + b.width * arguments[1], b.y + b.height / 2];
                """, element, part);
        if (!(at instanceof List<?> place)) {
            throw new AssertionError("no place on the screen: " + at);
        }
        return place;
    }

    /** What the browser complained of: script errors, refused contents, failed requests. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Nothing is wider than the screen, and no text is cut off within its element. */
    public List<String> clipped() {
        Object found = driver.executeScript("""
                const bad = [];
                const width = document.documentElement.clientWidth;
                const page = document.documentElement.scrollWidth;
                if (page > width) bad.push('page is ' + page + ' of ' + width);
                for (const e of document.querySelectorAll('body *')) {
                  const box = e.getBoundingClientRect();
                  if (!box.width || !box.height || getComputedStyle(e).visibility === 'hidden') continue;
                  if (box.left < -1 || box.right > width + 1) bad.push(e.tagName + '#' + e.id + ' leaves the page');
                  const text = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
                  const cut = text && e.tagName !== 'TEXTAREA' && e.clientWidth && e.scrollWidth > e.clientWidth + 1;
                  if (cut) bad.push(e.tagName + '#' + e.id + ' cuts its text');
                }
                return bad;
                """);
        return found instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of("no answer");
    }

    public void look(String name) {
        String folder = System.getProperty("stackgan.screenshots", "");
        if (!folder.isEmpty()) {
            try {
                Files.createDirectories(Path.of(folder));
                Files.write(Path.of(folder, name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The only file that was downloaded, once it is whole. */
    public Path downloaded(String ending) {
        await("a download", () -> finished(ending).size() == 1);
        return finished(ending).get(0);
    }

    private List<Path> finished(String ending) {
        if (!Files.isDirectory(downloads)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(downloads)) {
            return files.filter(f -> f.toString().endsWith(ending)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}

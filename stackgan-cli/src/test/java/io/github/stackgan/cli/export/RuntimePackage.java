package io.github.stackgan.cli.export;

import io.github.stackgan.cli.Browser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The npm package that runs a page's model: the file that system property {@code stackgan.runtime} names, or one that
 * npm fetches once into this module's target folder. Where there is neither, the test that asks for it is skipped as
 * those without a browser are.
 */
final class RuntimePackage {
    private static final Path FETCHED = Path.of("target", "onnxruntime-web-1.30.0.tgz");

    private RuntimePackage() {}

    static Path file() {
        String given = System.getProperty("stackgan.runtime", "");
        if (!given.isEmpty()) {
            return Path.of(given);
        }
        if (Files.notExists(FETCHED) && !fetched()) {
            Browser.skip("npm cannot fetch onnxruntime-web 1.30.0; give the file by -Dstackgan.runtime=FILE");
        }
        return FETCHED;
    }

    private static boolean fetched() {
        try {
            return new ProcessBuilder("npm", "pack", "onnxruntime-web@1.30.0", "--silent")
                            .directory(FETCHED.getParent().toFile())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}

package io.github.stackgan.cli.serve;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file of the page, kept in memory.
 *
 * @param type as HTTP names it
 * @param content as it is sent
 */
record WebPage(String type, byte[] content) {
    static WebPage of(String name, String type) {
        try (InputStream in = WebPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("stackgan-cli was built without its page " + name);
            }
            return new WebPage(type, in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("The page " + name + " in stackgan-cli cannot be read", e);
        }
    }
}

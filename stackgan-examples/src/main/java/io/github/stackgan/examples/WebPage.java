package io.github.stackgan.examples;

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
        try (InputStream in = WebPage.class.getResourceAsStream("serve/" + name)) {
            if (in == null) {
                throw new IllegalStateException("stackgan-examples was built without its page serve/" + name);
            }
            return new WebPage(type, in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("The page serve/" + name + " in stackgan-examples cannot be read", e);
        }
    }
}

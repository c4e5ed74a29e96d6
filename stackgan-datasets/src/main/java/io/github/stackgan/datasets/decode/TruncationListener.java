package io.github.stackgan.datasets.decode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Listens for images that break off: the JPEG decoder only warns, and fills the rest with grey. Its other warnings, of
 * odd profiles or spare bytes before a marker, leave the image whole, and every viewer shows it.
 */
final class TruncationListener implements IIOReadWarningListener {
    private final List<String> warnings = new ArrayList<>();

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        String lower = warning.toLowerCase(Locale.ROOT);
        if (lower.contains("extraneous bytes")) {
            return;
        }
        if (lower.contains("premature") || lower.contains("truncated") || lower.contains("corrupt")) {
            warnings.add(warning);
        }
    }

    void check() throws IOException {
        if (!warnings.isEmpty()) {
            throw new IOException(warnings.get(0));
        }
    }
}

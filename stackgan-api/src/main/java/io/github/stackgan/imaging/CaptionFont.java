package io.github.stackgan.imaging;

import io.github.stackgan.checks.Require;
import java.awt.AWTError;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The font of captions beside images, the system's sans-serif. Small servers have no fonts; there images go without
 * captions.
 *
 * @since 0.1.0
 */
public final class CaptionFont {
    private final FontMetrics metrics;

    private CaptionFont(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * A font of this machine.
     *
     * @param size of the font in points, at least 1
     * @return the font; none where no font is installed
     * @throws IllegalArgumentException if the size is less than 1
     */
    public static Optional<CaptionFont> of(int size) {
        Require.positive("size", size);
        try {
            FontMetrics metrics = metrics(new Font(Font.SANS_SERIF, Font.PLAIN, size));
            return metrics.stringWidth("a bird") > 0 ? Optional.of(new CaptionFont(metrics)) : Optional.empty();
        } catch (RuntimeException | InternalError | AWTError | LinkageError e) {
            // Java reports missing fonts in many ways, errors among them; and a screen that is not there.
            return Optional.empty();
        }
    }

    private static FontMetrics metrics(Font font) {
        Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            return g.getFontMetrics(font);
        } finally {
            g.dispose();
        }
    }

    /**
     * How far lines are apart.
     *
     * @return pixels
     */
    public int lineHeight() {
        return metrics.getHeight();
    }

    /**
     * Breaks a text between words.
     *
     * @param text any text
     * @param width of a line in pixels; a word that is wider has a line of its own
     * @return the lines; none of an empty text
     */
    public List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.strip().split("\\s+", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (line.isEmpty() || metrics.stringWidth(longer) <= width) {
                line = longer;
            } else {
                lines.add(line);
                line = word;
            }
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }

    /**
     * Writes lines below each other, in the colour that is set.
     *
     * @param g where to
     * @param lines from the top
     * @param x the left edge in pixels
     * @param y the top edge of the first line in pixels
     */
    public void write(Graphics2D g, List<String> lines, int x, int y) {
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setFont(metrics.getFont());
        int baseline = y + metrics.getAscent();
        for (String line : lines) {
            g.drawString(line, x, baseline);
            baseline += lineHeight();
        }
    }
}

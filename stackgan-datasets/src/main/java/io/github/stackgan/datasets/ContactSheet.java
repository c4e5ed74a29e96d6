package io.github.stackgan.datasets;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.checks.Require;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Many images of a dataset in one, with a caption under each, to see at a glance what is being learned from.
 *
 * @since 0.1.0
 */
public final class ContactSheet {
    private static final int GAP = 4;
    private static final int LINES = 3;

    private ContactSheet() {}

    /**
     * Draws the first images of a dataset, row by row. On a machine without fonts the captions are left out.
     *
     * @param images any dataset
     * @param count how many images, at least 1; fewer are drawn if the dataset has fewer
     * @param side width and height of each in pixels, at least 1
     * @param columns how many in a row, at least 1
     * @return the sheet, of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws IllegalArgumentException if a number is less than 1, or the dataset is empty
     * @throws io.github.stackgan.DatasetException if an image cannot be read
     */
    public static BufferedImage draw(CaptionedImages images, int count, int side, int columns) {
        Require.positive("count", count);
        Require.positive("side", side);
        Require.positive("columns", columns);
        if (images.size() < 1) {
            throw new IllegalArgumentException(
                    "images is " + Quoted.of(images.name()) + ", but holds no image; give a dataset that does");
        }
        int n = Math.min(count, images.size());
        int across = Math.min(columns, n);
        Optional<FontMetrics> font = font(side);
        int below = font.map(f -> LINES * f.getHeight()).orElse(0);
        int rows = (n + across - 1) / across;
        int width = GAP + across * (side + GAP);
        int height = GAP + rows * (side + below + GAP);
        BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = sheet.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.setColor(Color.DARK_GRAY);
        for (int i = 0; i < n; i++) {
            int x = GAP + i % across * (side + GAP);
            int y = GAP + i / across * (side + below + GAP);
            g.drawImage(images.image(i, side), x, y, null);
            List<String> captions = images.captions(i);
            // Not always the first: datasets may list captions from short to long.
            String caption = captions.get(i % captions.size());
            font.ifPresent(f -> write(g, f, caption, x, y + side, side));
        }
        g.dispose();
        return sheet;
    }

    /** Fonts come from the system, and small servers have none, which Java reports in many ways, errors among them. */
    private static Optional<FontMetrics> font(int side) {
        Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            FontMetrics metrics = g.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, Math.max(9, side / 18)));
            return metrics.stringWidth("a bird") > 0 ? Optional.of(metrics) : Optional.empty();
        } catch (RuntimeException | InternalError | LinkageError e) {
            return Optional.empty();
        } finally {
            g.dispose();
        }
    }

    private static void write(Graphics2D g, FontMetrics font, String caption, int x, int y, int width) {
        g.setFont(font.getFont());
        int line = 0;
        for (String text : wrapped(font, caption, width)) {
            g.drawString(text, x, y + line * font.getHeight() + font.getAscent());
            line++;
        }
    }

    /** At most {@link #LINES} lines; the last ends in dots if there is more. */
    private static List<String> wrapped(FontMetrics font, String caption, int width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : caption.split("\\s+", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (line.isEmpty() || font.stringWidth(longer) <= width) {
                line = longer;
            } else if (lines.size() == LINES - 1) {
                lines.add(line + "...");
                return lines;
            } else {
                lines.add(line);
                line = word;
            }
        }
        lines.add(line);
        return lines;
    }
}

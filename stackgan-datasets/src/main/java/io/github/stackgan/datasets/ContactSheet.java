package io.github.stackgan.datasets;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.checks.Require;
import io.github.stackgan.imaging.CaptionFont;
import java.awt.Color;
import java.awt.Graphics2D;
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
        Optional<CaptionFont> font = CaptionFont.of(Math.max(9, side / 18));
        int below = font.map(f -> LINES * f.lineHeight()).orElse(0);
        int rows = (n + across - 1) / across;
        int width = GAP + across * (side + GAP);
        int height = GAP + rows * (side + below + GAP);
        BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = sheet.createGraphics();
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
            font.ifPresent(f -> f.write(g, shortened(f.wrap(caption, side)), x, y + side));
        }
        g.dispose();
        return sheet;
    }

    /** At most {@link #LINES} lines; the last ends in dots if there is more. */
    private static List<String> shortened(List<String> lines) {
        if (lines.size() <= LINES) {
            return lines;
        }
        List<String> first = new ArrayList<>(lines.subList(0, LINES));
        first.set(LINES - 1, first.get(LINES - 1) + "...");
        return first;
    }
}

package io.github.stackgan.datasets;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.DatasetException;
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
     * Draws the first images of a dataset, row by row; those that cannot be read are left out. On a machine without
     * fonts the captions are left out.
     *
     * @param images any dataset
     * @param count how many images, at least 1; fewer are drawn if the dataset has fewer, or fewer can be read
     * @param side width and height of each in pixels, at least 1
     * @param columns how many in a row, at least 1
     * @return the sheet, of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws IllegalArgumentException if a number is less than 1, or the dataset is empty
     */
    public static BufferedImage draw(CaptionedImages images, int count, int side, int columns) {
        Require.positive("count", count);
        Require.positive("side", side);
        Require.positive("columns", columns);
        if (images.size() < 1) {
            throw new IllegalArgumentException(
                    "images is " + Quoted.of(images.name()) + ", but holds no image; give a dataset that does");
        }
        List<Integer> shown = new ArrayList<>();
        List<BufferedImage> drawn = new ArrayList<>();
        for (int i = 0; i < images.size() && shown.size() < count; i++) {
            if (read(images, i, side, drawn)) {
                shown.add(i);
            }
        }
        int across = Math.max(1, Math.min(columns, shown.size()));
        Optional<CaptionFont> font = CaptionFont.of(Math.max(9, side / 18));
        int below = font.map(f -> LINES * f.lineHeight()).orElse(0);
        int rows = (shown.size() + across - 1) / across;
        int width = GAP + across * (side + GAP);
        int height = GAP + rows * (side + below + GAP);
        BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = sheet.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.setColor(Color.DARK_GRAY);
        for (int i = 0; i < drawn.size(); i++) {
            int x = GAP + i % across * (side + GAP);
            int y = GAP + i / across * (side + below + GAP);
            g.drawImage(drawn.get(i), x, y, null);
            List<String> captions = images.captions(shown.get(i));
            // Not always the first: datasets may list captions from short to long.
            String caption = captions.get(i % captions.size());
            font.ifPresent(f -> f.write(g, shortened(f.wrap(caption, side)), x, y + side));
        }
        g.dispose();
        return sheet;
    }

    private static boolean read(CaptionedImages images, int image, int side, List<BufferedImage> into) {
        try {
            return into.add(images.image(image, side));
        } catch (DatasetException e) {
            return false;
        }
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

package io.github.stackgan.core.report;

import io.github.stackgan.TrainingException;
import io.github.stackgan.checks.FileFault;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.formats.AtomicFile;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Images in rows with a caption under each row. Small images are enlarged pixel by pixel, so that they show no more
 * than they hold. Where the machine has no fonts, the captions are left out.
 *
 * @since 0.1.0
 */
public final class ImageGrid {
    private static final int MARGIN = 8;
    private static final int TEXT = 13;

    private final List<String> headers;
    private final List<Row> rows;

    /**
     * One row.
     *
     * @param caption what stands under it; may be empty
     * @param images from left to right
     */
    public record Row(String caption, List<BufferedImage> images) {}

    private ImageGrid(List<String> headers, List<Row> rows) {
        this.headers = List.copyOf(headers);
        this.rows = List.copyOf(rows);
    }

    /**
     * A grid.
     *
     * @param headers what stands over the columns; may be empty
     * @param rows at least one
     * @return the grid
     */
    public static ImageGrid of(List<String> headers, List<Row> rows) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("rows is empty, but a grid needs at least one");
        }
        return new ImageGrid(headers, rows);
    }

    /**
     * Draws the grid.
     *
     * @param cell width and height of every image in it, in pixels
     * @return the grid, on white
     */
    public BufferedImage draw(int cell) {
        int columns = rows.stream().mapToInt(r -> r.images().size()).max().orElse(1);
        int width = Math.max(240, columns * (cell + MARGIN) + MARGIN);
        BufferedImage measure = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        List<List<String>> captions = new ArrayList<>();
        int height = MARGIN + (headers.isEmpty() ? 0 : 2 * TEXT);
        Graphics2D probe = graphics(measure);
        for (Row row : rows) {
            List<String> lines = wrapped(probe, row.caption(), width - 2 * MARGIN);
            captions.add(lines);
            height += cell + MARGIN + lines.size() * (TEXT + 4) + MARGIN / 2;
        }
        probe.dispose();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = graphics(image);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        int y = MARGIN;
        g.setColor(Color.DARK_GRAY);
        for (int i = 0; i < headers.size(); i++) {
            text(g, headers.get(i), MARGIN + i * (cell + MARGIN), y + TEXT);
        }
        y += headers.isEmpty() ? 0 : 2 * TEXT;
        for (int i = 0; i < rows.size(); i++) {
            y = drawRow(g, rows.get(i), captions.get(i), cell, y);
        }
        g.dispose();
        return image;
    }

    private static int drawRow(Graphics2D g, Row row, List<String> caption, int cell, int top) {
        int x = MARGIN;
        for (BufferedImage image : row.images()) {
            g.drawImage(image, x, top, cell, cell, null);
            x += cell + MARGIN;
        }
        int y = top + cell + 4;
        g.setColor(Color.BLACK);
        for (String line : caption) {
            y += TEXT + 4;
            text(g, line, MARGIN, y - 4);
        }
        return y + MARGIN + MARGIN / 2 - 4;
    }

    private static Graphics2D graphics(BufferedImage image) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        return g;
    }

    /** Java throws errors of many kinds where no font is installed. */
    private static boolean hasFonts() {
        return Fonts.AVAILABLE;
    }

    /** Asked once. */
    private static final class Fonts {
        static final boolean AVAILABLE = ask();

        private static boolean ask() {
            try {
                BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
                Graphics2D g = image.createGraphics();
                boolean measured = g.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, TEXT))
                                .stringWidth("bird")
                        > 0;
                g.dispose();
                return measured;
            } catch (RuntimeException | LinkageError | InternalError e) {
                return false;
            }
        }
    }

    private static void text(Graphics2D g, String text, int x, int y) {
        if (hasFonts()) {
            g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, TEXT));
            g.drawString(text, x, y);
        }
    }

    private static List<String> wrapped(Graphics2D g, String text, int width) {
        if (text.isEmpty() || !hasFonts()) {
            return List.of();
        }
        FontMetrics metrics = g.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, TEXT));
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && metrics.stringWidth(line + " " + word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /**
     * Writes an image as PNG; the file appears whole or not at all.
     *
     * @param image the image
     * @param path the file; one that is there is replaced
     * @throws TrainingException if it cannot be written
     */
    public static void writePng(BufferedImage image, Path path) {
        try {
            byte[] png = png(image);
            AtomicFile.write(path, channel -> {
                ByteBuffer buffer = ByteBuffer.wrap(png);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            });
        } catch (IOException e) {
            throw new TrainingException(
                    "The image " + Quoted.bare(path.toString()) + " cannot be written: " + FileFault.reason(e)
                            + "; name a folder that may be written and has room",
                    e);
        }
    }

    static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", out)) {
            throw new IOException("this Java has no writer for PNG");
        }
        return out.toByteArray();
    }
}

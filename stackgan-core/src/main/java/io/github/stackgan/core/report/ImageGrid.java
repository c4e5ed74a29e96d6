package io.github.stackgan.core.report;

import io.github.stackgan.TrainingException;
import io.github.stackgan.checks.FileFault;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.formats.AtomicFile;
import io.github.stackgan.imaging.CaptionFont;
import io.github.stackgan.imaging.Png;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Images in rows with a caption under each row. Small images are enlarged pixel by pixel, so that they show no more
 * than they hold. Where the machine has no fonts, the captions are left out.
 *
 * @since 0.1.0
 */
public final class ImageGrid {
    private static final List<String> NUMERALS = List.of("I", "II", "III", "IV", "V", "VI");
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
        Optional<CaptionFont> font = CaptionFont.of(TEXT);
        int line = font.map(CaptionFont::lineHeight).orElse(0);
        int columns = rows.stream().mapToInt(r -> r.images().size()).max().orElse(1);
        int width = Math.max(240, columns * (cell + MARGIN) + MARGIN);
        List<List<String>> captions = rows.stream()
                .map(row ->
                        font.map(f -> f.wrap(row.caption(), width - 2 * MARGIN)).orElse(List.of()))
                .toList();
        int above = headers.isEmpty() ? MARGIN : MARGIN + line + MARGIN;
        int lines = captions.stream().mapToInt(List::size).sum();
        int height = above + rows.size() * (cell + 2 * MARGIN) + lines * line;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.setColor(Color.BLACK);
        for (int i = 0; i < headers.size(); i++) {
            List<String> header = List.of(headers.get(i));
            int x = MARGIN + i * (cell + MARGIN);
            font.ifPresent(f -> f.write(g, header, x, MARGIN));
        }
        int y = above;
        for (int i = 0; i < rows.size(); i++) {
            drawImages(g, rows.get(i), cell, y);
            int below = y + cell + MARGIN / 2;
            List<String> caption = captions.get(i);
            font.ifPresent(f -> f.write(g, caption, MARGIN, below));
            y += cell + 2 * MARGIN + caption.size() * line;
        }
        g.dispose();
        return image;
    }

    private static void drawImages(Graphics2D g, Row row, int cell, int top) {
        int x = MARGIN;
        for (BufferedImage image : row.images()) {
            g.drawImage(image, x, top, cell, cell, null);
            x += cell + MARGIN;
        }
    }

    /**
     * The heading of a stage's images, as the paper names the first two.
     *
     * @param number 1 for Stage-I
     * @return such as "Stage-II"
     */
    public static String stage(int number) {
        return "Stage-" + (number <= NUMERALS.size() ? NUMERALS.get(number - 1) : Integer.toString(number));
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
            byte[] png = Png.of(image);
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
}

package io.github.stackgan.datasets.shapes;

import com.google.common.hash.Hashing;
import com.google.gson.Gson;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Folders;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.checks.Require;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Coloured shapes on coloured grounds, each with one caption: what a small dataset of one's own is like, drawn by this
 * library. Image and caption depend on (seed, index) alone, at any size; a class is a shape in a colour on a ground.
 *
 * @since 0.1.0
 */
public final class SyntheticShapes implements CaptionedImages {
    /** Goes up when the same seed would draw other images or captions. */
    private static final int DRAWING = 1;

    private static final int WRITTEN_SIDE = 256;

    private enum Colour {
        RED(0xc8281e),
        ORANGE(0xf08c1e),
        YELLOW(0xf5dc32),
        GREEN(0x329646),
        BLUE(0x2850c8),
        PURPLE(0x823cb4),
        WHITE(0xf5f5f5),
        BLACK(0x191919);

        private final Color paint;

        Colour(int rgb) {
            paint = new Color(rgb);
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Drawing(Shape shape, Colour colour, Colour ground, boolean large, double x, double y, double angle) {
        private static Drawing random(SplittableRandom random) {
            Colour colour = Colour.values()[random.nextInt(Colour.values().length)];
            // Any but the shape's own.
            int step = 1 + random.nextInt(Colour.values().length - 1);
            Colour ground = Colour.values()[(colour.ordinal() + step) % Colour.values().length];
            return new Drawing(
                    Shape.values()[random.nextInt(Shape.values().length)],
                    colour,
                    ground,
                    random.nextBoolean(),
                    random.nextDouble(0.42, 0.58),
                    random.nextDouble(0.42, 0.58),
                    random.nextDouble(-0.2, 0.2));
        }

        private String caption(int form) {
            String what = colour.word() + " " + shape.word();
            String size = large ? "large" : "small";
            return switch (form) {
                case 0 -> "a " + size + " " + what + " on a " + ground.word() + " background";
                case 1 -> size + " " + what + ", " + ground.word() + " background";
                case 2 -> "on " + ground.word() + ", a " + size + " " + what;
                default ->
                    "the " + shape.word() + " is " + size + " and " + colour.word() + ", the background "
                            + ground.word();
            };
        }

        private BufferedImage draw(int side) {
            BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setColor(ground.paint);
            graphics.fillRect(0, 0, side, side);
            graphics.translate(x * side, y * side);
            graphics.rotate(angle);
            double radius = side * (large ? 0.36 : 0.22);
            graphics.scale(radius, radius);
            graphics.setColor(colour.paint);
            graphics.fill(shape.outline());
            graphics.dispose();
            return image;
        }

        private int classNumber() {
            int colours = Colour.values().length;
            return (shape.ordinal() * colours + colour.ordinal()) * colours + ground.ordinal();
        }
    }

    private final long seed;
    private final List<Drawing> drawings;
    private final List<Integer> classes;

    private SyntheticShapes(long seed, int size) {
        this.seed = seed;
        drawings = IntStream.range(0, size)
                .mapToObj(i -> Drawing.random(random(i)))
                .toList();
        classes =
                drawings.stream().map(Drawing::classNumber).distinct().sorted().toList();
    }

    /**
     * Shapes to learn from.
     *
     * @param seed any number; another seed gives other shapes
     * @param size how many, at least 1
     * @return the shapes
     * @throws IllegalArgumentException if {@code size} is less than 1
     */
    public static SyntheticShapes of(long seed, int size) {
        Require.positive("size", size);
        return new SyntheticShapes(seed, size);
    }

    private SplittableRandom random(int index) {
        return new SplittableRandom(new SplittableRandom(seed).nextLong() + 16L * index);
    }

    @Override
    public String name() {
        return "synthetic-shapes";
    }

    @Override
    public int size() {
        return drawings.size();
    }

    @Override
    public BufferedImage image(int index, int side) {
        Require.positive("side", side);
        return drawings.get(index).draw(side);
    }

    @Override
    public List<String> captions(int index) {
        int form = new SplittableRandom(random(index).nextLong()).nextInt(4);
        return List.of(drawings.get(index).caption(form));
    }

    @Override
    public int classOf(int index) {
        return Collections.binarySearch(classes, drawings.get(index).classNumber());
    }

    @Override
    public int classCount() {
        return classes.size();
    }

    @Override
    public String fingerprint() {
        String described = "synthetic-shapes " + DRAWING + " " + seed + " " + size();
        return Hashing.sha256().hashString(described, StandardCharsets.UTF_8).toString();
    }

    /**
     * Writes the shapes as a folder of images with a {@code metadata.jsonl}, in the form that
     * {@link io.github.stackgan.datasets.ImageFolder} reads.
     *
     * @param folder a new or empty folder
     * @throws DatasetException if there is something in the folder, or it cannot be written; nothing is left of it then
     */
    public void writeTo(Path folder) {
        List<Path> written = new ArrayList<>();
        try {
            Folders.make(folder);
            requireEmpty(folder);
            Gson json = new Gson();
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < size(); i++) {
                String name = String.format(Locale.ROOT, "%04d.png", i);
                written.add(folder.resolve(name));
                ImageIO.write(
                        image(i, WRITTEN_SIDE), "png", folder.resolve(name).toFile());
                lines.add(json.toJson(new TreeMap<>(
                        Map.of("file_name", name, "text", captions(i).get(0)))));
            }
            Path index = folder.resolve("metadata.jsonl");
            written.add(index);
            Files.write(index, lines);
        } catch (IOException e) {
            // Half a folder would be in the way of the next try.
            written.forEach(file -> delete(file, e));
            throw new DatasetException("The shapes cannot be written to " + Quoted.of(folder) + ": " + e, e);
        }
    }

    private static void delete(Path file, IOException because) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    private static void requireEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            files.min(Comparator.naturalOrder()).ifPresent(file -> {
                throw new DatasetException(Quoted.of(folder) + " is to be filled with shapes, but holds "
                        + Quoted.of(file.getFileName()) + "; name a new folder");
            });
        }
    }
}

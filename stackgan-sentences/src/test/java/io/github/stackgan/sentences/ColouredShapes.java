package io.github.stackgan.sentences;

import io.github.stackgan.CaptionedImages;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A small folder as anyone may have it: images of one shape in one colour before another, with one caption each. */
final class ColouredShapes implements CaptionedImages {
    /** The words of the captions, and no others. */
    static final Map<String, Color> COLOURS = Map.of(
            "red", Color.RED,
            "yellow", new Color(250, 220, 0),
            "green", new Color(0, 150, 0),
            "blue", new Color(0, 40, 230),
            "white", Color.WHITE,
            "black", Color.BLACK,
            "brown", new Color(120, 70, 20),
            "purple", new Color(140, 0, 160));

    static final List<String> NAMES = COLOURS.keySet().stream().sorted().toList();
    static final List<String> SHAPES = List.of("circle", "square", "triangle");

    private record Item(String colour, String shape, String ground, long seed) {
        String caption() {
            return switch ((int) (seed & 3)) {
                case 0 -> "a " + colour + " " + shape + " on a " + ground + " background";
                case 1 -> "this " + shape + " is " + colour + " and the background is " + ground;
                case 2 -> colour + " " + shape + ", " + ground + " background";
                default -> "there is a " + shape + " in " + colour + " before something " + ground;
            };
        }
    }

    private final List<Item> items = new ArrayList<>();

    ColouredShapes(int size) {
        SplittableRandom random = new SplittableRandom(7);
        while (items.size() < size) {
            String colour = NAMES.get(random.nextInt(NAMES.size()));
            String ground = NAMES.get(random.nextInt(NAMES.size()));
            String shape = SHAPES.get(random.nextInt(SHAPES.size()));
            if (!colour.equals(ground)) {
                items.add(new Item(colour, shape, ground, random.nextLong()));
            }
        }
    }

    @Override
    public String name() {
        return "coloured-shapes";
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public BufferedImage image(int index, int side) {
        Item item = items.get(index);
        SplittableRandom random = new SplittableRandom(item.seed());
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(COLOURS.get(item.ground()));
        g.fillRect(0, 0, side, side);
        g.setColor(COLOURS.get(item.colour()));
        int width = side / 2 + random.nextInt(side / 4);
        int x = random.nextInt(side - width);
        int y = random.nextInt(side - width);
        switch (item.shape()) {
            case "circle" -> g.fillOval(x, y, width, width);
            case "square" -> g.fillRect(x, y, width, width);
            default ->
                g.fillPolygon(
                        new Polygon(new int[] {x, x + width / 2, x + width}, new int[] {y + width, y, y + width}, 3));
        }
        g.dispose();
        return image;
    }

    @Override
    public List<String> captions(int index) {
        return List.of(items.get(index).caption());
    }

    @Override
    public int classOf(int index) {
        return index;
    }

    @Override
    public int classCount() {
        return items.size();
    }

    @Override
    public String fingerprint() {
        return "shapes" + items.size();
    }
}

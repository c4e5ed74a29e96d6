package io.github.stackgan.core.testing;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Location;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The smallest dataset that a network can learn: squares of one colour before another. */
public record ColourPatches(int size) implements CaptionedImages {
    private static final List<Color> COLOURS = List.of(Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW);
    private static final List<String> NAMES = List.of("red", "green", "blue", "yellow");

    @Override
    public String name() {
        return "colour-patches";
    }

    @Override
    public BufferedImage image(int index, int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(COLOURS.get(index % 4));
        g.fillRect(0, 0, side, side);
        g.setColor(Color.DARK_GRAY);
        g.fillRect(index % 7 * side / 10, index % 5 * side / 8, side / 4, side / 4);
        g.dispose();
        return image;
    }

    @Override
    public List<String> captions(int index) {
        String name = NAMES.get(index % 4);
        return List.of("a " + name + " patch", "this patch is " + name);
    }

    @Override
    public int classOf(int index) {
        return index % 4;
    }

    @Override
    public int classCount() {
        return 4;
    }

    /** Of the square. */
    @Override
    public Optional<Location.Box> box(int index) {
        return Optional.of(new Location.Box(index % 7 / 10.0, index % 5 / 8.0, 0.25, 0.25));
    }

    /** Two corners of the square. */
    @Override
    public Optional<Location.KeyPoints> keyPoints(int index) {
        double left = index % 7 / 10.0;
        double top = index % 5 / 8.0;
        return Optional.of(new Location.KeyPoints(
                Map.of("beak", new Location.Point(left, top), "tail", new Location.Point(left + 0.25, top + 0.25))));
    }

    @Override
    public String fingerprint() {
        return "patches" + size;
    }
}

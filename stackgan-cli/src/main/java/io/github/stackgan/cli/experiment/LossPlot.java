package io.github.stackgan.cli.experiment;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.stackgan.StackGanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The losses of a run as an SVG drawing: means over parts of the run, one line for each network, stages one after the
 * other.
 */
final class LossPlot {
    private static final int WIDTH = 360;
    private static final int HEIGHT = 150;
    private static final int LEFT = 34;
    private static final int BOTTOM = 18;
    private static final int PARTS = 60;

    /** A curve: the losses' name in the log, what it is called, and its colour. */
    private enum Curve {
        DISCRIMINATOR("discriminator", "D", "#b33"),
        GENERATOR("generator", "G", "#36c");

        private final String key;
        private final String title;
        private final String colour;

        Curve(String key, String title, String colour) {
            this.key = key;
            this.title = title;
            this.colour = colour;
        }
    }

    private LossPlot() {}

    /**
     * Draws a file that {@link io.github.stackgan.core.report.LossLog} wrote; its lines tell the iterations in order.
     */
    static String of(Path losses) {
        List<JsonObject> lines = read(losses);
        List<double[]> curves = new ArrayList<>();
        for (Curve curve : Curve.values()) {
            curves.add(means(lines, curve));
        }
        double most =
                curves.stream().flatMapToDouble(java.util.Arrays::stream).max().orElse(1);
        double top = Math.max(1, Math.ceil(most));
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-label=\"losses\">",
                WIDTH,
                HEIGHT,
                WIDTH));
        for (int i = 0; i <= 2; i++) {
            double y = y(top * i / 2, top);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/><text x=\"%d\""
                            + " y=\"%.1f\">%.1f</text>",
                    LEFT,
                    WIDTH,
                    y,
                    y,
                    4,
                    y + 4,
                    top * i / 2));
        }
        for (int i = 0; i < curves.size(); i++) {
            svg.append(line(Curve.values()[i], curves.get(i), top, i));
        }
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%d\" y=\"%d\">%d iterations</text></svg>", LEFT, HEIGHT - 4, lines.size()));
        return svg.toString();
    }

    private static List<JsonObject> read(Path losses) {
        List<JsonObject> lines = new ArrayList<>();
        try {
            Files.readAllLines(losses)
                    .forEach(line -> lines.add(JsonParser.parseString(line).getAsJsonObject()));
        } catch (IOException e) {
            throw new StackGanException("The losses " + losses + " cannot be read: " + e, e);
        }
        return lines;
    }

    private static double[] means(List<JsonObject> lines, Curve curve) {
        int parts = Math.min(PARTS, lines.size());
        double[] means = new double[parts];
        for (int part = 0; part < parts; part++) {
            int from = part * lines.size() / parts;
            int to = (part + 1) * lines.size() / parts;
            for (JsonObject line : lines.subList(from, to)) {
                means[part] += line.get(curve.key).getAsDouble() / (to - from);
            }
        }
        return means;
    }

    private static String line(Curve curve, double[] values, double top, int place) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            double x = LEFT + (double) (WIDTH - LEFT) * i / Math.max(1, values.length - 1);
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y(values[i], top)));
        }
        return String.format(
                Locale.ROOT,
                "<polyline fill=\"none\" stroke=\"%s\" points=\"%s\"/><text x=\"%d\" y=\"14\" fill=\"%s\">%s</text>",
                curve.colour,
                points.toString().strip(),
                WIDTH - 40 + 20 * place,
                curve.colour,
                curve.title);
    }

    private static double y(double value, double top) {
        return (HEIGHT - BOTTOM) * (1 - value / top) + 2;
    }
}

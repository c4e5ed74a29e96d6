package io.github.stackgan.cli.generate;

import io.github.stackgan.GenerationRequest;
import io.github.stackgan.Location;
import io.github.stackgan.StackGan;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.keypoints.LocationGenerator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Where to draw, from the command line, in fractions of the image. */
public final class LocationOptions {
    private static final String BOX = "four numbers, LEFT,TOP,WIDTH,HEIGHT, such as 0.1,0.2,0.5,0.5";
    private static final String POINT = "NAME=X,Y, such as beak=0.7,0.3, several with ; between";

    @Option(
            names = "--box",
            paramLabel = "L,T,W,H",
            description = "For models that are told a box: its left edge, top, width and height, as fractions of the"
                    + " image, such as 0.1,0.2,0.5,0.5")
    private Optional<String> box = Optional.empty();

    @Option(
            names = "--key-points",
            paramLabel = "NAME=X,Y",
            split = ";",
            description = "For models that are told key points: a part's place as fractions of the image, such as"
                    + " beak=0.7,0.3; several with ; between, or in several options")
    private List<String> keyPoints = List.of();

    @Option(
            names = "--complete",
            paramLabel = "FILE",
            description = "What train-key-points wrote: the points that --key-points does not say are made up for each"
                    + " text and seed")
    private Optional<Path> complete = Optional.empty();

    /**
     * What is asked for, where it is asked for: one request for all, or one for each image where points are completed.
     *
     * @param gan what generates, whose text encoder the completed points are of
     * @param wanted all but the location, with a seed
     * @throws IllegalArgumentException as {@link #location}, or if there is a box to complete
     */
    List<GenerationRequest> requests(StackGan gan, GenerationRequest wanted) {
        if (complete.isEmpty()) {
            return List.of(wanted.withLocation(location()));
        }
        if (box.isPresent()) {
            throw new IllegalArgumentException("--box and --complete exclude each other; leave out --complete, which"
                    + " is for models that are told key points");
        }
        Location.KeyPoints given =
                location() instanceof Location.KeyPoints points ? points : new Location.KeyPoints(Map.of());
        List<GenerationRequest> each = new ArrayList<>();
        try (LocationGenerator points = LocationGenerator.load(complete.get(), gan.textEncoder())) {
            for (int t = 0; t < wanted.texts().size(); t++) {
                String text = wanted.texts().get(t);
                for (int i = 0; i < wanted.count(); i++) {
                    long seed = wanted.seed().orElseThrow() + t * wanted.seedStep() + i;
                    each.add(wanted.withTexts(text)
                            .withCount(1)
                            .withSeed(seed)
                            .withLocation(points.generate(text, given, seed)));
                }
            }
        }
        return each;
    }

    /**
     * What they say together.
     *
     * @throws IllegalArgumentException if they say both a box and key points, or something that is neither
     */
    public Location location() {
        if (box.isPresent() && !keyPoints.isEmpty()) {
            throw new IllegalArgumentException(
                    "--box and --key-points exclude each other; give the one that the model" + " is told");
        }
        if (keyPoints.isEmpty()) {
            return box.<Location>map(LocationOptions::box).orElse(Location.none());
        }
        Map<String, Location.Point> points = new TreeMap<>();
        for (String text : keyPoints) {
            int equals = text.lastIndexOf('=');
            double[] at = numbers("--key-points", text, text.substring(equals + 1), equals < 1 ? -1 : 2, POINT);
            String name = text.substring(0, equals).strip();
            if (points.put(name, new Location.Point(at[0], at[1])) != null) {
                throw new IllegalArgumentException("--key-points names " + Quoted.of(name) + " twice; name it once");
            }
        }
        return new Location.KeyPoints(points);
    }

    /** The box that a text says. */
    static Location.Box box(String text) {
        double[] edges = numbers("--box", text, text, 4, BOX);
        return new Location.Box(edges[0], edges[1], edges[2], edges[3]);
    }

    private static double[] numbers(String option, String whole, String text, int count, String wanted) {
        String[] parts = text.split(",", -1);
        double[] numbers = new double[parts.length];
        try {
            for (int i = 0; i < parts.length; i++) {
                numbers[i] = Double.parseDouble(parts[i].strip());
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " is " + Quoted.of(whole) + ", but must be " + wanted, e);
        }
        if (numbers.length != count) {
            throw new IllegalArgumentException(option + " is " + Quoted.of(whole) + ", but must be " + wanted);
        }
        return numbers;
    }
}

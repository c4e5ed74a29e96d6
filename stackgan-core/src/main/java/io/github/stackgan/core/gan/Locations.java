package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.Location;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.nn.AxisGrid;
import io.github.stackgan.settings.LocationSettings;
import java.util.List;
import java.util.Optional;

/**
 * Where the subjects of a batch's images stand, as networks read it: for each image square maps of {@value #CELLS}
 * cells. Of boxes there are four, which sample rows and columns: those that cut the box out, then those that place in
 * it. Of key points there is one for each, all 0 but for a 1 where the point is seen.
 *
 * @param maps (N, L, 16, 16), or empty for networks that are told no location
 * @since 0.1.0
 */
public record Locations(Optional<NDArray> maps) {
    /** For networks that are told no location. */
    public static final Locations NONE = new Locations(Optional.empty());

    static final int CELLS = 16;
    static final int BOX_MAPS = 4;

    private static final int MAP = CELLS * CELLS;

    /**
     * Refuses a location that networks cannot be told.
     *
     * @param settings what the networks are told, or empty for nothing
     * @param location any location
     * @throws IllegalArgumentException if it is of another kind, or has a key point with an unknown name; says what to
     *     do
     */
    public static void requireFits(Optional<LocationSettings> settings, Location location) {
        if (settings.isEmpty()) {
            require(
                    location instanceof Location.None,
                    "The model is told no location, but there is " + location
                            + "; leave it out, or take a model whose first stage is told one, as Stage1.gawwnBox()");
            return;
        }
        switch (settings.get().kind()) {
            case BOX ->
                require(
                        location instanceof Location.Box,
                        "The model draws in a box that it is told, but there is " + location
                                + "; give it one, as withBox(0.1, 0.2, 0.5, 0.5) or --box 0.1,0.2,0.5,0.5; where there"
                                + " is no way to, take a model that is told no location");
            case KEY_POINTS -> requireKnown(settings.get().keyPoints(), location);
        }
    }

    private static void requireKnown(List<String> known, Location location) {
        if (!(location instanceof Location.KeyPoints points)) {
            throw new IllegalArgumentException("The model draws at key points that it is told, but there is " + location
                    + "; give it some, as withKeyPoints(...) or --key-points " + known.get(0)
                    + "=0.7,0.3; where there is no way to, take a model that is told no location");
        }
        points.points()
                .keySet()
                .forEach(name -> require(
                        known.contains(name),
                        "The model knows no key point " + Quoted.of(name) + "; it knows " + String.join(", ", known)));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /**
     * Brings the locations of a batch to the device.
     *
     * @param manager the manager that they belong to
     * @param told what the networks are told, or empty for nothing
     * @param each one for every image, which {@link #requireFits} allows
     * @return their maps; none if the networks are told nothing
     */
    public static Locations of(NDManager manager, Optional<LocationSettings> told, List<? extends Location> each) {
        return told.map(settings -> of(manager, settings, each)).orElse(NONE);
    }

    private static Locations of(NDManager manager, LocationSettings settings, List<? extends Location> each) {
        int maps = mapCount(settings);
        float[] numbers = new float[each.size() * maps * MAP];
        for (int i = 0; i < each.size(); i++) {
            write(each.get(i), settings, numbers, i * maps * MAP);
        }
        return new Locations(Optional.of(manager.create(numbers, new Shape(each.size(), maps, CELLS, CELLS))));
    }

    static int mapCount(LocationSettings settings) {
        return switch (settings.kind()) {
            case BOX -> BOX_MAPS;
            case KEY_POINTS -> settings.keyPoints().size();
        };
    }

    private static void write(Location location, LocationSettings settings, float[] into, int offset) {
        if (location instanceof Location.Box box && settings.kind() == LocationSettings.Kind.BOX) {
            AxisGrid rows = AxisGrid.cropping(box.top(), box.height());
            AxisGrid columns = AxisGrid.cropping(box.left(), box.width());
            List<AxisGrid> grids = List.of(rows, columns, rows.inverse(), columns.inverse());
            for (int i = 0; i < grids.size(); i++) {
                grids.get(i).weights(CELLS, into, offset + i * MAP);
            }
        } else if (location instanceof Location.KeyPoints points
                && settings.kind() == LocationSettings.Kind.KEY_POINTS) {
            points.points().forEach((name, point) -> {
                int map = offset + settings.keyPoints().indexOf(name) * MAP;
                into[map + cell(point.y()) * CELLS + cell(point.x())] = 1;
            });
        } else {
            throw new IllegalStateException(location + " is no location of kind " + settings.kind());
        }
    }

    /** The cell from 0 that a fraction rounds to, counted from 1 as the authors' release does. */
    private static int cell(double fraction) {
        return (int) Math.max(1, Math.min(CELLS, Math.round(CELLS * fraction))) - 1;
    }

    /**
     * The maps of networks that are told locations.
     *
     * @return (N, L, 16, 16)
     * @throws IllegalStateException if there are none
     */
    NDArray told() {
        return maps.orElseThrow(() -> new IllegalStateException("the networks are told locations, but got none"));
    }

    /**
     * Those of several batches.
     *
     * @param batches of the same networks, at least one
     * @return one after the other
     */
    public static Locations together(List<Locations> batches) {
        if (batches.get(0).maps().isEmpty()) {
            return NONE;
        }
        NDList all = new NDList();
        batches.forEach(batch -> all.add(batch.told()));
        return new Locations(Optional.of(NDArrays.concat(all, 0)));
    }
}

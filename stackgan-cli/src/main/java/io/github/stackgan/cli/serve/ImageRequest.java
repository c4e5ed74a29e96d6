package io.github.stackgan.cli.serve;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.Location;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.gan.Locations;
import io.github.stackgan.settings.LocationSettings;
import io.github.stackgan.spi.StrictJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What the page asks for: one image of a text, or the way to another text.
 *
 * @param text the text
 * @param to where the way leads, if anywhere
 * @param location where to draw, if the model is told it
 * @param seed the noise; what JavaScript holds exactly, within +-(2^53 - 1); drawn if the request has none
 */
record ImageRequest(String text, Optional<String> to, Location location, long seed) {
    /** Images on the way, both ends included. */
    static final int STEPS = 9;

    /** The text encoder reads 201 characters. */
    private static final int MOST_CHARACTERS = 500;

    private static final String BOX =
            "box must be four numbers: left, top, width and height, such as [0.1, 0.2, 0.5, 0.5]";

    private static final String KEY_POINTS = "keyPoints must be two numbers for each name: its place from left and top,"
            + " such as {\"beak\": [0.7, 0.3]}";

    private static final long MOST_SEED = (1L << 53) - 1;

    /** Of seeds that are drawn here, so that they are easily typed again. */
    private static final long MOST_RANDOM_SEED = 1_000_000;

    private static final Set<String> MEMBERS = Set.of("text", "to", "box", "keyPoints", "seed");

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException with a message for whoever wrote the request
     */
    static ImageRequest parse(String body) {
        JsonElement root = json(body);
        if (!root.isJsonObject()) {
            throw new IllegalArgumentException(
                    "The request is not a JSON object such as {\"text\": \"a red bird\", \"seed\": 7}");
        }
        JsonObject object = root.getAsJsonObject();
        for (String member : object.keySet()) {
            if (!MEMBERS.contains(member)) {
                throw new IllegalArgumentException(
                        "The request has a member that is not known; known are text, to, box, keyPoints and seed");
            }
        }
        Optional<String> to = object.has("to") ? Optional.of(sentence("to", object.get("to"))) : Optional.empty();
        long seed = object.has("seed")
                ? seed(object.get("seed"))
                : ThreadLocalRandom.current().nextLong(MOST_RANDOM_SEED);
        return new ImageRequest(sentence("text", object.get("text")), to, location(object), seed);
    }

    /**
     * Refuses what the model cannot generate.
     *
     * @throws IllegalArgumentException with a message for whoever wrote the request
     */
    void requireFits(StackGan gan) {
        gan.settings().stage1().location().map(LocationSettings::kind).ifPresent(kind -> {
            if (kind == LocationSettings.Kind.BOX && !(location instanceof Location.Box)) {
                throw new IllegalArgumentException("This model draws in a box that it is told; " + BOX);
            }
            if (kind == LocationSettings.Kind.KEY_POINTS && !(location instanceof Location.KeyPoints)) {
                throw new IllegalArgumentException("This model draws at key points that it is told; " + KEY_POINTS);
            }
        });
        Locations.requireFits(gan.settings().stage1().location(), location);
        if (to.isPresent() && gan.settings().stage1().location().isPresent()) {
            throw new IllegalArgumentException(
                    "This model is told where to draw, and generates no way to another text; leave out to");
        }
    }

    List<GeneratedImage> generate(StackGan gan) {
        return to.isPresent()
                ? gan.interpolate(text, to.get(), STEPS, seed)
                : gan.generate(GenerationRequest.of(text).withSeed(seed).withLocation(location));
    }

    /** A box is [left, top, width, height], a point [x, y] by its name, in fractions of the image. */
    private static Location location(JsonObject object) {
        if (object.has("box") && object.has("keyPoints")) {
            throw new IllegalArgumentException("box and keyPoints exclude each other; send what the model is told");
        }
        if (object.has("box")) {
            double[] edges = numbers(object.get("box"), 4, BOX);
            return new Location.Box(edges[0], edges[1], edges[2], edges[3]);
        }
        if (!object.has("keyPoints")) {
            return Location.none();
        }
        if (!(object.get("keyPoints") instanceof JsonObject given)) {
            throw new IllegalArgumentException(KEY_POINTS);
        }
        Map<String, Location.Point> points = new TreeMap<>();
        given.asMap().forEach((name, place) -> {
            double[] at = numbers(place, 2, KEY_POINTS);
            points.put(name, new Location.Point(at[0], at[1]));
        });
        return new Location.KeyPoints(points);
    }

    private static double[] numbers(@Nullable JsonElement value, int count, String wanted) {
        try {
            if (value instanceof JsonArray array && array.size() == count) {
                double[] numbers = new double[count];
                for (int i = 0; i < count; i++) {
                    numbers[i] = array.get(i).getAsDouble();
                }
                return numbers;
            }
        } catch (NumberFormatException | IllegalStateException | UnsupportedOperationException e) {
            throw new IllegalArgumentException(wanted, e);
        }
        throw new IllegalArgumentException(wanted);
    }

    private static JsonElement json(String body) {
        try {
            return StrictJson.parse(body);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("The request is not JSON: " + e.getMessage(), e);
        }
    }

    private static String sentence(String name, @Nullable JsonElement value) {
        if (!(value instanceof JsonPrimitive text && text.isString())) {
            throw new IllegalArgumentException(name + " must be a text in quotes");
        }
        String sentence = text.getAsString().strip();
        if (sentence.isEmpty()) {
            throw new IllegalArgumentException(name + " is empty: type a text");
        }
        if (sentence.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(name + " has " + sentence.length() + " characters, but at most "
                    + MOST_CHARACTERS + " are allowed; shorten the text");
        }
        return sentence;
    }

    private static long seed(@Nullable JsonElement value) {
        try {
            if (value instanceof JsonPrimitive number && number.isNumber()) {
                long seed = Long.parseLong(number.getAsString());
                if (Math.abs(seed) <= MOST_SEED && seed != Long.MIN_VALUE) {
                    return seed;
                }
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(seedMessage(), e);
        }
        throw new IllegalArgumentException(seedMessage());
    }

    private static String seedMessage() {
        return "seed must be a whole number from -" + MOST_SEED + " to " + MOST_SEED;
    }
}

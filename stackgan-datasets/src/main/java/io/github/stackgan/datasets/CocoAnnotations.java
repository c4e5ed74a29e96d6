package io.github.stackgan.datasets;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.stackgan.DatasetException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One of COCO's annotation files, streamed: the parts of it may come in any order, and most of it is passed over. */
final class CocoAnnotations {
    private static final int BOX_NUMBERS = 4;

    private final Path file;
    private final Map<Long, String> images = new HashMap<>();
    private final Map<Long, TreeMap<Long, String>> captions = new HashMap<>();
    private final Map<Long, List<Instance>> instances = new HashMap<>();
    private final Map<Long, String> categories = new HashMap<>();

    private record Instance(long category, double[] box) {}

    CocoAnnotations(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    void read(JsonReader json) throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "images" -> each(json, this::image);
                case "annotations" -> each(json, this::annotation);
                case "categories" -> each(json, this::category);
                default -> json.skipValue();
            }
        }
        json.endObject();
    }

    @FunctionalInterface
    private interface Element {
        void read(JsonReader json, int index) throws IOException;
    }

    private static void each(JsonReader json, Element element) throws IOException {
        json.beginArray();
        for (int i = 0; json.hasNext(); i++) {
            element.read(json, i);
        }
        json.endArray();
    }

    private void image(JsonReader json, int index) throws IOException {
        long id = -1;
        String name = "";
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "id" -> id = json.nextLong();
                case "file_name" -> name = json.nextString();
                default -> json.skipValue();
            }
        }
        json.endObject();
        if (id < 0 || name.isEmpty()) {
            throw new DatasetException(file + " images[" + index + "]: expected \"id\" and \"file_name\"");
        }
        String before = images.putIfAbsent(id, name);
        if (before != null) {
            throw new DatasetException(
                    file + " images[" + index + "]: the id " + id + " is that of \"" + before + "\" already");
        }
    }

    /** A caption or an instance; numbers of captions decide their order. */
    private void annotation(JsonReader json, int index) throws IOException {
        long id = index;
        long image = -1;
        long category = -1;
        String caption = "";
        double[] box = new double[0];
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "id" -> id = json.nextLong();
                case "image_id" -> image = json.nextLong();
                case "category_id" -> category = json.nextLong();
                case "caption" -> caption = json.nextString().strip().replaceAll("\\s+", " ");
                case "bbox" -> box = box(json, index);
                default -> json.skipValue();
            }
        }
        json.endObject();
        if (image < 0) {
            throw new DatasetException(file + " annotations[" + index + "]: expected \"image_id\"");
        }
        if (!caption.isEmpty()) {
            captions.computeIfAbsent(image, i -> new TreeMap<>()).put(id, caption);
        }
        if (box.length > 0) {
            instances.computeIfAbsent(image, i -> new ArrayList<>()).add(new Instance(category, box));
        }
    }

    private double[] box(JsonReader json, int index) throws IOException {
        double[] box = new double[BOX_NUMBERS];
        int count = 0;
        json.beginArray();
        while (json.hasNext()) {
            double number = json.nextDouble();
            if (count < BOX_NUMBERS) {
                box[count] = number;
            }
            count++;
        }
        json.endArray();
        if (count != BOX_NUMBERS) {
            throw new DatasetException(file + " annotations[" + index + "]: \"bbox\" has " + count
                    + " numbers, but must have 4: x, y, width and height");
        }
        return box;
    }

    private void category(JsonReader json, int index) throws IOException {
        if (json.peek() != JsonToken.BEGIN_OBJECT) {
            throw new DatasetException(file + " categories[" + index + "]: expected an object");
        }
        long id = -1;
        String name = "";
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "id" -> id = json.nextLong();
                case "name" -> name = json.nextString();
                default -> json.skipValue();
            }
        }
        json.endObject();
        categories.put(id, name);
    }

    /** File names by the pictures' numbers. */
    Map<Long, String> images() {
        return images;
    }

    /** Captions by the pictures' numbers, in the order of their own. */
    Map<Long, List<String>> captions() {
        Map<Long, List<String>> result = new HashMap<>();
        captions.forEach((image, texts) -> result.put(image, List.copyOf(texts.values())));
        return result;
    }

    /** Boxes by the pictures' numbers, labelled by their categories' names. */
    Map<Long, List<Box>> boxes() {
        Map<Long, List<Box>> result = new HashMap<>();
        instances.forEach((image, all) -> result.put(
                image,
                all.stream()
                        .map(i -> new Box(
                                categories.getOrDefault(i.category(), String.valueOf(i.category())),
                                i.box()[0],
                                i.box()[1],
                                i.box()[2],
                                i.box()[3]))
                        .toList()));
        return result;
    }
}

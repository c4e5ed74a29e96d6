package io.github.stackgan.datasets.index;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Quoted;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One of COCO's annotation files, streamed: the parts of it may come in any order, and most of it is passed over. An
 * entry that makes no sense is one problem; what is no JSON fails the file.
 */
public final class CocoAnnotations {
    private static final Set<String> LISTS = Set.of("images", "annotations", "categories");
    private static final Set<String> IMAGE = Set.of("id", "file_name", "width", "height");
    private static final Set<String> ANNOTATION = Set.of("id", "image_id", "category_id", "caption", "bbox");
    private static final Set<String> CATEGORY = Set.of("id", "name");

    private static final String IMAGE_NEEDS = ": expected \"id\" and \"file_name\"; add them";

    private final Path file;
    private final Part part;
    private final Map<Long, Image> images = new HashMap<>();
    private final Set<Long> refusedImages = new HashSet<>();
    private final Map<Long, List<Caption>> captions = new HashMap<>();
    private final Map<Long, List<String>> wrongCaptions = new HashMap<>();
    private final List<Instance> instances = new ArrayList<>();
    private final Map<Long, String> categories = new HashMap<>();

    /** Numbers of two images, whose captions may be of either. */
    private final Set<Long> shared = new TreeSet<>();

    private final List<String> wrongImages = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    /** What is wanted of a file. */
    public enum Part {
        CAPTIONS,
        BOXES
    }

    /** An image's file, and its size if that is told. */
    public record Image(String fileName, double width, double height) {}

    /** What stands in an image, and where: left edge, upper edge, width and height in pixels. */
    public record Labelled(String label, double x, double y, double width, double height) {}

    private record Caption(long id, String text) {}

    private record Instance(int index, long image, long category, double[] box) {}

    private CocoAnnotations(Path file, Part part) {
        this.file = file;
        this.part = part;
    }

    public static CocoAnnotations read(Path file, Part part) {
        CocoAnnotations annotations = new CocoAnnotations(file, part);
        try (Reader text = TextEncoding.reader(file);
                JsonReader json = new JsonReader(text)) {
            annotations.read(json);
            annotations.refuseShared();
        } catch (CharacterCodingException e) {
            throw new DatasetException(TextEncoding.notUtf8(file), e);
        } catch (IOException e) {
            throw new DatasetException(file + " cannot be read: " + e + "; check its permissions", e);
        }
        return annotations;
    }

    private void read(JsonReader json) throws IOException {
        Set<String> found = new HashSet<>();
        try {
            if (json.peek() != JsonToken.BEGIN_OBJECT) {
                throw new DatasetException(file + " must hold an object with \"images\" and \"annotations\", but begins"
                        + " with " + json.peek() + "; check that it is one of COCO's files");
            }
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                if (LISTS.contains(name) && !found.add(name)) {
                    throw new DatasetException(file + ": the key " + Quoted.of(name)
                            + " stands twice; join both lists, or download it again");
                }
                switch (name) {
                    case "images" -> each(json, name, IMAGE, this::image);
                    case "annotations" -> each(json, name, ANNOTATION, this::annotation);
                    case "categories" -> each(json, name, CATEGORY, this::category);
                    default -> json.skipValue();
                }
            }
            json.endObject();
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedJsonException("more than one document");
            }
        } catch (MalformedJsonException
                | EOFException
                | IllegalStateException
                | JsonParseException
                | NumberFormatException e) {
            throw new DatasetException(
                    file + " is damaged at " + Quoted.bare(json.getPath())
                            + ": it ends there, or goes on with what is no JSON; mend it, or download it again",
                    e);
        }
    }

    @FunctionalInterface
    private interface Element {
        void read(CocoEntry entry, int index);
    }

    private void each(JsonReader json, String name, Set<String> fields, Element element) throws IOException {
        if (json.peek() != JsonToken.BEGIN_ARRAY) {
            throw new DatasetException(file + ": \"" + name + "\" must be a list, but is " + json.peek()
                    + "; check that it is one of COCO's files");
        }
        List<String> problems = name.equals("images") ? wrongImages : wrong;
        json.beginArray();
        for (int i = 0; json.hasNext(); i++) {
            try {
                element.read(CocoEntry.read(json, file + " " + name + "[" + i + "]", fields), i);
            } catch (DatasetException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        json.endArray();
    }

    private void image(CocoEntry entry, int index) {
        if (!entry.has("id")) {
            throw new DatasetException(entry.where() + IMAGE_NEEDS);
        }
        long id = entry.whole("id");
        if (!images.containsKey(id)) {
            // Captions of an image that is refused are told with it.
            refusedImages.add(id);
        }
        if (!entry.has("file_name")) {
            throw new DatasetException(entry.where() + IMAGE_NEEDS);
        }
        Image image = new Image(entry.text("file_name"), entry.size("width"), entry.size("height"));
        @Nullable Image before = images.putIfAbsent(id, image);
        if (before != null && !before.fileName().equals(image.fileName())) {
            shared.add(id);
        }
        if (before != null) {
            throw new DatasetException(entry.where() + ": the id " + id + " of " + Quoted.of(image.fileName())
                    + " is that of " + Quoted.of(before.fileName())
                    + " already; give every image one entry and an id of"
                    + " its own");
        }
        refusedImages.remove(id);
    }

    private void refuseShared() {
        for (long id : shared) {
            refusedImages.add(id);
            @Nullable Image first = images.remove(id);
            if (first != null) {
                wrongImages.add(file + ": the id " + id + " of " + Quoted.of(first.fileName())
                        + " is that of another image too, so their captions cannot be told apart");
            }
        }
    }

    private void annotation(CocoEntry entry, int index) {
        long image = entry.whole("image_id");
        if (part == Part.BOXES) {
            instances.add(new Instance(index, image, entry.whole("category_id"), entry.box("bbox")));
            return;
        }
        try {
            long id = entry.has("id") ? entry.whole("id") : index;
            String caption = TextFile.stripped(entry.text("caption")).replaceAll("\\s+", " ");
            if (caption.isEmpty()) {
                throw new DatasetException(entry.where() + ": \"caption\" is blank; write one, or remove the entry");
            }
            if (!TextFile.isWhole(caption)) {
                throw new DatasetException(
                        entry.where() + ": \"caption\" has half of a surrogate pair, which is no character; mend it");
            }
            captions.computeIfAbsent(image, i -> new ArrayList<>(5)).add(new Caption(id, caption));
        } catch (DatasetException e) {
            wrongCaptions.computeIfAbsent(image, i -> new ArrayList<>()).add(String.valueOf(e.getMessage()));
        }
    }

    private void category(CocoEntry entry, int index) {
        long id = entry.whole("id");
        String name = entry.text("name");
        @Nullable String before = categories.putIfAbsent(id, name);
        if (before != null) {
            // Its boxes keep the number alone, which is right whichever name is.
            categories.put(id, String.valueOf(id));
            throw new DatasetException(entry.where() + ": the id " + id + " is that of " + Quoted.of(before)
                    + " already, but " + Quoted.of(name) + " has it too; give each an id of its own");
        }
    }

    /** Images by their numbers, without those whose number is that of two. */
    public Map<Long, Image> images() {
        return images;
    }

    public boolean lists(long image) {
        return images.containsKey(image) || refusedImages.contains(image);
    }

    /** What is wrong with images. */
    public List<String> wrongImages() {
        return wrongImages;
    }

    /** What is wrong with captions, by the images' numbers. */
    public Map<Long, List<String>> wrongCaptions() {
        return wrongCaptions;
    }

    /** What else is wrong. */
    public List<String> wrong() {
        return wrong;
    }

    /** Captions by the images' numbers, in the order of their own; of equal ones, in that of the file. */
    public Map<Long, List<String>> captions() {
        Map<Long, List<String>> result = new HashMap<>();
        captions.forEach((image, all) -> result.put(
                image,
                all.stream()
                        .sorted(Comparator.comparingLong(Caption::id))
                        .map(Caption::text)
                        .toList()));
        return result;
    }

    /**
     * Boxes by the images' numbers, labelled by their categories' names, or by their numbers in a file without
     * categories. Those of an unknown category, or wholly outside of their image, are told and left out.
     */
    public Map<Long, List<Labelled>> boxes() {
        Map<Long, List<Labelled>> result = new HashMap<>();
        for (Instance instance : instances) {
            String where = file + " annotations[" + instance.index() + "]: ";
            double[] b = instance.box();
            @Nullable String label = categories.get(instance.category());
            if (label == null && !categories.isEmpty()) {
                wrong.add(where + "\"category_id\" is " + instance.category()
                        + ", which \"categories\" does not have; mend it");
            } else if (isOutside(images.get(instance.image()), b)) {
                wrong.add(where + "\"bbox\" is [" + b[0] + ", " + b[1] + ", " + b[2] + ", " + b[3]
                        + "], which is outside of the image " + instance.image() + "; mend it");
            } else {
                String name = label == null ? String.valueOf(instance.category()) : label;
                result.computeIfAbsent(instance.image(), i -> new ArrayList<>())
                        .add(new Labelled(name, b[0], b[1], b[2], b[3]));
            }
        }
        return result;
    }

    private static boolean isOutside(@Nullable Image image, double[] box) {
        return box[0] + box[2] < 0
                || box[1] + box[3] < 0
                || image != null && (box[0] > image.width() || box[1] > image.height());
    }
}

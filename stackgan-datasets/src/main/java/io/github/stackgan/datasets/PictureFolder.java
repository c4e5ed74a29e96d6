package io.github.stackgan.datasets;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.DatasetException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A folder of pictures with a {@code metadata.jsonl}: a JSON object on each line, with the picture's {@code file_name}, its caption
 * as {@code text} or several as a list {@code captions}, and optionally {@code keywords} (more words for it, joined to a caption of
 * their own) and a {@code class}. Without classes every picture is its own.
 *
 * @since 0.1.0
 */
public final class PictureFolder implements CaptionedImages {
    private static final String INDEX = "metadata.jsonl";

    private final Path folder;
    private final List<Entry> entries;
    private final int classes;
    private final String fingerprint;

    private record Entry(Path file, List<String> captions, int classNumber) {}

    private PictureFolder(Path folder, List<Entry> entries, int classes, String fingerprint) {
        this.folder = folder;
        this.entries = List.copyOf(entries);
        this.classes = classes;
        this.fingerprint = fingerprint;
    }

    /**
     * Reads the index and checks that every picture is there; the pictures themselves are read when asked for.
     *
     * @param folder the folder that holds {@code metadata.jsonl}
     * @return the dataset
     * @throws DatasetException naming file and line, if something is missing or makes no sense
     */
    public static PictureFolder read(Path folder) {
        Path index = folder.resolve(INDEX);
        if (!Files.isRegularFile(index)) {
            throw new DatasetException(index + " does not exist; give the folder that holds " + INDEX
                    + ", with lines such as {\"file_name\": \"a.png\", \"text\": \"a red bird\"}");
        }
        try {
            List<String> lines = Files.readAllLines(index);
            Map<String, Integer> classes = new HashMap<>();
            Set<Path> seen = new HashSet<>();
            List<Entry> entries = new ArrayList<>();
            Hasher hasher = Hashing.sha256().newHasher();
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank()) {
                    Entry entry = entry(folder, index + " line " + (i + 1), lines.get(i), classes, seen);
                    entries.add(entry);
                    hasher.putString(lines.get(i), StandardCharsets.UTF_8).putLong(Files.size(entry.file()));
                }
            }
            if (entries.isEmpty()) {
                throw new DatasetException(index + " lists no pictures");
            }
            return new PictureFolder(
                    folder, entries, classes.size(), hasher.hash().toString());
        } catch (IOException e) {
            throw new DatasetException(index + " cannot be read: " + e, e);
        }
    }

    private static Entry entry(Path folder, String where, String line, Map<String, Integer> classes, Set<Path> seen) {
        JsonObject object = object(where, line);
        if (!object.has("file_name")) {
            throw new DatasetException(where + " has no \"file_name\", but " + object.keySet());
        }
        String name = object.get("file_name").getAsString();
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder.normalize())) {
            throw new DatasetException(
                    where + ": \"" + name + "\" lies outside the folder " + folder + "; pictures must be inside it");
        }
        if (!Files.isRegularFile(file)) {
            throw new DatasetException(where + ": the picture " + file + " does not exist");
        }
        if (!seen.add(file)) {
            throw new DatasetException(where + ": the picture " + file + " is listed twice");
        }
        List<String> captions = new ArrayList<>();
        strings(object, "text", captions);
        strings(object, "captions", captions);
        List<String> keywords = new ArrayList<>();
        strings(object, "keywords", keywords);
        if (!keywords.isEmpty()) {
            captions.add(String.join(", ", keywords));
        }
        captions.removeIf(String::isBlank);
        if (captions.isEmpty()) {
            throw new DatasetException(where + ": the picture " + file + " has no caption; give it a \"text\"");
        }
        String className = object.has("class") ? object.get("class").getAsString() : name;
        return new Entry(file, List.copyOf(captions), classes.computeIfAbsent(className, c -> classes.size()));
    }

    private static JsonObject object(String where, String line) {
        try {
            return JsonParser.parseString(line).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new DatasetException(where + " is not a JSON object: " + e.getMessage(), e);
        }
    }

    private static void strings(JsonObject object, String field, List<String> into) {
        JsonElement value = object.get(field);
        if (value == null || value.isJsonNull()) {
            return;
        }
        if (value.isJsonArray()) {
            value.getAsJsonArray().forEach(v -> into.add(v.getAsString()));
        } else {
            into.add(value.getAsString());
        }
    }

    @Override
    public String name() {
        return folder.toString();
    }

    @Override
    public int size() {
        return entries.size();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The middle square of the picture, scaled smoothly; what is transparent becomes white.
     */
    @Override
    public BufferedImage image(int index, int side) {
        return PictureReader.square(entries.get(index).file(), side);
    }

    @Override
    public List<String> captions(int index) {
        return entries.get(index).captions();
    }

    @Override
    public int classOf(int index) {
        return entries.get(index).classNumber();
    }

    @Override
    public int classCount() {
        return classes;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }
}

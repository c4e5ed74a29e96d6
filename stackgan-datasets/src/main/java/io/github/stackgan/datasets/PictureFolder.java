package io.github.stackgan.datasets;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.DatasetException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder of your own pictures with a {@code metadata.jsonl}, as Hugging Face's image folders have: a JSON object on each line.
 *
 * <ul>
 *   <li>{@code "file_name"}: the picture, relative to the folder; PNG, JPEG, GIF or BMP
 *   <li>{@code "text"}, {@code "texts"} or {@code "captions"}: what it shows, a string or a list of strings; at least one
 *   <li>{@code "keywords"}, optional: more words for it, a string or a list of strings; see {@link Keywords}
 *   <li>{@code "class"} or {@code "label"}, optional: a string or a number; without, a picture is a class of its own
 * </ul>
 *
 * Other fields are ignored.
 *
 * @since 0.1.0
 */
public final class PictureFolder implements CaptionedImages {
    private static final String INDEX = "metadata.jsonl";
    private static final String EXAMPLE = "{\"file_name\": \"a.png\", \"text\": \"a small red bird\"}";

    private final Path folder;
    private final List<Entry> entries;
    private final int classes;
    private final String fingerprint;

    /**
     * What becomes of the keywords of a picture.
     *
     * @since 0.1.0
     */
    public enum Keywords {
        /** They are not used. */
        IGNORED,
        /** They make one more caption: {@code "hash, number, pound"}. */
        OWN_CAPTION,
        /** They are added to every caption: {@code "hash sign: hash, number, pound"}. */
        APPENDED
    }

    private record Entry(String where, Path file, long bytes, List<String> captions, int classNumber) {}

    private PictureFolder(Path folder, List<Entry> entries, int classes, String fingerprint) {
        this.folder = folder;
        this.entries = List.copyOf(entries);
        this.classes = classes;
        this.fingerprint = fingerprint;
    }

    /**
     * Reads the index, with keywords as {@linkplain Keywords#OWN_CAPTION a caption of their own}.
     *
     * @param folder the folder that holds {@code metadata.jsonl}
     * @return the dataset
     * @throws DatasetException naming file and line, if something is missing or makes no sense
     */
    public static PictureFolder read(Path folder) {
        return read(folder, Keywords.OWN_CAPTION);
    }

    /**
     * Reads the index and checks that every picture is there; the pictures themselves are read when asked for.
     *
     * @param folder the folder that holds {@code metadata.jsonl}
     * @param keywords what becomes of keywords
     * @return the dataset
     * @throws DatasetException naming file and line, if something is missing or makes no sense
     */
    public static PictureFolder read(Path folder, Keywords keywords) {
        if (!Files.isDirectory(folder)) {
            throw new DatasetException("the folder " + folder + " does not exist; give one that holds " + INDEX
                    + " and the pictures that it lists");
        }
        Path index = folder.resolve(INDEX);
        if (!Files.isRegularFile(index)) {
            throw new DatasetException("the folder " + folder + " has no " + INDEX
                    + "; write one, with a line for every picture, such as " + EXAMPLE);
        }
        byte[] bytes = bytes(index);
        List<Entry> entries = new ArrayList<>();
        Map<String, Integer> classes = new HashMap<>();
        Map<Path, String> seen = new HashMap<>();
        Hasher hasher = Hashing.sha256().newHasher().putBytes(bytes);
        for (MetadataLine line : MetadataLine.all(index, bytes)) {
            Entry entry = entry(folder, line, keywords, classes, seen);
            entries.add(entry);
            hasher.putLong(entry.bytes());
        }
        if (entries.isEmpty()) {
            throw new DatasetException(
                    index + " lists no pictures; write a line for every picture, such as " + EXAMPLE);
        }
        String hash = hasher.putInt(keywords.ordinal()).hash().toString();
        return new PictureFolder(folder, entries, classes.size(), hash);
    }

    private static byte[] bytes(Path index) {
        try {
            return Files.readAllBytes(index);
        } catch (IOException e) {
            throw new DatasetException(index + " cannot be read: " + e, e);
        }
    }

    private static Entry entry(
            Path folder, MetadataLine line, Keywords keywords, Map<String, Integer> classes, Map<Path, String> seen) {
        String name = line.fileName();
        Path file = inside(folder, line, name);
        long bytes = present(line, name, file);
        String before = seen.putIfAbsent(file, line.where());
        if (before != null) {
            throw line.wrong("the picture \"" + name + "\" is listed a second time, first at " + before
                    + "; join its captions in one line: \"captions\": [\"...\", \"...\"]");
        }
        List<String> captions = captions(line, keywords);
        if (captions.isEmpty()) {
            throw line.wrong("the picture \"" + name + "\" has no caption; give it a \"text\" that is not blank");
        }
        int classNumber = classes.computeIfAbsent(line.className().orElse("\0" + name), c -> classes.size());
        return new Entry(line.where(), file, bytes, captions, classNumber);
    }

    private static Path inside(Path folder, MetadataLine line, String name) {
        try {
            Path root = folder.normalize();
            Path file = folder.resolve(name).normalize();
            if (!name.isBlank() && (file.startsWith(root) || root.toString().isEmpty() && !escapes(file))) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw line.wrong("\"file_name\" is not a file's name: " + e.getMessage());
        }
        throw line.wrong("\"file_name\" is \"" + name + "\", which is not inside the folder " + folder
                + "; give a path relative to it, without \"..\"");
    }

    private static boolean escapes(Path file) {
        return file.isAbsolute() || file.startsWith("..");
    }

    private static long present(MetadataLine line, String name, Path file) {
        if (!Files.isRegularFile(file)) {
            throw line.wrong("the picture \"" + name + "\" does not exist; it should be at " + file);
        }
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new DatasetException(line.where() + ": " + file + " cannot be read: " + e, e);
        }
    }

    private static List<String> captions(MetadataLine line, Keywords keywords) {
        List<String> captions = line.captions();
        String words = String.join(", ", line.keywords());
        if (keywords == Keywords.IGNORED || words.isEmpty()) {
            return List.copyOf(captions);
        }
        if (keywords == Keywords.APPENDED && !captions.isEmpty()) {
            return captions.stream().map(c -> c + ": " + words).toList();
        }
        List<String> all = new ArrayList<>(captions);
        all.add(words);
        return List.copyOf(all);
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
        Entry entry = entries.get(index);
        return PictureReader.square(entry.where(), entry.file(), side);
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

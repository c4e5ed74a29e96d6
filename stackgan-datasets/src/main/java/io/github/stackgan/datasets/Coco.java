package io.github.stackgan.datasets;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;
import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.IndexReport.Kind;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * COCO's captions (Lin et al., 2014; Chen et al., 2015) as they are downloaded, of 2014 or 2017: 82,783 training and 40,504
 * validation pictures in 2014, about five captions each.
 *
 * <p>Expected is a folder that holds {@code annotations/captions_train2014.json} and {@code train2014/*.jpg}, and so on for other
 * sets. The annotations are streamed: what is kept in memory is the captions alone. COCO has no classes, so every picture is one.
 *
 * @since 0.1.0
 */
public final class Coco {
    private final Path root;
    private final String set;
    private final Problems problems;
    private final Boxes boxes;

    /**
     * Whether to read what stands where.
     *
     * @since 0.1.0
     */
    public enum Boxes {
        /** Captions only. */
        NONE,
        /** Boxes too, from {@code annotations/instances_*.json}. */
        OF_INSTANCES
    }

    private Coco(Path root, String set, Problems problems, Boxes boxes) {
        this.root = root;
        this.set = set;
        this.problems = problems;
        this.boxes = boxes;
    }

    /**
     * The dataset in a folder: the training set, of 2014 if it is there, failing on problems. Nothing is read yet.
     *
     * @param folder the one that holds {@code annotations} and the pictures' folders
     * @return what to read
     */
    public static Coco in(Path folder) {
        boolean old = Files.exists(folder.resolve("annotations/captions_train2014.json"));
        return new Coco(folder, old ? "train2014" : "train2017", Problems.FAIL, Boxes.NONE);
    }

    /**
     * The same, of another set.
     *
     * @param set such as {@code "val2017"}
     * @return a copy
     */
    public Coco withSet(String set) {
        return new Coco(root, set, problems, boxes);
    }

    /**
     * The same, with another policy.
     *
     * @param problems what becomes of pictures that cannot be used
     * @return a copy
     */
    public Coco withProblems(Problems problems) {
        return new Coco(root, set, problems, boxes);
    }

    /**
     * The same, with or without boxes.
     *
     * @param boxes whether to read them
     * @return a copy
     */
    public Coco withBoxes(Boxes boxes) {
        return new Coco(root, set, problems, boxes);
    }

    /**
     * Reads the annotations and looks at every picture's header.
     *
     * @return the dataset, in the order of the pictures' numbers
     * @throws DatasetException naming file and entry, if something is missing or makes no sense
     */
    public IndexedImages read() {
        Path captions = annotations("captions");
        CocoAnnotations found = new CocoAnnotations(captions);
        stream(captions, found);
        Map<Long, List<String>> sentences = found.captions();
        Map<Long, List<Box>> standing = Map.of();
        if (boxes == Boxes.OF_INSTANCES) {
            CocoAnnotations instances = new CocoAnnotations(annotations("instances"));
            stream(instances.file(), instances);
            standing = instances.boxes();
        }
        IndexBuilder builder = new IndexBuilder("coco/" + set, problems);
        for (Map.Entry<Long, String> image : new TreeMap<>(found.images()).entrySet()) {
            String where = captions + " image " + image.getKey();
            builder.add(new PictureEntry(
                    image.getValue(),
                    where,
                    IndexBuilder.inside(root.resolve(set), image.getValue(), where + ": \"file_name\""),
                    sentences.getOrDefault(image.getKey(), List.of()),
                    image.getValue(),
                    standing.getOrDefault(image.getKey(), List.of()),
                    List.of()));
        }
        sentences.keySet().stream()
                .filter(id -> !found.images().containsKey(id))
                .sorted()
                .forEach(id -> builder.problem(
                        Kind.UNKNOWN_PICTURE,
                        captions + ": there are captions for image " + id + ", which is not listed"));
        return builder.build(Fit.STRETCHED);
    }

    private Path annotations(String kind) {
        if (!Files.isDirectory(root)) {
            throw new DatasetException("the folder " + root + " does not exist; give the one that holds annotations");
        }
        Path folder = root.resolve("annotations");
        Path file = folder.resolve(kind + "_" + set + ".json");
        if (!Files.isRegularFile(file)) {
            throw new DatasetException("the file " + file + " does not exist; " + present(folder));
        }
        return file;
    }

    private static String present(Path folder) {
        if (!Files.isDirectory(folder)) {
            return "give the folder that holds annotations and the pictures' folders";
        }
        try (Stream<Path> files = Files.list(folder)) {
            return "there are "
                    + files.map(Path::getFileName).map(String::valueOf).sorted().toList();
        } catch (IOException e) {
            throw new DatasetException(folder + " cannot be listed: " + e, e);
        }
    }

    private static void stream(Path file, CocoAnnotations into) {
        try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                JsonReader json = new JsonReader(text)) {
            into.read(json);
        } catch (MalformedJsonException
                | EOFException
                | IllegalStateException
                | JsonParseException
                | NumberFormatException e) {
            throw new DatasetException(
                    file + " is damaged: " + Optional.ofNullable(e.getMessage()).orElse("it ends in the middle")
                            + "; download it again",
                    e);
        } catch (IOException e) {
            throw new DatasetException(file + " cannot be read: " + e, e);
        }
    }
}

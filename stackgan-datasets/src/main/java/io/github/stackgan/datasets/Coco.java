package io.github.stackgan.datasets;

import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.datasets.ImageEntry.Box;
import io.github.stackgan.datasets.IndexReport.Kind;
import io.github.stackgan.datasets.index.CocoAnnotations;
import io.github.stackgan.datasets.index.CocoAnnotations.Labelled;
import io.github.stackgan.datasets.index.CocoAnnotations.Part;
import io.github.stackgan.datasets.index.FileNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * COCO's captions (Lin et al., 2014; Chen et al., 2015) as they are downloaded, of 2014 or 2017: 82,783 training and
 * 40,504 validation images in 2014, about five captions each.
 *
 * <p>Expected is a folder that holds {@code annotations/captions_train2014.json} and {@code train2014/*.jpg}, and so on
 * for other sets. The annotations are streamed: what is kept in memory is the captions alone. COCO has no classes, so
 * every image is one. An entry that makes no sense is a problem of its own, what is no JSON fails the file. Runs of
 * white space in captions become one space; captions with the same id are all kept.
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
     * @param folder the one that holds {@code annotations} and the images' folders
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
     * @param problems what becomes of images that cannot be used
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
     * Reads the annotations and looks at every image's header.
     *
     * @return the dataset, in the order of the images' numbers
     * @throws DatasetException naming file and entry, if something is missing or makes no sense
     */
    public IndexedImages read() {
        IndexBuilder builder = new IndexBuilder("coco/" + set, problems);
        Path captions = annotations("captions");
        CocoAnnotations found = CocoAnnotations.read(captions, Part.CAPTIONS);
        Map<Long, List<String>> sentences = found.captions();
        Map<Long, List<Labelled>> standing = boxes == Boxes.OF_INSTANCES ? standing(found, builder) : Map.of();
        found.wrongImages().forEach(problem -> builder.refuse(Kind.WRONG_ENTRY, problem));
        found.wrong().forEach(problem -> builder.problem(Kind.WRONG_ENTRY, problem));
        new TreeMap<>(found.images()).forEach((id, image) -> {
            List<String> wrong = found.wrongCaptions().getOrDefault(id, List.of());
            boolean speechless = !sentences.containsKey(id) && !wrong.isEmpty();
            wrong.stream().skip(speechless ? 1 : 0).forEach(problem -> builder.problem(Kind.WRONG_ENTRY, problem));
            if (speechless) {
                builder.refuse(Kind.WRONG_ENTRY, wrong.get(0));
            } else {
                add(builder, captions + " image " + id, image.fileName(), sentences.get(id), standing.get(id));
            }
        });
        Stream.concat(sentences.keySet().stream(), found.wrongCaptions().keySet().stream())
                .distinct()
                .filter(id -> !found.lists(id))
                .sorted()
                .forEach(id -> builder.problem(
                        Kind.UNKNOWN_IMAGE,
                        captions + ": there are captions for image " + id + ", which is not listed"));
        return builder.build(CropPolicy.STRETCHED);
    }

    private void add(
            IndexBuilder builder,
            String where,
            String fileName,
            @Nullable List<String> captions,
            @Nullable List<Labelled> standing) {
        try {
            builder.add(new ImageEntry(
                    fileName,
                    where,
                    FileNames.inside(root.resolve(set), fileName, where + ": \"file_name\""),
                    captions == null ? List.of() : captions,
                    fileName,
                    standing == null
                            ? List.of()
                            : standing.stream().map(Coco::box).toList(),
                    List.of()));
        } catch (DatasetException e) {
            builder.refuse(Kind.WRONG_ENTRY, String.valueOf(e.getMessage()));
        }
    }

    private static Box box(Labelled thing) {
        return new Box(thing.label(), thing.x(), thing.y(), thing.width(), thing.height());
    }

    private Map<Long, List<Labelled>> standing(CocoAnnotations captioned, IndexBuilder builder) {
        Path file = annotations("instances");
        CocoAnnotations instances = CocoAnnotations.read(file, Part.BOXES);
        Map<Long, List<Labelled>> standing = instances.boxes();
        Stream.of(instances.wrongImages(), instances.wrong())
                .flatMap(List::stream)
                .forEach(problem -> builder.problem(Kind.WRONG_ENTRY, problem));
        standing.keySet().stream()
                .filter(id -> !captioned.lists(id) && !instances.lists(id))
                .sorted()
                .forEach(id -> builder.problem(
                        Kind.UNKNOWN_IMAGE, file + ": there are boxes for image " + id + ", which is not listed"));
        return standing;
    }

    private Path annotations(String kind) {
        if (!Files.isDirectory(root)) {
            throw new DatasetException("the folder " + root + " does not exist; give the one that holds annotations");
        }
        Path folder = root.resolve("annotations");
        Path file = FileNames.inside(folder, kind + "_" + set + ".json", "the file of the set");
        if (!Files.isRegularFile(file)) {
            throw new DatasetException("the file " + file + " does not exist; " + present(folder));
        }
        return file;
    }

    private static String present(Path folder) {
        if (!Files.isDirectory(folder)) {
            return "give the folder that holds annotations and the images' folders";
        }
        try (Stream<Path> files = Files.list(folder)) {
            return "there are "
                    + Quoted.bare(files.map(Path::getFileName)
                            .map(String::valueOf)
                            .sorted()
                            .toList());
        } catch (IOException | UncheckedIOException e) {
            throw new DatasetException(folder + " cannot be listed: " + e + "; check its permissions", e);
        }
    }
}

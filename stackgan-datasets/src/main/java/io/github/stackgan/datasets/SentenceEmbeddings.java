package io.github.stackgan.datasets;

import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.datasets.formats.NumberArray;
import io.github.stackgan.datasets.formats.Pickle;
import io.github.stackgan.datasets.formats.Value;
import io.github.stackgan.datasets.index.FileNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The embeddings that the old releases bring with their captions, by caption: what {@code PrecomputedEmbeddings} of
 * stackgan-core makes a text encoder of. Captions and embeddings are paired by their order, so an image must have as
 * many of one as of the other. All of them are held in memory: about half a gigabyte for CUB.
 *
 * @since 0.1.0
 */
public final class SentenceEmbeddings {
    private SentenceEmbeddings() {}

    /**
     * Those of the TensorFlow release: {@code filenames.pickle} and {@code char-CNN-RNN-embeddings.pickle}, (N,
     * captions, size) or N times (captions, size).
     *
     * @param folder {@code train} or {@code test} of the release
     * @param images the images to find embeddings for, named as in {@code filenames.pickle}
     * @return embeddings by caption
     * @throws DatasetException naming file and entry, if the two do not fit each other or the images, if a name
     *     stands twice, or if an embedding holds a number that is not finite
     */
    public static Map<String, float[]> ofTensorFlow(Path folder, IndexedImages images) {
        Path namesFile = folder.resolve("filenames.pickle");
        Path file = folder.resolve("char-CNN-RNN-embeddings.pickle");
        List<Value> names = Pickle.read(namesFile).asItems(namesFile.toString());
        Value embeddings = Pickle.read(file);
        List<Value> list = embeddings instanceof NumberArray ? List.of() : embeddings.asItems(file.toString());
        IntFunction<NumberArray> entry = embeddings instanceof NumberArray all
                ? all::get
                : i -> list.get(i).asArray(file + " entry " + i);
        int count = embeddings instanceof NumberArray all && all.shape().length > 0 ? all.shape()[0] : list.size();
        if (names.size() != count) {
            throw new DatasetException(file + " has " + count + " entries, but " + namesFile + " has " + names.size()
                    + " names; they are of different releases");
        }
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String name = names.get(i).asText(namesFile + " entry " + i);
            @Nullable Integer before = places.put(name, i);
            if (before != null) {
                throw new DatasetException(namesFile + " has " + Quoted.of(name) + " twice, in entries " + before
                        + " and " + i + ", so that its embeddings are in doubt; use the file of the release");
            }
        }
        Map<String, float[]> found = new LinkedHashMap<>();
        for (int i = 0; i < images.size(); i++) {
            String name = images.entry(i).name();
            @Nullable Integer place = places.containsKey(name) ? places.get(name) : places.get("jpg/" + name);
            if (place == null) {
                throw new DatasetException(namesFile + " has no " + Quoted.of(name) + ", which " + images.name()
                        + " has; choose the split that the file is of");
            }
            put(file + " entry " + place, images.captions(i), entry.apply(place), found);
        }
        return found;
    }

    /**
     * Those of Reed's Torch7 files.
     *
     * @param folder the one with a folder for each class, {@code cub_icml} for CUB, {@code flowers_icml} for Oxford-102
     * @param images the images to find embeddings for, named as the files
     * @return embeddings by caption
     * @throws DatasetException naming the file, if one is missing or does not fit its image, or if an embedding holds
     *     a number that is not finite
     */
    public static Map<String, float[]> ofReed(Path folder, IndexedImages images) {
        Map<String, float[]> found = new LinkedHashMap<>();
        for (int i = 0; i < images.size(); i++) {
            ImageEntry entry = images.entry(i);
            Path flat = FileNames.inside(folder, entry.name() + ".t7", entry.where() + ": the image's name");
            Path file = Files.exists(flat) ? flat : inClass(flat, entry.className());
            NumberArray embeddings = ReedFile.read(file)
                    .embeddings()
                    .orElseThrow(() -> new DatasetException(file + " has no entry \"txt\", so no embeddings"));
            put(file.toString(), entry.captions(), embeddings, found);
        }
        return found;
    }

    /** Those of Oxford-102, whose names have no folder, lie in one for each class. */
    private static Path inClass(Path flat, String className) {
        // ImageFolder names the class of an image without one by what is no file's name.
        if (className.indexOf('\0') >= 0) {
            return flat;
        }
        Path inClass = flat.resolveSibling(className).resolve(flat.getFileName());
        return Files.exists(inClass) ? inClass : flat;
    }

    private static void put(String where, List<String> captions, NumberArray embeddings, Map<String, float[]> into) {
        int[] shape = embeddings.shape();
        if (shape.length != 2 || shape[0] != captions.size()) {
            throw new DatasetException(where + ": expected (" + captions.size()
                    + ", size) embeddings, one for each of the" + " image's captions, but found " + embeddings.kind());
        }
        for (int i = 0; i < shape[0]; i++) {
            float[] embedding = embeddings.get(i).floats();
            for (float value : embedding) {
                if (!Float.isFinite(value)) {
                    throw new DatasetException(where + ": the embedding of caption " + (i + 1) + " holds the number "
                            + value + "; use the file of the release");
                }
            }
            into.putIfAbsent(captions.get(i), embedding);
        }
    }
}

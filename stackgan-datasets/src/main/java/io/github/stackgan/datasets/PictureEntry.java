package io.github.stackgan.datasets;

import java.nio.file.Path;
import java.util.List;

/**
 * What a dataset's index says of one picture.
 *
 * @param name its name within the dataset, such as {@code "001.Black_footed_Albatross/Black_Footed_Albatross_0001_796111"}
 * @param where the file and line or entry that lists it, for error messages
 * @param file the picture
 * @param captions the sentences that describe it
 * @param className what kind of thing it shows; pictures of one class look alike
 * @param boxes what stands where, if the dataset tells
 * @param keyPoints which parts can be seen where, if the dataset tells
 * @since 0.1.0
 */
public record PictureEntry(
        String name,
        String where,
        Path file,
        List<String> captions,
        String className,
        List<Box> boxes,
        List<KeyPoint> keyPoints) {
    /** Copies the lists. */
    public PictureEntry {
        captions = List.copyOf(captions);
        boxes = List.copyOf(boxes);
        keyPoints = List.copyOf(keyPoints);
    }
}

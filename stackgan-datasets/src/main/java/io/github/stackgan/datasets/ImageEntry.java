package io.github.stackgan.datasets;

import java.nio.file.Path;
import java.util.List;

/**
 * What a dataset's index says of one image.
 *
 * @param name its name within the dataset, such as
 *     {@code "001.Black_footed_Albatross/Black_Footed_Albatross_0001_796111"}
 * @param where the file and line or entry that lists it, for error messages
 * @param file the image
 * @param captions its captions
 * @param className what kind of thing it shows; images of one class look alike
 * @param boxes what stands where, if the dataset tells
 * @param keyPoints which parts can be seen where, if the dataset tells
 * @since 0.1.0
 */
public record ImageEntry(
        String name,
        String where,
        Path file,
        List<String> captions,
        String className,
        List<Box> boxes,
        List<KeyPoint> keyPoints) {
    /** Copies the lists. */
    public ImageEntry {
        captions = List.copyOf(captions);
        boxes = List.copyOf(boxes);
        keyPoints = List.copyOf(keyPoints);
    }

    /**
     * Where something stands in an image, in pixels of the whole image, upright, as its dataset tells it.
     *
     * @param label what stands there, such as {@code "bird"} or a category of COCO
     * @param x of the left edge
     * @param y of the upper edge
     * @param width at least 0
     * @param height at least 0
     * @since 0.1.0
     */
    public record Box(String label, double x, double y, double width, double height) {}

    /**
     * Where a part can be seen in an image, in pixels of the whole image.
     *
     * @param part which part, such as {@code "beak"}
     * @param x from the left edge
     * @param y from the upper edge
     * @since 0.1.0
     */
    public record KeyPoint(String part, double x, double y) {}
}

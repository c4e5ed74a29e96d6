package io.github.stackgan.datasets;

/**
 * Where something stands in a picture, in pixels of the whole picture, upright, as its dataset tells it.
 *
 * @param label what stands there, such as {@code "bird"} or a category of COCO
 * @param x of the left edge
 * @param y of the upper edge
 * @param width at least 0
 * @param height at least 0
 * @since 0.1.0
 */
public record Box(String label, double x, double y, double width, double height) {}

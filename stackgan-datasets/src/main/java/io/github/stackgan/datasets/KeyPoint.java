package io.github.stackgan.datasets;

/**
 * Where a part can be seen in a picture, in pixels of the whole picture.
 *
 * @param part which part, such as {@code "beak"}
 * @param x from the left edge
 * @param y from the upper edge
 * @since 0.1.0
 */
public record KeyPoint(String part, double x, double y) {}

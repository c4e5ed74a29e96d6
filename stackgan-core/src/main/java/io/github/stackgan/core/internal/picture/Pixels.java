package io.github.stackgan.core.internal.picture;

import ai.djl.ndarray.NDArray;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Turns pictures into network values and back: (3, S, S), red first, in [-1, 1]. */
public final class Pixels {
    private static final float HALF = 127.5f;

    private Pixels() {}

    /**
     * Writes a square cut of a picture as network values.
     *
     * @param image the picture
     * @param x left edge of the cut
     * @param y top edge of the cut
     * @param side its width and height
     * @param flip whether left and right change places
     * @param into where the values go
     * @param offset where they begin; 3 side^2 are written
     */
    public static void toValues(BufferedImage image, int x, int y, int side, Flip flip, float[] into, int offset) {
        int[] rgb = image.getRGB(x, y, side, side, null, 0, side);
        int plane = side * side;
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                int from = row * side + (flip == Flip.MIRRORED ? side - 1 - column : column);
                int to = offset + row * side + column;
                into[to] = (rgb[from] >> 16 & 255) / HALF - 1;
                into[to + plane] = (rgb[from] >> 8 & 255) / HALF - 1;
                into[to + 2 * plane] = (rgb[from] & 255) / HALF - 1;
            }
        }
    }

    /** Whether left and right change places. */
    public enum Flip {
        /** As it is. */
        NONE,
        /** Left and right have changed places. */
        MIRRORED
    }

    /**
     * Makes pictures of network values.
     *
     * @param images (N, 3, S, S) in [-1, 1]
     * @return N pictures of type RGB, values rounded to the nearest of 256
     */
    public static List<BufferedImage> toPictures(NDArray images) {
        int side = (int) images.getShape().get(2);
        int plane = side * side;
        float[] values = images.toFloatArray();
        List<BufferedImage> pictures = new ArrayList<>();
        for (int offset = 0; offset < values.length; offset += 3 * plane) {
            int[] rgb = new int[plane];
            for (int i = 0; i < plane; i++) {
                rgb[i] = level(values[offset + i]) << 16
                        | level(values[offset + plane + i]) << 8
                        | level(values[offset + 2 * plane + i]);
            }
            BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            picture.setRGB(0, 0, side, side, rgb, 0, side);
            pictures.add(picture);
        }
        return pictures;
    }

    private static int level(float value) {
        return Math.max(0, Math.min(255, Math.round((value + 1) * HALF)));
    }
}

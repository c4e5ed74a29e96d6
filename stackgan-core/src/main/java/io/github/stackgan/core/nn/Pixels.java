package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.imaging.Levels;
import io.github.stackgan.imaging.Resize;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Turns images into network values and back: (3, S, S), red first, in [-1, 1]. */
public final class Pixels {
    private static final float HALF = 127.5f;

    private Pixels() {}

    /**
     * Asks a dataset for an image, which must be as it was asked for.
     *
     * @param data any
     * @param index the image's number
     * @param side its width and height
     * @return the image
     * @throws DatasetException if it is of another size
     */
    public static BufferedImage ofSide(CaptionedImages data, int index, int side) {
        BufferedImage image = data.image(index, side);
        if (image.getWidth() != side || image.getHeight() != side) {
            throw new DatasetException("Image " + index + " of " + Quoted.bare(data.name()) + " is " + image.getWidth()
                    + "x" + image.getHeight() + ", but was asked for as " + side + "x" + side
                    + "; image(index, side) must scale it");
        }
        return image;
    }

    /**
     * The image itself if it has the size, or else made by the antialiased bicubic filter.
     *
     * @param image any
     * @param side wanted width and height
     * @return an image of that size
     */
    public static BufferedImage atSize(BufferedImage image, int side) {
        return image.getWidth() == side && image.getHeight() == side ? image : Resize.bicubic(image, side, side);
    }

    /**
     * Writes a square cut of an image, channel by channel, red first.
     *
     * @param image the image
     * @param x left edge of the cut
     * @param y top edge of the cut
     * @param side its width and height
     * @param flip whether left and right change places
     * @param into where the bytes go
     * @param offset where they begin; 3 side^2 are written
     */
    public static void toBytes(BufferedImage image, int x, int y, int side, Flip flip, byte[] into, int offset) {
        int[] rgb = colours(image, x, y, side);
        int plane = side * side;
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                int pixel = rgb[row * side + (flip == Flip.MIRRORED ? side - 1 - column : column)];
                int to = offset + row * side + column;
                into[to] = (byte) (pixel >> 16);
                into[to + plane] = (byte) (pixel >> 8);
                into[to + 2 * plane] = (byte) pixel;
            }
        }
    }

    /** Of images that hold their colours as such, they are read as they are, which is many times faster. */
    private static int[] colours(BufferedImage image, int x, int y, int side) {
        if (image.getType() == BufferedImage.TYPE_INT_RGB) {
            return (int[]) image.getRaster().getDataElements(x, y, side, side, null);
        }
        return Levels.argb(image.getSubimage(x, y, side, side));
    }

    /**
     * Brings bytes to the device and makes network values of them there.
     *
     * @param manager the manager that the result belongs to
     * @param bytes channel by channel, as {@link #toBytes} writes them
     * @param shape (N, 3, S, S)
     * @return (N, 3, S, S) in [-1, 1]
     */
    public static NDArray toValues(NDManager manager, byte[] bytes, Shape shape) {
        try (NDArray levels = manager.create(ByteBuffer.wrap(bytes), shape, DataType.UINT8)) {
            return levels.toType(DataType.FLOAT32, true).divi(HALF).subi(1);
        }
    }

    /**
     * Makes network values of images.
     *
     * @param manager the manager that the result belongs to
     * @param images of any size; brought to S as {@link #atSize} does
     * @param side width and height S
     * @return (N, 3, S, S) in [-1, 1]
     */
    public static NDArray toValues(NDManager manager, List<BufferedImage> images, int side) {
        int size = 3 * side * side;
        byte[] bytes = new byte[Math.multiplyExact(images.size(), size)];
        for (int i = 0; i < images.size(); i++) {
            toBytes(atSize(images.get(i), side), 0, 0, side, Flip.NONE, bytes, i * size);
        }
        return toValues(manager, bytes, new Shape(images.size(), 3, side, side));
    }

    /** Whether left and right change places. */
    public enum Flip {
        /** As it is. */
        NONE,
        /** Left and right have changed places. */
        MIRRORED
    }

    /**
     * Makes images of network values.
     *
     * @param images (N, 3, S, S) in [-1, 1]
     * @return N images of type RGB, values rounded to the nearest of 256
     */
    public static List<BufferedImage> toImages(NDArray images) {
        int side = (int) images.getShape().get(2);
        int plane = side * side;
        float[] values = images.toFloatArray();
        List<BufferedImage> made = new ArrayList<>();
        for (int offset = 0; offset < values.length; offset += 3 * plane) {
            int[] rgb = new int[plane];
            for (int i = 0; i < plane; i++) {
                rgb[i] = level(values[offset + i]) << 16
                        | level(values[offset + plane + i]) << 8
                        | level(values[offset + 2 * plane + i]);
            }
            BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            image.setRGB(0, 0, side, side, rgb, 0, side);
            made.add(image);
        }
        return made;
    }

    private static int level(float value) {
        return Math.max(0, Math.min(255, Math.round((value + 1) * HALF)));
    }
}

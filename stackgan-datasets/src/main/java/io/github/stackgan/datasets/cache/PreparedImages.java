package io.github.stackgan.datasets.cache;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.DatasetException;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.formats.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A dataset whose images were decoded, cut and resized once, and are since read from one memory-mapped file for each
 * size: a second run starts at once and reads at the speed of the disk. Other sizes are asked of the dataset itself.
 *
 * @since 0.1.0
 */
public final class PreparedImages extends KeptImages {
    private final Map<Integer, ImageStore> stores;

    private PreparedImages(CaptionedImages images, Map<Integer, ImageStore> stores) {
        super(images);
        this.stores = stores;
    }

    /**
     * Opens the prepared images in a folder; those that are not there yet are made, on all cores, written aside and
     * moved.
     *
     * @param folder for files {@code 304.pictures} and so on, of 3 * side * side bytes for each image; made if need be
     * @param images what to prepare
     * @param progress hears of every image, from several threads; not called for sizes that are there
     * @param sides the sizes, in pixels; {@link io.github.stackgan.settings.TrainingPlan.Crop#sideBefore} tells
     *     which training asks for
     * @return the same dataset, faster
     * @throws DatasetException if an image cannot be read, if a file there is damaged, or if it is of another dataset
     * @throws IllegalArgumentException if there is no size, or one is less than 1
     */
    public static PreparedImages in(Path folder, CaptionedImages images, ProgressListener progress, int... sides) {
        if (sides.length == 0) {
            throw new IllegalArgumentException("sides is empty, but must hold at least one size");
        }
        Map<Integer, ImageStore> stores = new TreeMap<>();
        try {
            if (Files.isDirectory(folder)) {
                AtomicFile.sweep(folder);
            }
            for (int side : sides) {
                if (side < 1) {
                    throw new IllegalArgumentException("sides holds " + side + ", but must be at least 1");
                }
                Path file = folder.resolve(side + ".pictures");
                if (!Files.exists(file)) {
                    ImageStore.write(file, images, side, progress);
                }
                stores.put(side, ImageStore.open(file, images, side));
            }
        } catch (IOException e) {
            throw new DatasetException(
                    "prepared images cannot be kept in " + folder + ": " + e + "; name another folder", e);
        }
        return new PreparedImages(images, stores);
    }

    @Override
    public BufferedImage image(int index, int side) {
        ImageStore store = stores.get(side);
        return store == null ? images.image(index, side) : store.image(index);
    }
}

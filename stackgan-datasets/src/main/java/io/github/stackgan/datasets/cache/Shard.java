package io.github.stackgan.datasets.cache;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Location;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/**
 * One machine's part of a dataset, for training on several: image i goes to machine i mod {@code worldSize}. All parts
 * are of the same size, so that all machines do the same number of iterations; up to {@code worldSize - 1} images at
 * the end are left out.
 *
 * <p>The parts stay the same in all epochs, and each machine shuffles its own by the seed and the epoch. So over all
 * machines every image comes once in an epoch, as with a common order that is dealt out anew; and each machine
 * prepares, checks and keeps in memory its own part alone.
 *
 * @since 0.1.0
 */
public final class Shard implements CaptionedImages {
    private final CaptionedImages images;
    private final int rank;
    private final int worldSize;

    private Shard(CaptionedImages images, int rank, int worldSize) {
        this.images = images;
        this.rank = rank;
        this.worldSize = worldSize;
    }

    /**
     * A part of a dataset.
     *
     * @param images any dataset
     * @param rank which machine, in [0, worldSize)
     * @param worldSize how many machines, at least 1
     * @return its part
     * @throws IllegalArgumentException if there is no such machine, or nothing for it
     */
    public static Shard of(CaptionedImages images, int rank, int worldSize) {
        if (worldSize < 1 || rank < 0 || rank >= worldSize) {
            throw new IllegalArgumentException("rank is " + rank + " of a worldSize of " + worldSize
                    + ", but must be at least 0 and below it, which must be at least 1");
        }
        if (images.size() < worldSize) {
            throw new IllegalArgumentException(
                    "worldSize is " + worldSize + ", but " + images.name() + " has only " + images.size() + " images");
        }
        return new Shard(images, rank, worldSize);
    }

    private int whole(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("index is " + index + ", but there are " + size() + " images");
        }
        return index * worldSize + rank;
    }

    @Override
    public String name() {
        return images.name() + "/" + rank + "-of-" + worldSize;
    }

    @Override
    public int size() {
        return images.size() / worldSize;
    }

    @Override
    public BufferedImage image(int index, int side) {
        return images.image(whole(index), side);
    }

    @Override
    public List<String> captions(int index) {
        return images.captions(whole(index));
    }

    @Override
    public int classOf(int index) {
        return images.classOf(whole(index));
    }

    @Override
    public int classCount() {
        return images.classCount();
    }

    @Override
    public Optional<Location.Box> box(int index) {
        return images.box(whole(index));
    }

    @Override
    public Optional<Location.KeyPoints> keyPoints(int index) {
        return images.keyPoints(whole(index));
    }

    @Override
    public String fingerprint() {
        return images.fingerprint() + "-" + rank + "-" + worldSize;
    }
}

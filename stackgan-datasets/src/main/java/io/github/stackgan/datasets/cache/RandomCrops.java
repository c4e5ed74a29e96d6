package io.github.stackgan.datasets.cache;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Location;
import io.github.stackgan.settings.LocationSettings.LostPoints;
import io.github.stackgan.settings.TrainingPlan.Crop;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A dataset framed as training frames it that crops at random ({@link Crop#RANDOM}): what the images of a model that
 * was trained so are to be held against. Of each image always the same part.
 *
 * @since 0.1.0
 */
public final class RandomCrops implements CaptionedImages {
    private final CaptionedImages images;
    private final long seed;

    private RandomCrops(CaptionedImages images, long seed) {
        this.images = images;
        this.seed = seed;
    }

    /**
     * Parts of a dataset's images.
     *
     * @param images any dataset
     * @param seed which parts
     * @return the dataset; its images have parts of 16/19 of the width
     */
    public static RandomCrops of(CaptionedImages images, long seed) {
        return new RandomCrops(images, seed);
    }

    /** How far to the right and down, of what an image is larger than its part. */
    private record Place(double right, double down) {
        int x(int room) {
            return (int) (right * (room + 1));
        }

        int y(int room) {
            return (int) (down * (room + 1));
        }
    }

    private Place place(int index) {
        SplittableRandom random = new SplittableRandom(seed * images.size() + index);
        return new Place(random.nextDouble(), random.nextDouble());
    }

    @Override
    public BufferedImage image(int index, int side) {
        int stored = Crop.RANDOM.sideBefore(side);
        Place place = place(index);
        BufferedImage part = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = part.createGraphics();
        g.drawImage(images.image(index, stored), -place.x(stored - side), -place.y(stored - side), null);
        g.dispose();
        return part;
    }

    @Override
    public Optional<Location.Box> box(int index) {
        return images.box(index).map(box -> (Location.Box) cropped(box, index));
    }

    @Override
    public Optional<Location.KeyPoints> keyPoints(int index) {
        return images.keyPoints(index).map(points -> (Location.KeyPoints) cropped(points, index));
    }

    private Location cropped(Location location, int index) {
        Place place = place(index);
        return location.cropped(place.right() * 3 / 19, place.down() * 3 / 19, 16.0 / 19, LostPoints.UNSEEN);
    }

    @Override
    public String name() {
        return images.name() + "/cropped";
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public List<String> captions(int index) {
        return images.captions(index);
    }

    @Override
    public int classOf(int index) {
        return images.classOf(index);
    }

    @Override
    public int classCount() {
        return images.classCount();
    }

    @Override
    public String fingerprint() {
        return images.fingerprint() + "-cropped-" + seed;
    }
}

package io.github.stackgan.datasets.birds;

import com.google.common.hash.Hashing;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Location;
import io.github.stackgan.checks.Require;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes;
import io.github.stackgan.datasets.birds.attributes.BirdColour;
import io.github.stackgan.datasets.birds.captions.BirdCaption;
import io.github.stackgan.datasets.birds.captions.BirdCaptions;
import io.github.stackgan.datasets.birds.painting.BirdPainter;
import io.github.stackgan.datasets.birds.painting.BirdPlaces;
import io.github.stackgan.datasets.birds.painting.Placement;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Birds drawn by this library, so that everything can be tried without a download: lit and feathered, in varied poses
 * before varied backgrounds, with ten true captions each. Image, captions and attributes depend on (seed, index) alone,
 * at any size.
 *
 * <p>A class is a combination of the colours of body, wing, belly and crown. About one in five combinations is kept for
 * the test split, so that a model can be asked for birds that it has never seen; every single colour of every part
 * occurs in both.
 *
 * @since 0.1.0
 */
public final class SyntheticBirds implements CaptionedImages {
    /** Goes up when the same seed would draw other images or captions. */
    private static final int DRAWING = 8;

    private static final int CAPTIONS = 10;
    private static final int TEST_SHARE = 5;

    /** How small a bird that stands anywhere may be, against one that fills its image. */
    private static final double SMALLEST = 0.45;

    private final long seed;
    private final Split split;
    private final Standing standing;
    private final List<BirdAttributes> birds;

    private enum Split {
        TRAIN,
        TEST
    }

    private enum Standing {
        /** In the middle, as large as the image allows. */
        MIDDLE,
        /** Anywhere, in any size from half of that on. */
        ANYWHERE
    }

    private SyntheticBirds(long seed, Split split, Standing standing, List<BirdAttributes> birds) {
        this.seed = seed;
        this.split = split;
        this.standing = standing;
        this.birds = birds;
    }

    private SyntheticBirds(long seed, Split split, int size) {
        Require.positive("size", size);
        this.seed = seed;
        this.split = split;
        standing = Standing.MIDDLE;
        List<BirdAttributes> chosen = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            SplittableRandom random = random(i, 0);
            BirdAttributes bird = BirdAttributes.random(random);
            while (splitOf(bird) != split) {
                bird = BirdAttributes.random(random);
            }
            chosen.add(bird);
        }
        birds = List.copyOf(chosen);
    }

    /**
     * Birds to learn from.
     *
     * @param seed any number; another seed gives other birds
     * @param size how many, at least 1
     * @return the birds
     * @throws IllegalArgumentException if {@code size} is less than 1
     */
    public static SyntheticBirds train(long seed, int size) {
        return new SyntheticBirds(seed, Split.TRAIN, size);
    }

    /**
     * Birds in combinations of colours that no training bird has.
     *
     * @param seed any number
     * @param size how many, at least 1
     * @return the birds
     * @throws IllegalArgumentException if {@code size} is less than 1
     */
    public static SyntheticBirds test(long seed, int size) {
        return new SyntheticBirds(seed, Split.TEST, size);
    }

    /**
     * The same birds, captions and sceneries, but that each bird stands anywhere in its image, whole, and from 0.45
     * times to once as large: what stages that are told locations learn from.
     *
     * @return the birds
     */
    public SyntheticBirds placedAtRandom() {
        return new SyntheticBirds(seed, split, Standing.ANYWHERE, birds);
    }

    /**
     * Draws any bird, of any colours.
     *
     * @param attributes what is true of it
     * @param poseSeed decides pose, light and scenery
     * @param side the wanted width and height in pixels, at least 1
     * @return the image, of type {@link BufferedImage#TYPE_INT_RGB}; the same bird in the same pose at any {@code side}
     * @throws IllegalArgumentException if {@code side} is less than 1
     */
    public static BufferedImage draw(BirdAttributes attributes, long poseSeed, int side) {
        return BirdPainter.paint(attributes, poseSeed, Placement.FULL, side);
    }

    /** The split of a class does not depend on the seed, so that no seed's training birds are another's test birds. */
    private static Split splitOf(BirdAttributes bird) {
        long mixed = new SplittableRandom(bird.colourClass()).nextLong();
        return Long.remainderUnsigned(mixed, TEST_SHARE) == 0 ? Split.TEST : Split.TRAIN;
    }

    private SplittableRandom random(int index, int purpose) {
        long mixed = new SplittableRandom(seed * 4 + split.ordinal() * 2L).nextLong();
        return new SplittableRandom(new SplittableRandom(mixed + index * 16L + purpose).nextLong());
    }

    /**
     * What is true of a bird.
     *
     * @param index which bird, in [0, {@link #size()})
     * @return its attributes
     * @throws IndexOutOfBoundsException if there is no such bird
     */
    public BirdAttributes attributes(int index) {
        return birds.get(index);
    }

    @Override
    public String name() {
        String whole = "synthetic-birds/" + split.name().toLowerCase(Locale.ROOT);
        return standing == Standing.MIDDLE ? whole : whole + "/placed";
    }

    @Override
    public int size() {
        return birds.size();
    }

    @Override
    public BufferedImage image(int index, int side) {
        return BirdPainter.paint(birds.get(index), pose(index), placement(index), side);
    }

    private long pose(int index) {
        return random(index, 1).nextLong();
    }

    private Placement placement(int index) {
        if (standing == Standing.MIDDLE) {
            return Placement.FULL;
        }
        Rectangle2D full = BirdPainter.places(birds.get(index), pose(index), Placement.FULL)
                .extent();
        double largest = Math.min(1, 1 / Math.max(full.getWidth(), full.getHeight()));
        SplittableRandom random = random(index, 4);
        double scale = SMALLEST + (largest - SMALLEST) * random.nextDouble();
        double left = random.nextDouble() * (1 - scale * full.getWidth()) - scale * full.getX();
        double top = random.nextDouble() * (1 - scale * full.getHeight()) - scale * full.getY();
        return new Placement(scale, left, top);
    }

    private BirdPlaces places(int index) {
        return BirdPainter.places(birds.get(index), pose(index), placement(index));
    }

    /** {@inheritDoc} By the outlines that the bird is drawn by. */
    @Override
    public Optional<Location.Box> box(int index) {
        return Optional.of(places(index).box());
    }

    /** {@inheritDoc} By the names of {@link io.github.stackgan.settings.LocationSettings#BIRD_PARTS}. */
    @Override
    public Optional<Location.KeyPoints> keyPoints(int index) {
        return Optional.of(places(index).keyPoints());
    }

    @Override
    public List<String> captions(int index) {
        return birdCaptions(index).stream().map(BirdCaption::text).toList();
    }

    /**
     * The captions with what each of them says.
     *
     * @param index which bird, in [0, {@link #size()})
     * @return ten, whose texts are {@link #captions}
     * @throws IndexOutOfBoundsException if there is no such bird
     */
    public List<BirdCaption> birdCaptions(int index) {
        return BirdCaptions.training(birds.get(index), random(index, 2), CAPTIONS);
    }

    /**
     * Captions in forms that {@link #captions} never has, of neither split: what shows whether a model understands
     * people's sentences, or only the structures that it was trained on. The words are the same.
     *
     * @param index which bird, in [0, {@link #size()})
     * @return ten, with what each of them says
     * @throws IndexOutOfBoundsException if there is no such bird
     */
    public List<BirdCaption> heldOutCaptions(int index) {
        return BirdCaptions.heldOut(birds.get(index), random(index, 3), CAPTIONS);
    }

    @Override
    public int classOf(int index) {
        return birds.get(index).colourClass();
    }

    @Override
    public int classCount() {
        return (int) Math.pow(BirdColour.values().length, 4);
    }

    @Override
    public String fingerprint() {
        String what = "synthetic-birds " + DRAWING + " " + seed + " " + split + " " + birds.size()
                + (standing == Standing.MIDDLE ? "" : " " + standing);
        return Hashing.sha256().hashString(what, StandardCharsets.UTF_8).toString();
    }
}

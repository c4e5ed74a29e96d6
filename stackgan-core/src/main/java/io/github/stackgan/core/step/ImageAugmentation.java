package io.github.stackgan.core.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.settings.Augmentation;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Changes images at random before the discriminator sees them, so that gradients flow back (DiffAugment: Zhao et al.,
 * NeurIPS 2020). Every image has chance of its own; strengths are those of the authors' release.
 *
 * @param steps what is done, in this order
 * @since 0.1.0
 */
public record ImageAugmentation(List<Augmentation> steps) {
    /** Images stay as they are. */
    public static final ImageAugmentation NONE = new ImageAugmentation(List.of());

    /** A shift is at most this part of the side. */
    private static final double SHIFT = 0.125;

    /** A hole's part of the side. */
    private static final double HOLE = 0.5;

    /** Copies the list. */
    public ImageAugmentation {
        steps = List.copyOf(steps);
    }

    /**
     * Changes images.
     *
     * @param images (N, 3, S, S) in [-1, 1]
     * @param random what chance there is
     * @return of the same shape; {@code images} itself if nothing is to be done
     */
    public NDArray of(NDArray images, RandomStream random) {
        NDArray x = images;
        for (Augmentation step : steps) {
            x = switch (step) {
                case TRANSLATION -> translated(x, random);
                case CUTOUT -> x.mul(holes(x, random));
            };
        }
        return x;
    }

    /**
     * A batch as the discriminator is shown it.
     *
     * @param batch real images, and wrong ones
     * @return the same with changed images; {@code batch} itself if nothing is to be done
     */
    Batch of(Batch batch) {
        if (steps.isEmpty()) {
            return batch;
        }
        Function<String, RandomStream> random = batch.random();
        WrongImages wrong = batch.wrongImages()
                .images()
                .<WrongImages>map(images -> new WrongImages.OfOtherClasses(
                        of(images, random.apply("augmentation/wrong")),
                        batch.wrongImages().locations()))
                .orElse(batch.wrongImages());
        return batch.showing(of(batch.images(), random.apply("augmentation/real")), wrong);
    }

    /** A product with a matrix of ones moves rows, and one from the other side columns. */
    private static NDArray translated(NDArray x, RandomStream random) {
        int side = (int) x.getShape().get(3);
        int most = (int) (side * SHIFT + 0.5);
        NDArray rows = shifts(x, most, random);
        NDArray columns = shifts(x, most, random);
        return rows.matMul(x).matMul(columns.transpose(0, 1, 3, 2));
    }

    /**
     * For each image the identity, its ones moved off the diagonal (N, 1, S, S): row i is row i + shift of what it is
     * multiplied with.
     */
    private static NDArray shifts(NDArray x, int most, RandomStream random) {
        int n = (int) x.getShape().get(0);
        int side = (int) x.getShape().get(3);
        float[] ones = new float[n * side * side];
        for (int image = 0; image < n; image++) {
            int shift = random.nextInt(2 * most + 1) - most;
            for (int i = Math.max(0, -shift); i < Math.min(side, side - shift); i++) {
                ones[(image * side + i) * side + i + shift] = 1;
            }
        }
        return matrices(x.getManager(), ones, n, side);
    }

    /** 0 in a square about a pixel anywhere, as far as it is inside, else 1 (N, 1, S, S). */
    private static NDArray holes(NDArray x, RandomStream random) {
        int n = (int) x.getShape().get(0);
        int side = (int) x.getShape().get(3);
        int hole = (int) (side * HOLE + 0.5);
        float[] kept = new float[n * side * side];
        Arrays.fill(kept, 1);
        for (int image = 0; image < n; image++) {
            int top = random.nextInt(side + 1 - hole % 2) - hole / 2;
            int left = random.nextInt(side + 1 - hole % 2) - hole / 2;
            for (int row = Math.max(0, top); row < Math.min(side, top + hole); row++) {
                int from = (image * side + row) * side;
                Arrays.fill(kept, from + Math.max(0, left), from + Math.min(side, left + hole), 0);
            }
        }
        return matrices(x.getManager(), kept, n, side);
    }

    private static NDArray matrices(NDManager manager, float[] numbers, int n, int side) {
        return manager.create(numbers, new Shape(n, 1, side, side));
    }
}

package io.github.stackgan.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.stackgan.core.engine.PyTorchEngine;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.settings.Augmentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageAugmentationTest {
    private static final int N = 6;
    private static final int SIDE = 16;
    private static final Shape IMAGES = new Shape(N, 3, SIDE, SIDE);

    private final NDManager manager = PyTorchEngine.start().newBaseManager();
    private final NDArray images =
            manager.create(RandomStream.of(1, "images", 0).normal((int) IMAGES.size()), IMAGES);

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray changed(NDArray from, Augmentation... steps) {
        return new ImageAugmentation(List.of(steps)).of(from, RandomStream.of(2, "augmentation", 0));
    }

    @Test
    void nothing_to_do_leaves_images_themselves() {
        assertThat(ImageAugmentation.NONE.of(images, RandomStream.of(2, "augmentation", 0)))
                .isSameAs(images);
    }

    /** One pixel of each image, in channel 1: an image's whole is then this pixel moved, or nothing. */
    @Test
    void a_translation_moves_whole_images_by_at_most_an_eighth_and_brings_in_grey() {
        float[] one = images.toFloatArray();
        float[] moved = changed(images, Augmentation.TRANSLATION).toFloatArray();
        List<Integer> shifts = new ArrayList<>();
        for (int image = 0; image < N; image++) {
            int found = shiftOf(one, moved, image);
            assertThat(found).as("image %d is moved as one", image).isNotNegative();
            shifts.add(found);
        }
        assertThat(shifts.stream().distinct().count()).as("each its own way").isGreaterThan(1);
    }

    /** The only shift of at most 2 in both directions that explains the image, or -1. */
    private static int shiftOf(float[] before, float[] after, int image) {
        for (int shift = 0; shift < 25; shift++) {
            if (isShifted(before, after, image, shift / 5 - 2, shift % 5 - 2)) {
                return shift;
            }
        }
        return -1;
    }

    private static boolean isShifted(float[] before, float[] after, int image, int down, int right) {
        for (int i = 0; i < 3 * SIDE * SIDE; i++) {
            int row = i / SIDE % SIDE + down;
            int column = i % SIDE + right;
            boolean inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
            int plane = image * 3 * SIDE * SIDE + i / (SIDE * SIDE) * SIDE * SIDE;
            float expected = inside ? before[plane + row * SIDE + column] : 0;
            if (Math.abs(after[image * 3 * SIDE * SIDE + i] - expected) > 1e-5) {
                return false;
            }
        }
        return true;
    }

    @Test
    void a_cutout_is_a_grey_rectangle_of_at_most_half_the_side() {
        float[] before = images.toFloatArray();
        float[] after = changed(images, Augmentation.CUTOUT).toFloatArray();
        for (int image = 0; image < N; image++) {
            int rows = 0;
            int columns = 0;
            int cells = 0;
            for (int i = 0; i < SIDE * SIDE; i++) {
                int place = image * 3 * SIDE * SIDE + i;
                boolean hole = after[place] == 0;
                assertThat(after[place]).isEqualTo(hole ? 0 : before[place]);
                assertThat(after[place + SIDE * SIDE]).isEqualTo(hole ? 0 : before[place + SIDE * SIDE]);
                cells += hole ? 1 : 0;
                rows |= hole ? 1 << (i / SIDE) : 0;
                columns |= hole ? 1 << (i % SIDE) : 0;
            }
            assertThat(cells)
                    .isEqualTo(Integer.bitCount(rows) * Integer.bitCount(columns))
                    .isBetween(16, 64);
            assertThat(Math.max(Integer.bitCount(rows), Integer.bitCount(columns)))
                    .isLessThanOrEqualTo(SIDE / 2);
        }
    }

    /**
     * All steps are affine in the image: between two images, the change of a sum of pixels is the gradient times the
     * change of the image.
     */
    @ParameterizedTest
    @EnumSource(Augmentation.class)
    void gradients_flow_to_the_images(Augmentation step) {
        NDArray weights = manager.create(RandomStream.of(3, "weights", 0).normal((int) IMAGES.size()), IMAGES);
        NDArray other = manager.create(RandomStream.of(4, "other", 0).normal((int) IMAGES.size()), IMAGES);
        images.setRequiresGradient(true);
        NDArray gradient;
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            collector.backward(changed(images, step).mul(weights).sum());
            gradient = images.getGradient().duplicate();
        }
        images.setRequiresGradient(false);
        double expected = changed(other, step)
                .sub(changed(images, step))
                .mul(weights)
                .sum()
                .getFloat();
        double found = other.sub(images).mul(gradient).sum().getFloat();
        assertThat(found).isCloseTo(expected, within(1e-3 * (1 + Math.abs(expected))));
        assertThat(Arrays.equals(gradient.toFloatArray(), new float[(int) IMAGES.size()]))
                .isFalse();
    }
}

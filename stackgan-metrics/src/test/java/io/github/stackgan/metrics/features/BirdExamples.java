package io.github.stackgan.metrics.features;

import io.github.stackgan.datasets.birds.SyntheticBirds;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes;
import io.github.stackgan.imaging.Resize;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.stream.Stream;

/** Synthetic birds and their colours. Every other one is rendered large and made small, as generated images are. */
record BirdExamples(SyntheticBirds birds) implements AttributeTraining.Examples {
    private static final int COLOURS = 4;

    @Override
    public int size() {
        return birds.size();
    }

    @Override
    public BufferedImage image(int index) {
        return index % 2 == 0 ? birds.image(index, 64) : Resize.bicubic(birds.image(index, 128), 64, 64);
    }

    @Override
    public int[] labels(int index) {
        return Arrays.copyOf(details(birds.attributes(index)), COLOURS);
    }

    /** In the order of {@link AttributeClassifier#ofSyntheticBirdsInDetail}. */
    static int[] details(BirdAttributes bird) {
        return Stream.of(
                        bird.body(),
                        bird.wing(),
                        bird.belly(),
                        bird.crown(),
                        bird.beakLength(),
                        bird.tail(),
                        bird.eyeRing(),
                        bird.wingBars(),
                        bird.breastStripes())
                .mapToInt(Enum::ordinal)
                .toArray();
    }
}

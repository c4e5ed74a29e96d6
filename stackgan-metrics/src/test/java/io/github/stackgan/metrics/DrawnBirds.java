package io.github.stackgan.metrics;

import io.github.stackgan.core.train.AttributeTraining;
import io.github.stackgan.datasets.BirdAttributes;
import io.github.stackgan.datasets.SyntheticBirds;
import io.github.stackgan.imaging.Resize;
import java.awt.image.BufferedImage;

/** Drawn birds and their colours. Every other one is drawn large and made small, as generated pictures are. */
record DrawnBirds(SyntheticBirds birds) implements AttributeTraining.Examples {
    @Override
    public int size() {
        return birds.size();
    }

    @Override
    public BufferedImage picture(int index) {
        return index % 2 == 0 ? birds.image(index, 64) : Resize.bicubic(birds.image(index, 128), 64, 64);
    }

    @Override
    public int[] labels(int index) {
        BirdAttributes bird = birds.attributes(index);
        return new int[] {
            bird.body().ordinal(),
            bird.wing().ordinal(),
            bird.belly().ordinal(),
            bird.crown().ordinal()
        };
    }
}

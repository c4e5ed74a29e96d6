package io.github.stackgan.datasets.cache;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Location;
import java.util.List;
import java.util.Optional;

/** A dataset whose images may come from a copy; all else is the dataset's own. */
abstract class KeptImages implements CaptionedImages {
    /** The dataset itself. */
    final CaptionedImages images;

    KeptImages(CaptionedImages images) {
        this.images = images;
    }

    @Override
    public final String name() {
        return images.name();
    }

    @Override
    public final int size() {
        return images.size();
    }

    @Override
    public final List<String> captions(int index) {
        return images.captions(index);
    }

    @Override
    public final int classOf(int index) {
        return images.classOf(index);
    }

    @Override
    public final int classCount() {
        return images.classCount();
    }

    @Override
    public final Optional<Location.Box> box(int index) {
        return images.box(index);
    }

    @Override
    public final Optional<Location.KeyPoints> keyPoints(int index) {
        return images.keyPoints(index);
    }

    @Override
    public final String fingerprint() {
        return images.fingerprint();
    }
}

package io.github.stackgan.core.testing;

import io.github.stackgan.CaptionedImages;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A dataset whose images are described otherwise. */
public record OtherWords(CaptionedImages images, UnaryOperator<List<String>> words) implements CaptionedImages {
    @Override
    public String name() {
        return images.name();
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public BufferedImage image(int index, int side) {
        return images.image(index, side);
    }

    @Override
    public List<String> captions(int index) {
        return words.apply(images.captions(index));
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
        int said = IntStream.range(0, size()).mapToObj(this::captions).toList().hashCode();
        return images.fingerprint() + Integer.toHexString(said);
    }
}

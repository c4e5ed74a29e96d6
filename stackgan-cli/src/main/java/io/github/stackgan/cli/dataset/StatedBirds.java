package io.github.stackgan.cli.dataset;

import com.google.common.base.CaseFormat;
import io.github.stackgan.core.text.training.StatedCaptions;
import io.github.stackgan.core.text.training.StatedText;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes;
import io.github.stackgan.datasets.birds.attributes.BirdTrait;
import io.github.stackgan.datasets.birds.captions.BirdCaption;
import io.github.stackgan.datasets.birds.captions.BirdCaptions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Captions of synthetic birds with what they state, and of marks, which captions mention only where they are, whether
 * they are mentioned.
 */
public record StatedBirds(SyntheticBirds birds) implements StatedCaptions {
    private static final Set<BirdTrait> MARKS =
            Set.of(BirdTrait.EYE_RING, BirdTrait.WING_BARS, BirdTrait.BREAST_STRIPES);

    @Override
    public String fingerprint() {
        return birds.fingerprint();
    }

    @Override
    public int size() {
        return birds.size();
    }

    @Override
    public List<StatedText> captions(int bird) {
        return birds.birdCaptions(bird).stream()
                .map(caption -> labelled(caption, birds.attributes(bird)))
                .toList();
    }

    /** As {@link #captions}, in forms that training never has. */
    public List<StatedText> heldOutCaptions(int bird) {
        return birds.heldOutCaptions(bird).stream()
                .map(caption -> labelled(caption, birds.attributes(bird)))
                .toList();
    }

    /** The captions of all birds. */
    public List<StatedText> all() {
        return IntStream.range(0, size())
                .boxed()
                .flatMap(bird -> captions(bird).stream())
                .toList();
    }

    /** As {@link #all}, in forms that training never has. */
    public List<StatedText> allHeldOut() {
        return IntStream.range(0, size())
                .boxed()
                .flatMap(bird -> heldOutCaptions(bird).stream())
                .toList();
    }

    @Override
    public Map<String, Integer> attributes() {
        Map<String, Integer> values = new LinkedHashMap<>();
        Arrays.stream(BirdTrait.values()).forEach(trait -> values.put(name(trait), trait.valueCount()));
        return values;
    }

    /** The caption with what it says. */
    public static StatedText stated(BirdCaption caption, BirdAttributes bird) {
        Map<String, Integer> stated = new LinkedHashMap<>();
        caption.stated().forEach(trait -> stated.put(name(trait), trait.of(bird)));
        return new StatedText(caption.text(), caption.kind(), stated);
    }

    private static StatedText labelled(BirdCaption caption, BirdAttributes bird) {
        Map<String, Integer> labels = new LinkedHashMap<>(stated(caption, bird).stated());
        MARKS.forEach(mark -> labels.put(name(mark), caption.stated().contains(mark) ? 1 : 0));
        return new StatedText(caption.text(), caption.kind(), labels, BirdCaptions.plain(bird, caption.stated()));
    }

    /** "beakLength", as the classifiers call it. */
    private static String name(BirdTrait trait) {
        return CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.LOWER_CAMEL, trait.name());
    }
}

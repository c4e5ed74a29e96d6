package io.github.stackgan.cli.evaluate;

import com.google.common.base.CaseFormat;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes;
import io.github.stackgan.datasets.birds.attributes.BirdTrait;
import io.github.stackgan.datasets.birds.captions.BirdCaption;
import io.github.stackgan.metrics.evaluation.EncoderProbe;
import io.github.stackgan.metrics.evaluation.StatedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Captions of synthetic birds in held-out forms, for {@code --free-form}. */
final class FreeFormTexts {
    /** Learned from by the probe; each has ten captions. */
    private static final int LEARNED = 600;

    private static final int HELD = 200;

    /** Captions say only that these are there, so that the probe is asked whether anything is said. */
    private static final Set<BirdTrait> MARKS =
            Set.of(BirdTrait.EYE_RING, BirdTrait.WING_BARS, BirdTrait.BREAST_STRIPES);

    private FreeFormTexts() {}

    /** Captions of birds that no training had, the rarest form so far first, so that all forms come. */
    static List<StatedText> heldOut(long seed, int count) {
        SyntheticBirds birds = SyntheticBirds.test(seed, count);
        Map<String, Integer> forms = new HashMap<>();
        List<StatedText> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BirdCaption rarest = birds.heldOutCaptions(i).get(0);
            for (BirdCaption caption : birds.heldOutCaptions(i)) {
                rarest =
                        forms.getOrDefault(caption.form(), 0) < forms.getOrDefault(rarest.form(), 0) ? caption : rarest;
            }
            forms.merge(rarest.form(), 1, Integer::sum);
            texts.add(stated(rarest, birds.attributes(i)));
        }
        return texts;
    }

    /** Probes learn from captions in training forms and read those in held-out forms. */
    static Map<String, Double> probe(TextEncoder encoder, long seed) {
        SyntheticBirds train = SyntheticBirds.train(seed, LEARNED);
        SyntheticBirds test = SyntheticBirds.test(seed, HELD);
        List<StatedText> learned = IntStream.range(0, LEARNED)
                .boxed()
                .flatMap(i -> train.birdCaptions(i).stream().map(c -> probed(c, train.attributes(i))))
                .toList();
        List<StatedText> held = IntStream.range(0, HELD)
                .boxed()
                .flatMap(i -> test.heldOutCaptions(i).stream().map(c -> probed(c, test.attributes(i))))
                .toList();
        Map<String, Integer> values = new LinkedHashMap<>();
        Arrays.stream(BirdTrait.values()).forEach(trait -> values.put(name(trait), trait.valueCount()));
        Map<String, Double> figures = new LinkedHashMap<>();
        EncoderProbe.of(encoder, learned, held, values)
                .byAttribute()
                .forEach((name, part) -> figures.put("encoderProbe." + name, part));
        return figures;
    }

    private static StatedText stated(BirdCaption caption, BirdAttributes bird) {
        Map<String, Integer> stated = new LinkedHashMap<>();
        caption.stated().forEach(trait -> stated.put(name(trait), trait.of(bird)));
        return new StatedText(caption.text(), caption.kind(), stated);
    }

    private static StatedText probed(BirdCaption caption, BirdAttributes bird) {
        Map<String, Integer> labels = new LinkedHashMap<>(stated(caption, bird).stated());
        MARKS.forEach(mark -> labels.put(name(mark), caption.stated().contains(mark) ? 1 : 0));
        return new StatedText(caption.text(), caption.kind(), labels);
    }

    /** "beakLength", as the classifiers call it. */
    private static String name(BirdTrait trait) {
        return CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.LOWER_CAMEL, trait.name());
    }
}

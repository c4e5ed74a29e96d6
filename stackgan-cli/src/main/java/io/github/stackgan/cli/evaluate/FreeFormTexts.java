package io.github.stackgan.cli.evaluate;

import io.github.stackgan.TextEncoder;
import io.github.stackgan.cli.dataset.StatedBirds;
import io.github.stackgan.core.text.training.StatedText;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import io.github.stackgan.datasets.birds.captions.BirdCaption;
import io.github.stackgan.metrics.evaluation.EncoderProbe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Captions of synthetic birds in held-out forms, for {@code --free-form}. */
final class FreeFormTexts {
    /** Birds whose captions the probe learns from, and reads, for each text that is judged; each has ten captions. */
    private static final int LEARNED = 15;

    private static final int HELD = 5;

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
            texts.add(StatedBirds.stated(rarest, birds.attributes(i)));
        }
        return texts;
    }

    /** Probes learn from captions in training forms and read those in held-out forms. */
    static Map<String, Double> probe(TextEncoder encoder, long seed, int texts) {
        StatedBirds train = new StatedBirds(SyntheticBirds.train(seed, LEARNED * texts));
        StatedBirds test = new StatedBirds(SyntheticBirds.test(seed, HELD * texts));
        Map<String, Double> figures = new LinkedHashMap<>();
        EncoderProbe.of(encoder, train.all(), test.allHeldOut(), train.attributes())
                .forEach((name, part) -> figures.put("encoderProbe." + name, part));
        return figures;
    }
}

package io.github.stackgan.datasets.birds.captions;

import io.github.stackgan.datasets.birds.attributes.BirdAttributes;
import io.github.stackgan.datasets.birds.attributes.BirdTrait;
import io.github.stackgan.datasets.birds.captions.CaptionForm.Use;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Captions of a bird as people write them.
 *
 * @since 0.1.0
 */
public final class BirdCaptions {
    /** How many captions speak of the whole bird, where that is true, besides those drawn anyway: few birds are so. */
    private static final double WHOLE = 0.4;

    private BirdCaptions() {}

    /**
     * Captions in the forms that training sees.
     *
     * @param bird whom they speak of
     * @param random decides forms, words and noise
     * @param count how many, at least 0
     * @return captions of different text, each of a form of its own as long as there are such
     */
    public static List<BirdCaption> training(BirdAttributes bird, SplittableRandom random, int count) {
        return of(bird, Use.TRAINING, random, count);
    }

    /**
     * Captions in the forms that training never sees.
     *
     * @param bird whom they speak of
     * @param random decides forms, words and noise
     * @param count how many, at least 0
     * @return captions of different text, each of a form of its own as long as there are such
     */
    public static List<BirdCaption> heldOut(BirdAttributes bird, SplittableRandom random, int count) {
        return of(bird, Use.HELD_OUT, random, count);
    }

    /**
     * What a caption says, in the usual words and always in the same form: "a small red bird with black wings".
     *
     * @param bird whom it speaks of
     * @param stated what it says
     * @return the same for the same bird and traits
     */
    public static String plain(BirdAttributes bird, Set<BirdTrait> stated) {
        return new PlainCaption(bird, stated).text();
    }

    static List<BirdCaption> of(BirdAttributes bird, Use use, SplittableRandom random, int count) {
        List<BirdCaption> captions = new ArrayList<>();
        Set<String> texts = new HashSet<>();
        List<CaptionForm> left = new ArrayList<>();
        while (captions.size() < count) {
            if (left.isEmpty()) {
                left.addAll(fitting(bird, use));
            }
            BirdCaption caption = said(drawn(left, random), bird, random);
            String text = CaptionNoise.applied(CaptionTalk.around(caption.text(), random), random);
            if (text.length() <= BirdCaption.MAX_LENGTH && texts.add(text)) {
                captions.add(new BirdCaption(text, caption.kind(), caption.form(), caption.stated()));
            }
        }
        return List.copyOf(captions);
    }

    private static CaptionForm drawn(List<CaptionForm> left, SplittableRandom random) {
        List<CaptionForm> wholes = left.stream()
                .filter(form -> form.kind().equals(WholeForms.KIND))
                .toList();
        CaptionForm form = !wholes.isEmpty() && random.nextDouble() < WHOLE
                ? wholes.get(random.nextInt(wholes.size()))
                : left.get(random.nextInt(left.size()));
        left.remove(form);
        return form;
    }

    static List<CaptionForm> fitting(BirdAttributes bird, Use use) {
        return CaptionForms.of(use).stream()
                .filter(form -> form.fits().test(bird))
                .toList();
    }

    /** A caption in lower case, without noise. */
    static BirdCaption said(CaptionForm form, BirdAttributes bird, SplittableRandom random) {
        Telling telling = new Telling(bird, random);
        String text = form.wording().apply(telling);
        return new BirdCaption(text, form.kind(), form.name(), telling.stated());
    }
}

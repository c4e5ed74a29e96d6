package io.github.stackgan.metrics.evaluation;

import io.github.stackgan.GenerationRequest;
import io.github.stackgan.Progress;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.text.training.StatedText;
import io.github.stackgan.metrics.features.AttributeClassifier;
import io.github.stackgan.metrics.internal.numbers.FeatureChecks;
import io.github.stackgan.metrics.scores.Attribute;
import io.github.stackgan.settings.Precision;
import java.awt.image.BufferedImage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether a model follows texts of any form: each text's images are judged by a classifier, in all that the text says
 * and the classifier tells. Figures are {@code statedRight}, the part of what was said that is right, and
 * {@code allRight}, the part of the images that are right in all of it; for all texts and for each kind.
 *
 * @param gan the model; it stays open
 * @param classifier who judges; it stays open. An attribute is judged in texts that state one of its name
 * @param imagesPerText at least 1
 * @param seed decides the images
 * @param stage whose images are judged, from 1, which is Stage-I
 * @since 0.1.0
 */
public record FreeForm(StackGan gan, AttributeClassifier classifier, int imagesPerText, long seed, int stage) {
    /** Refuses fewer images than one, and a stage that the model has not. */
    public FreeForm {
        FeatureChecks.atLeast("imagesPerText", imagesPerText, 1, "");
        Evaluation.checkStage(gan, stage);
        if (gan.settings().stage1().location().isPresent()) {
            throw new IllegalArgumentException(
                    "The model is told where to draw, which texts do not say; judge it by" + " Evaluation");
        }
    }

    private static final class Tally {
        private int stated;
        private int right;
        private int images;
        private int whole;

        void add(int said, int good) {
            stated += said;
            right += good;
            images++;
            whole += said == good ? 1 : 0;
        }

        void figures(String name, Map<String, Double> into) {
            into.put("freeForm.statedRight." + name, (double) right / stated);
            into.put("freeForm.allRight." + name, (double) whole / images);
        }
    }

    /**
     * Generates and judges.
     *
     * @param texts at least one that says something which the classifier tells; others are left out
     * @param progress hears after each text
     * @return the figures, and how they were made
     * @throws IllegalArgumentException if no text says anything that the classifier tells
     */
    public EvaluationReport judge(List<StatedText> texts, ProgressListener progress) {
        List<String> names =
                classifier.attributes().stream().map(Attribute::name).toList();
        List<StatedText> judged = texts.stream()
                .filter(text -> names.stream().anyMatch(text.stated()::containsKey))
                .toList();
        if (judged.isEmpty()) {
            throw new IllegalArgumentException("None of " + texts.size() + " texts says anything of " + names
                    + ", which is all that the classifier tells; give other texts");
        }
        Instant start = Instant.now();
        Tally all = new Tally();
        Map<String, Tally> kinds = new TreeMap<>();
        for (int i = 0; i < judged.size(); i++) {
            StatedText text = judged.get(i);
            Tally kind = kinds.computeIfAbsent(text.kind(), k -> new Tally());
            for (int[] seen : classifier.classify(images(text, i))) {
                int said = 0;
                int good = 0;
                for (int a = 0; a < names.size(); a++) {
                    int value = text.stated().getOrDefault(names.get(a), -1);
                    said += value < 0 ? 0 : 1;
                    good += value == seen[a] ? 1 : 0;
                }
                all.add(said, good);
                kind.add(said, good);
            }
            progress.onProgress(Progress.of("texts judged", i + 1, judged.size()));
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        all.figures("all", figures);
        kinds.forEach((kind, tally) -> tally.figures(kind.replace(' ', '-'), figures));
        return new EvaluationReport(figures, settings(judged.size(), start), List.of());
    }

    /** Every text has seeds of its own; in 32 bits, so that figures from several machines can be compared. */
    private List<BufferedImage> images(StatedText text, int place) {
        GenerationRequest request = GenerationRequest.of(text.text())
                .withCount(imagesPerText)
                .withPrecision(Precision.FLOAT32)
                .withSeed(seed + (long) place * imagesPerText);
        return gan.generate(request).stream()
                .map(generated ->
                        (BufferedImage) generated.stages().get(stage - 1).getWrappedImage())
                .toList();
    }

    private Map<String, Object> settings(int texts, Instant start) {
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("model", gan.fingerprint());
        made.put("texts", texts);
        made.put("imagesPerText", imagesPerText);
        made.put("seed", seed);
        made.put("stage", stage);
        made.put("classifierWeights", classifier.fingerprint());
        ReportProvenance.addModel(made, gan.provenance());
        ReportProvenance.addHere(made, start);
        return made;
    }
}

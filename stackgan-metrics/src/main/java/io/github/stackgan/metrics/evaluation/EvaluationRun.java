package io.github.stackgan.metrics.evaluation;

import io.github.stackgan.GeneratedImage;
import io.github.stackgan.Progress;
import io.github.stackgan.core.nn.Pixels;
import io.github.stackgan.core.train.DataLocations;
import io.github.stackgan.metrics.features.AttributeClassifier;
import io.github.stackgan.metrics.features.ImageEmbeddings;
import io.github.stackgan.metrics.features.ImageFeatures;
import io.github.stackgan.metrics.internal.numbers.FeatureChecks;
import io.github.stackgan.metrics.internal.numbers.Permutation;
import io.github.stackgan.metrics.scores.AttributeAccuracy;
import io.github.stackgan.metrics.scores.FeatureMatrix;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One evaluation: reads the real images, generates and reads the samples, then computes every figure from what was
 * kept.
 */
final class EvaluationRun {

    private final Evaluation plan;
    private final ImageFeatures network;
    private final int side;
    private final int[] order;
    private final Optional<SentenceMatch> match;
    private final int verdicts;

    EvaluationRun(Evaluation plan) {
        this.plan = plan;
        network = plan.features();
        if (network.classCount() > 0) {
            FeatureChecks.atLeast("samples", plan.samples(), plan.splits(), ", the number of splits; generate more");
        }
        FeatureChecks.atLeast("The number of real images", plan.data.size(), 2, "; take a larger dataset");
        FeatureStore.requireHeld(network, Math.max(plan.samples(), plan.data.size()));
        side = plan.gan.settings().lastStage().imageSize();
        order = Permutation.of(plan.data.size(), new SplittableRandom(plan.seed()));
        match = plan.embeddings().map(e -> new SentenceMatch(e, plan.gan.textEncoder(), plan.data, plan.seed()));
        verdicts = plan.classifier().map(c -> c.attributes().size()).orElse(0) + (match.isPresent() ? 1 : 0);
    }

    EvaluationReport run() {
        return KeptFeatures.in(plan.folder(), key(), this::run);
    }

    private EvaluationReport run(Path folder) {
        Instant start = Instant.now();
        try (FeatureStore real = FeatureStore.open(folder, "real", network.width(), 0, 0);
                FeatureStore generated =
                        FeatureStore.open(folder, "samples", network.width(), network.classCount(), verdicts)) {
            readReal(real);
            int resumed = generated.rows();
            readSamples(generated);
            return report(real, generated, resumed, start);
        }
    }

    /** What decides the kept features. */
    private String key() {
        return String.join(
                "\n",
                "model " + plan.gan.fingerprint(),
                "data " + plan.data.fingerprint(),
                "features " + network.name() + " " + network.fingerprint() + " " + network.resizing(),
                "attributes "
                        + plan.classifier()
                                .map(AttributeClassifier::fingerprint)
                                .orElse("none"),
                "sentences "
                        + plan.embeddings().map(ImageEmbeddings::fingerprint).orElse("none"),
                "seed " + plan.seed(),
                "stage " + plan.stage(),
                "conditioning " + plan.conditioning(),
                "samples " + plan.samples(),
                "batch " + plan.batchSize(),
                "");
    }

    private void readReal(FeatureStore store) {
        int total = plan.data.size();
        while (store.rows() < total) {
            List<BufferedImage> batch = new ArrayList<>();
            for (int i = store.rows(); i < Math.min(total, store.rows() + plan.batchSize()); i++) {
                batch.add(plan.data.image(i, side));
            }
            store.add(network.extract(batch), new float[0][]);
            plan.progress().onProgress(Progress.of("real images", store.rows(), total));
        }
    }

    private void readSamples(FeatureStore store) {
        while (store.rows() < plan.samples()) {
            int first = store.rows();
            List<Sentence> sentences = new ArrayList<>();
            for (int i = first; i < Math.min(plan.samples(), first + plan.batchSize()); i++) {
                sentences.add(plan.sentence(order, i));
            }
            List<BufferedImage> images =
                    generate(sentences, first).stream().map(this::image).toList();
            store.add(network.extract(images), classify(images, sentences, first));
            plan.progress().onProgress(Progress.of("samples", store.rows(), plan.samples()));
        }
    }

    /** A model that is told where to draw is told where the subject of each sentence's own image stands. */
    private List<GeneratedImage> generate(List<Sentence> sentences, int first) {
        List<String> texts = sentences.stream().map(Sentence::text).toList();
        DataLocations locations =
                new DataLocations(plan.data, plan.gan.settings().stage1().location());
        return locations.generate(
                plan.gan, plan.request(texts, first), i -> sentences.get(i).image());
    }

    private BufferedImage image(GeneratedImage generated) {
        return Pixels.atSize(
                (BufferedImage) generated.stages().get(plan.stage() - 1).getWrappedImage(), side);
    }

    private float[][] classify(List<BufferedImage> images, List<Sentence> sentences, int first) {
        float[][] classified = new float[images.size()][verdicts];
        plan.classifier().ifPresent(classifier -> {
            int[][] seen = classifier.classify(images);
            for (int i = 0; i < seen.length; i++) {
                for (int a = 0; a < seen[i].length; a++) {
                    classified[i][a] = seen[i][a];
                }
            }
        });
        match.ifPresent(m -> {
            float[] hits = m.hits(images, sentences, first);
            for (int i = 0; i < hits.length; i++) {
                classified[i][verdicts - 1] = hits[i];
            }
        });
        return classified;
    }

    private EvaluationReport report(FeatureStore real, FeatureStore generated, int resumed, Instant start) {
        Map<String, Double> figures = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        new SetScores(plan.splits(), plan.seed(), figures, notes).add(real, generated);
        generated.verdicts().ifPresent(classified -> classifiedFigures(classified, figures));
        plan.classifier().flatMap(AttributeClassifier::heldOutAccuracy).ifPresent(held -> {
            held.byAttribute().forEach((name, part) -> figures.put("classifierOnRealImages." + name, part));
            figures.put("classifierOnRealImages.all", held.overall());
        });
        if (comparesWith(plan.gan.provenance().datasetFingerprint())) {
            notes.add("the model was trained on the very images that it is compared with, which it may have learned by"
                    + " heart: compare it with others");
        }
        if (plan.embeddings().filter(e -> comparesWith(e.trainedOn())).isPresent()) {
            notes.add(
                    "the image encoder was trained on the very images that it judges here, so R-precision is too high:"
                            + " train it on others");
        }
        if (resumed > 0) {
            notes.add(resumed + " samples were read by an earlier run of the same evaluation; seconds are this run's");
        }
        return new EvaluationReport(figures, settings(start), notes);
    }

    /** Whether the real images are these, cropped or not: what is made of images adds to their fingerprint. */
    private boolean comparesWith(String fingerprint) {
        return !fingerprint.isEmpty() && plan.data.fingerprint().startsWith(fingerprint);
    }

    private void classifiedFigures(FeatureMatrix classified, Map<String, Double> figures) {
        plan.classifier().ifPresent(classifier -> {
            List<String> texts = new ArrayList<>();
            int[][] seen = new int[classified.rows()][classifier.attributes().size()];
            for (int i = 0; i < seen.length; i++) {
                float[] row = classified.row(i);
                java.util.Arrays.setAll(seen[i], a -> (int) row[a]);
                texts.add(plan.sentence(order, i).text());
            }
            AttributeAccuracy accuracy = AttributeAccuracy.of(
                    classifier.attributes(), seen, AttributeAccuracy.labels(classifier.attributes(), texts));
            accuracy.byAttribute().forEach((name, part) -> figures.put("attributeAccuracy." + name, part));
            if (!accuracy.counts().isEmpty()) {
                figures.put("attributeAccuracy.all", accuracy.overall());
            }
        });
        match.ifPresent(m -> {
            double hits = 0;
            for (int i = 0; i < classified.rows(); i++) {
                hits += classified.row(i)[verdicts - 1];
            }
            figures.put("rPrecision", hits / classified.rows());
            figures.put("rPrecisionOnRealImages", onRealImages(m));
        });
    }

    /** What both encoders are worth: the samples' captions, and the real images that they were said of. */
    private double onRealImages(SentenceMatch match) {
        int count = Math.min(plan.samples(), plan.data.size());
        double hits = 0;
        for (int first = 0; first < count; first += plan.batchSize()) {
            List<Sentence> sentences = new ArrayList<>();
            List<BufferedImage> images = new ArrayList<>();
            for (int i = first; i < Math.min(count, first + plan.batchSize()); i++) {
                sentences.add(plan.sentence(order, i));
                images.add(plan.data.image(sentences.get(i - first).image(), side));
            }
            for (float hit : match.hits(images, sentences, first)) {
                hits += hit;
            }
            plan.progress().onProgress(Progress.of("real images' captions", first + images.size(), count));
        }
        return hits / count;
    }

    private Map<String, Object> settings(Instant start) {
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("model", plan.gan.fingerprint());
        made.put("samples", plan.samples());
        made.put("realImages", plan.data.size());
        made.put("dataset", plan.data.name());
        made.put("datasetFingerprint", plan.data.fingerprint());
        made.put("imageSize", side);
        made.put("stage", plan.stage());
        made.putAll(SetScores.settings(network, plan.splits()));
        if (match.isPresent()) {
            made.put("rPrecisionCandidates", SentenceMatch.CANDIDATES);
            made.put("imageEncoderWeights", plan.embeddings().orElseThrow().fingerprint());
        }
        plan.classifier().ifPresent(c -> {
            made.put("attributesJudgedBy", c.name());
            made.put("classifierWeights", c.fingerprint());
        });
        made.put("conditioning", plan.conditioning().name().toLowerCase(Locale.ROOT));
        made.put("batchSize", plan.batchSize());
        made.put("seed", plan.seed());
        ReportProvenance.addModel(made, plan.gan.provenance());
        ReportProvenance.addHere(made, start);
        return made;
    }
}

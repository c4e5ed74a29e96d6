package io.github.stackgan.core.internal.model;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.GeneratedPicture;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.Provenance;
import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.StackGanSettings;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.TrainingPlan;
import io.github.stackgan.UnknownText;
import io.github.stackgan.Vocabulary;
import io.github.stackgan.core.engine.NativeMemory;
import io.github.stackgan.core.internal.model.ModelFile.Trained;
import io.github.stackgan.core.internal.model.Painter.Wish;
import io.github.stackgan.core.nn.Networks;
import io.github.stackgan.core.train.GanTrainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The façade's implementation. */
final class CoreStackGan implements StackGan {
    /** So many pictures of the paper's width at 256 pixels have grids of over 64 MB. */
    private static final int LARGE_BATCH = 8;

    private final TextEncoder encoder;
    private final Networks networks;
    private final List<Long> before;
    private volatile Trained trained;

    CoreStackGan(TextEncoder encoder, Networks networks, Trained trained) {
        before = trained.provenance().iterations();
        this.encoder = encoder;
        this.networks = networks;
        this.trained = trained;
    }

    @Override
    public List<GeneratedPicture> generate(GenerationRequest request) {
        Painter painter = new Painter(networks, request);
        float[][] embeddings = encoder.encode(request.texts());
        long seed = request.seed().orElse(settings().seed());
        List<Wish> wishes = new ArrayList<>();
        for (int i = 0; i < embeddings.length; i++) {
            for (int j = 0; j < request.count(); j++) {
                wishes.add(new Wish(request.texts().get(i), embeddings[i], seed + i * request.seedStep() + j));
            }
        }
        return noted(draw(painter, wishes, request.batchSize()));
    }

    @Override
    public List<GeneratedPicture> interpolate(String from, String to, int steps, long seed) {
        if (steps < 2) {
            throw new IllegalArgumentException("steps is " + steps + ", but must be at least 2: the two sentences");
        }
        float[][] ends = encoder.encode(List.of(from, to));
        List<Wish> wishes = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            float part = (float) i / (steps - 1);
            float[] between = new float[ends[0].length];
            for (int j = 0; j < between.length; j++) {
                between[j] = (1 - part) * ends[0][j] + part * ends[1][j];
            }
            wishes.add(new Wish(part < 0.5f ? from : to, between, seed));
        }
        GenerationRequest request = GenerationRequest.of(from);
        return noted(draw(new Painter(networks, request), wishes, request.batchSize()));
    }

    /** With what is unknown of each one's sentence, which several may share. */
    private List<GeneratedPicture> noted(List<GeneratedPicture> pictures) {
        Map<String, UnknownText> notes = new HashMap<>();
        return pictures.stream()
                .map(picture -> new GeneratedPicture(
                        picture.text(),
                        picture.seed(),
                        picture.stages(),
                        notes.computeIfAbsent(picture.text(), this::unknownText)))
                .toList();
    }

    /** Draws many at a time where their large grids are kept for the next. */
    private static List<GeneratedPicture> draw(Painter painter, List<Wish> wishes, int batchSize) {
        return Math.min(wishes.size(), batchSize) < LARGE_BATCH
                ? drawAll(painter, wishes, batchSize)
                : NativeMemory.keepingLargeBlocks("stackgan-drawing", () -> drawAll(painter, wishes, batchSize));
    }

    private static List<GeneratedPicture> drawAll(Painter painter, List<Wish> wishes, int batchSize) {
        List<GeneratedPicture> pictures = new ArrayList<>();
        for (int from = 0; from < wishes.size(); from += batchSize) {
            pictures.addAll(painter.draw(wishes.subList(from, Math.min(wishes.size(), from + batchSize))));
        }
        return pictures;
    }

    @Override
    public void train(CaptionedImages data, TrainingPlan plan, TrainingListener... listeners) {
        List<Long> run = new GanTrainer(networks, encoder, data, plan, List.of(listeners)).run();
        // Checkpoints count from where this model began; without them a run goes on from where the last one ended.
        List<Long> start =
                plan.checkpoints().isPresent() ? before : provenance().iterations();
        List<Long> iterations = IntStream.range(0, run.size())
                .mapToObj(i -> start.get(i) + run.get(i))
                .toList();
        Provenance provenance = provenance()
                .withDataset(data.name())
                .withDatasetFingerprint(data.fingerprint())
                .withPlan(Json.write(plan, TrainingPlan.class))
                .withIterations(iterations);
        trained = new Trained(provenance, vocabulary().and(Vocabulary.of(data)));
    }

    @Override
    public void save(Path path, SaveOption... options) {
        Set<SaveOption> chosen = EnumSet.noneOf(SaveOption.class);
        chosen.addAll(List.of(options));
        ModelFile.write(path, networks, trained, encoder, chosen);
    }

    @Override
    public StackGanSettings settings() {
        return networks.settings();
    }

    @Override
    public Provenance provenance() {
        return trained.provenance();
    }

    @Override
    public Vocabulary vocabulary() {
        return trained.vocabulary();
    }

    @Override
    public TextEncoder textEncoder() {
        return encoder;
    }

    @Override
    public void close() {
        networks.close();
        encoder.close();
    }
}

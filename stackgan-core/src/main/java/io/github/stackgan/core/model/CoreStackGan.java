package io.github.stackgan.core.model;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.Provenance;
import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.UnknownText;
import io.github.stackgan.Vocabulary;
import io.github.stackgan.core.checkpoint.Json;
import io.github.stackgan.core.engine.NativeMemory;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.model.ImageGenerator.GenerationJob;
import io.github.stackgan.core.model.ModelFile.Trained;
import io.github.stackgan.core.train.GanTrainer;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.TrainingPlan;
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
    /** So many images of the paper's width at 256 pixels have feature maps of over 64 MB. */
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
    public List<GeneratedImage> generate(GenerationRequest request) {
        ImageGenerator generator = new ImageGenerator(networks, request);
        float[][] embeddings = encoder.encode(request.texts());
        long seed = request.seed().orElse(settings().seed());
        List<GenerationJob> jobs = new ArrayList<>();
        for (int i = 0; i < embeddings.length; i++) {
            for (int j = 0; j < request.count(); j++) {
                jobs.add(new GenerationJob(request.texts().get(i), embeddings[i], seed + i * request.seedStep() + j));
            }
        }
        return noted(generate(generator, jobs, request.batchSize()));
    }

    @Override
    public List<GeneratedImage> interpolate(String from, String to, int steps, long seed) {
        if (steps < 2) {
            throw new IllegalArgumentException("steps is " + steps + ", but must be at least 2: the two texts");
        }
        float[][] ends = encoder.encode(List.of(from, to));
        List<GenerationJob> jobs = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            float part = (float) i / (steps - 1);
            float[] between = new float[ends[0].length];
            for (int j = 0; j < between.length; j++) {
                between[j] = (1 - part) * ends[0][j] + part * ends[1][j];
            }
            jobs.add(new GenerationJob(part < 0.5f ? from : to, between, seed));
        }
        GenerationRequest request = GenerationRequest.of(from);
        return noted(generate(new ImageGenerator(networks, request), jobs, request.batchSize()));
    }

    /** With what is unknown of each one's text, which several may share. */
    private List<GeneratedImage> noted(List<GeneratedImage> images) {
        Map<String, UnknownText> notes = new HashMap<>();
        return images.stream()
                .map(image -> new GeneratedImage(
                        image.text(),
                        image.seed(),
                        image.stages(),
                        notes.computeIfAbsent(image.text(), this::unknownText)))
                .toList();
    }

    /** Generates many at a time where their large feature maps are kept for the next. */
    private static List<GeneratedImage> generate(ImageGenerator generator, List<GenerationJob> jobs, int batchSize) {
        return Math.min(jobs.size(), batchSize) < LARGE_BATCH
                ? generateAll(generator, jobs, batchSize)
                : NativeMemory.keepingLargeBlocks("stackgan-generation", () -> generateAll(generator, jobs, batchSize));
    }

    private static List<GeneratedImage> generateAll(ImageGenerator generator, List<GenerationJob> jobs, int batchSize) {
        List<GeneratedImage> images = new ArrayList<>();
        for (int from = 0; from < jobs.size(); from += batchSize) {
            images.addAll(generator.generate(jobs.subList(from, Math.min(jobs.size(), from + batchSize))));
        }
        return images;
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
                .withCaptions(Provenance.captionsOf(data))
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
    public String fingerprint() {
        Hasher hasher = Hashing.sha256().newHasher();
        hasher.putUnencodedChars(Json.write(settings(), StackGanSettings.class));
        hasher.putUnencodedChars(encoder.fingerprint());
        for (int stage = 0; stage < networks.generators().size(); stage++) {
            hasher.putUnencodedChars(networks.generators().parameters(stage).fingerprint());
        }
        return hasher.hash().toString();
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

package io.github.stackgan.core.model;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.Provenance;
import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.StackGanException;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.UnknownText;
import io.github.stackgan.Vocabulary;
import io.github.stackgan.core.checkpoint.Json;
import io.github.stackgan.core.engine.NativeMemory;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.model.ImageGenerator.GenerationJob;
import io.github.stackgan.core.model.ModelFile.Trained;
import io.github.stackgan.core.nn.CheckedEmbeddings;
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
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The façade's implementation. */
final class CoreStackGan implements StackGan {
    /** So many images of the paper's width at 256 pixels have feature maps of over 64 MB. */
    private static final int LARGE_BATCH = 8;

    private final TextEncoder encoder;
    private final Networks networks;

    /** Whether the encoder was read from the model's file, perhaps of fewer bits than it was trained with. */
    private final boolean ownEncoder;

    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private volatile Trained trained;
    private volatile boolean closed;

    private CoreStackGan(TextEncoder encoder, boolean ownEncoder, Networks networks, Trained trained) {
        this.encoder = encoder;
        this.ownEncoder = ownEncoder;
        this.networks = networks;
        this.trained = trained;
    }

    /** With an encoder that the caller gave. */
    static CoreStackGan with(TextEncoder given, Networks networks, Trained trained) {
        return new CoreStackGan(given, false, networks, trained);
    }

    /** With the encoder of the model's file. */
    static CoreStackGan withItsEncoder(TextEncoder read, Networks networks, Trained trained) {
        return new CoreStackGan(read, true, networks, trained);
    }

    @Override
    public Stream<GeneratedImage> stream(GenerationRequest request) {
        requireOpen();
        ImageGenerator generator = new ImageGenerator(networks, request);
        RequestedImages requested =
                new RequestedImages(request, encoder, settings().seed());
        return batches(generator, requested.size(), request.batchSize(), requested::between);
    }

    /** Batch by batch, as they are asked for. */
    private Stream<GeneratedImage> batches(ImageGenerator generator, long total, int batchSize, JobSource jobs) {
        Map<String, UnknownText> notes = new HashMap<>();
        return LongStream.iterate(0, from -> from < total, from -> from + batchSize)
                .boxed()
                .flatMap(from -> {
                    requireGoingOn(from, total);
                    long to = Math.min(total, from + batchSize);
                    return using(() -> batch(generator, jobs.between(from, to))).stream();
                })
                .map(image -> noted(image, notes));
    }

    /** What is to be generated, from one place to another. */
    private interface JobSource {
        List<GenerationJob> between(long from, long to);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This model was closed; use it before close(), or load it again");
        }
    }

    /** Work that the networks must live through: whoever closes them waits for it. */
    private <T> T using(Supplier<T> work) {
        use.readLock().lock();
        try {
            requireOpen();
            return work.get();
        } finally {
            use.readLock().unlock();
        }
    }

    private void requireGoingOn(long done, long total) {
        requireOpen();
        if (done > 0 && Thread.currentThread().isInterrupted()) {
            throw new StackGanException("Generating was interrupted after " + done + " of " + total + " images");
        }
    }

    @Override
    public List<GeneratedImage> interpolate(String from, String to, int steps, long seed) {
        requireOpen();
        if (steps < 2) {
            throw new IllegalArgumentException("steps is " + steps + ", but must be at least 2: the two texts");
        }
        GenerationRequest request = GenerationRequest.of(from, to);
        float[][] ends = using(() -> CheckedEmbeddings.of(encoder, request.texts()));
        List<GenerationJob> jobs = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            float part = (float) i / (steps - 1);
            float[] between = new float[ends[0].length];
            for (int j = 0; j < between.length; j++) {
                between[j] = (1 - part) * ends[0][j] + part * ends[1][j];
            }
            jobs.add(new GenerationJob(part < 0.5f ? from : to, between, seed));
        }
        JobSource source = (first, last) -> jobs.subList((int) first, (int) last);
        return batches(new ImageGenerator(networks, request), steps, request.batchSize(), source)
                .toList();
    }

    /** With what is unknown of its text, which several images may share. */
    private GeneratedImage noted(GeneratedImage image, Map<String, UnknownText> notes) {
        return new GeneratedImage(
                image.text(), image.seed(), image.stages(), notes.computeIfAbsent(image.text(), this::unknownText));
    }

    /** Many at a time are generated where their large feature maps are kept for the next batch. */
    private static List<GeneratedImage> batch(ImageGenerator generator, List<GenerationJob> jobs) {
        return jobs.size() < LARGE_BATCH
                ? generator.generate(jobs)
                : NativeMemory.keepingLargeBlocks("stackgan-generation", () -> generator.generate(jobs));
    }

    @Override
    public void train(CaptionedImages data, TrainingPlan plan, TrainingListener... listeners) {
        requireOpen();
        List<Long> had = provenance().iterations();
        GanTrainer trainer = new GanTrainer(networks, encoder, data, plan, List.of(listeners)).after(had);
        // Asked for now: afterwards the thread may be interrupted, and what stopped training must not be hidden.
        Trained after = after(data, trainer.plan());
        // Stages that were taken over have learned, and this is the data that their new model is for.
        boolean takenOver = provenance().dataset().isEmpty() && had.stream().anyMatch(iterations -> iterations > 0);
        boolean ended = false;
        try {
            trainer.run();
            ended = true;
        } finally {
            // What was stopped has learned all the same.
            if (ended && takenOver || trainer.resumed() || !trainer.iterations().equals(had)) {
                trained = new Trained(after.provenance().withIterations(trainer.iterations()), after.vocabulary());
            }
        }
    }

    /** What this model is of once it has learned from a dataset, but for the iterations. */
    private Trained after(CaptionedImages data, TrainingPlan plan) {
        String fingerprint = data.fingerprint();
        boolean known = provenance().datasetFingerprint().equals(fingerprint)
                && !vocabulary().equals(Vocabulary.empty());
        Provenance provenance = CoreProvider.here(provenance(), networks)
                .withTextEncoderFingerprint(ownEncoder ? provenance().textEncoderFingerprint() : encoder.fingerprint())
                .withDataset(data.name())
                .withDatasetFingerprint(fingerprint)
                .withCaptions(Provenance.captionsOf(data))
                .withPlan(Json.write(plan, TrainingPlan.class));
        return new Trained(provenance, known ? vocabulary() : vocabulary().and(Vocabulary.of(data)));
    }

    @Override
    public void save(Path path, SaveOption... options) {
        Set<SaveOption> chosen = EnumSet.noneOf(SaveOption.class);
        chosen.addAll(List.of(options));
        using(() -> {
            ModelFile.write(path, networks, trained, encoder, chosen);
            return path;
        });
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
        return using(this::hash);
    }

    private String hash() {
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
        use.writeLock().lock();
        try {
            closed = true;
            networks.close();
            encoder.close();
        } finally {
            use.writeLock().unlock();
        }
    }
}

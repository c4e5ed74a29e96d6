package io.github.stackgan.core.internal.model;

import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.GeneratedPicture;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.GenerationRequest.ConditioningMode;
import io.github.stackgan.Provenance;
import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.StackGanSettings;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.TrainingPlan;
import io.github.stackgan.core.internal.picture.Pixels;
import io.github.stackgan.core.memory.NativeMemory;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Networks;
import io.github.stackgan.core.nn.StackNoise;
import io.github.stackgan.core.nn.StageOutput;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.train.GanTrainer;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The façade's implementation. */
final class CoreStackGan implements StackGan {
    /** So many pictures of the paper's width at 256 pixels have grids of over 64 MB. */
    private static final int LARGE_BATCH = 8;

    private final TextEncoder encoder;
    private final Networks networks;
    private final List<Long> before;
    private volatile Provenance provenance;

    CoreStackGan(TextEncoder encoder, Networks networks, Provenance provenance) {
        before = provenance.iterations();
        this.encoder = encoder;
        this.networks = networks;
        this.provenance = provenance;
    }

    /** One picture to be drawn: its caption, what the networks read, and its seed. */
    private record Wish(String text, float[] embedding, long seed) {}

    @Override
    public List<GeneratedPicture> generate(GenerationRequest request) {
        float[][] embeddings = encoder.encode(request.texts());
        long seed = request.seed().orElse(settings().seed());
        List<Wish> wishes = new ArrayList<>();
        for (int i = 0; i < embeddings.length; i++) {
            for (int j = 0; j < request.count(); j++) {
                wishes.add(new Wish(request.texts().get(i), embeddings[i], seed + i * request.seedStep() + j));
            }
        }
        return draw(wishes, request);
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
        return draw(wishes, GenerationRequest.of(from));
    }

    /** Draws wishes as the request asks, whatever its own sentences; many at a time where their large grids are kept for the next. */
    private List<GeneratedPicture> draw(List<Wish> wishes, GenerationRequest request) {
        return Math.min(wishes.size(), request.batchSize()) < LARGE_BATCH
                ? drawAll(wishes, request)
                : NativeMemory.keepingLargeBlocks("stackgan-drawing", () -> drawAll(wishes, request));
    }

    private List<GeneratedPicture> drawAll(List<Wish> wishes, GenerationRequest request) {
        int batchSize = request.batchSize();
        List<GeneratedPicture> pictures = new ArrayList<>();
        for (int from = 0; from < wishes.size(); from += batchSize) {
            pictures.addAll(drawBatch(wishes.subList(from, Math.min(wishes.size(), from + batchSize)), request));
        }
        return pictures;
    }

    private List<GeneratedPicture> drawBatch(List<Wish> wishes, GenerationRequest request) {
        int n = wishes.size();
        int width = settings().embeddingSize();
        float[] text = new float[n * width];
        List<RandomStream> streams = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            System.arraycopy(wishes.get(i).embedding(), 0, text, i * width, width);
            streams.add(RandomStream.of(wishes.get(i).seed(), "picture", 0));
        }
        try (NDManager manager = networks.manager().newSubManager()) {
            NDArray embedding = manager.create(text, new Shape(n, width));
            StackNoise noise =
                    StackNoise.draw(manager, settings(), networks.generators().size(), streams);
            Mode mode = Mode.EVALUATION.in(request.precision());
            List<List<BufferedImage>> stages = new ArrayList<>();
            for (StageOutput output : networks.generators()
                    .forward(
                            embedding,
                            request.conditioning() == ConditioningMode.MEAN ? noise.withoutConditions() : noise,
                            mode,
                            mode)) {
                stages.add(Pixels.toPictures(output.image()));
            }
            return pictures(wishes, stages);
        }
    }

    private static List<GeneratedPicture> pictures(List<Wish> wishes, List<List<BufferedImage>> stages) {
        List<GeneratedPicture> pictures = new ArrayList<>();
        for (int i = 0; i < wishes.size(); i++) {
            List<Image> images = new ArrayList<>();
            for (List<BufferedImage> stage : stages) {
                images.add(ImageFactory.getInstance().fromImage(stage.get(i)));
            }
            pictures.add(
                    new GeneratedPicture(wishes.get(i).text(), wishes.get(i).seed(), images));
        }
        return pictures;
    }

    @Override
    public void train(CaptionedImages data, TrainingPlan plan, TrainingListener... listeners) {
        List<Long> run = new GanTrainer(networks, encoder, data, plan, List.of(listeners)).run();
        // Checkpoints count from where this model began; without them a run goes on from where the last one ended.
        List<Long> start = plan.checkpoints().isPresent() ? before : provenance.iterations();
        List<Long> iterations = IntStream.range(0, run.size())
                .mapToObj(i -> start.get(i) + run.get(i))
                .toList();
        provenance = provenance
                .withDataset(data.name())
                .withDatasetFingerprint(data.fingerprint())
                .withPlan(Json.write(plan, TrainingPlan.class))
                .withIterations(iterations);
    }

    @Override
    public void save(Path path, SaveOption... options) {
        Set<SaveOption> chosen = EnumSet.noneOf(SaveOption.class);
        chosen.addAll(List.of(options));
        ModelFile.write(path, networks, provenance, encoder, chosen);
    }

    @Override
    public StackGanSettings settings() {
        return networks.settings();
    }

    @Override
    public Provenance provenance() {
        return provenance;
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

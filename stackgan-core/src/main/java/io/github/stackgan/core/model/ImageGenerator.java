package io.github.stackgan.core.model;

import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.GenerationRequest.ConditioningMode;
import io.github.stackgan.core.gan.GeneratorStack;
import io.github.stackgan.core.gan.Locations;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.gan.StackNoise;
import io.github.stackgan.core.gan.StageOutput;
import io.github.stackgan.core.kernels.PrecisionChoice;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Pixels;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/** Generates batches of images as a request asks, whatever its own texts. */
final class ImageGenerator {
    /** Of the largest images that are generated. */
    private static final int LARGEST = 4096;

    private final Networks networks;
    private final GeneratorStack generators;
    private final GenerationRequest request;
    private final Mode mode;
    private final int refinedTogether;

    /** One image to be generated: its caption, what the networks read, and its seed. */
    record GenerationJob(String text, float[] embedding, long seed) {}

    /**
     * Prepares generation.
     *
     * @throws IllegalArgumentException if the model cannot refine as often as the request asks, or draw where it asks
     */
    ImageGenerator(Networks networks, GenerationRequest request) {
        this.networks = networks;
        this.request = request;
        generators = networks.generators();
        mode = Mode.EVALUATION.in(
                PrecisionChoice.of(request.precision(), networks.manager().getDevice()));
        refinedTogether = refinedTogether(networks.settings(), request);
        Locations.requireFits(networks.settings().stage1().location(), request.location());
    }

    /** As many of the largest images as have the pixels of a batch of the model's own, at least one. */
    private static int refinedTogether(StackGanSettings settings, GenerationRequest request) {
        int wanted = request.topStageRepeats();
        if (wanted == 0) {
            return request.batchSize();
        }
        List<Stage> stages = settings.stages();
        if (stages.size() == 1) {
            throw new IllegalArgumentException("topStageRepeats is " + wanted
                    + ", but must be 0: the model has Stage-I alone," + " and there is no stage that reads an image");
        }
        int own = settings.lastStage().imageSize();
        int factor = own / stages.get(stages.size() - 2).imageSize();
        long side = own;
        int most = 0;
        while (side * factor <= LARGEST && most < wanted) {
            side *= factor;
            most++;
        }
        if (most < wanted) {
            throw new IllegalArgumentException("topStageRepeats is " + wanted + ", but must be at most " + most
                    + " for this model: it starts at " + own + " pixels, each makes an image " + factor
                    + " times as wide, and " + LARGEST + " is the most");
        }
        return (int) Math.max(1, request.batchSize() * (long) own * own / (side * side));
    }

    /** Generates one batch. */
    List<GeneratedImage> generate(List<GenerationJob> jobs) {
        List<List<BufferedImage>> stages = new ArrayList<>();
        try (NDManager kept = networks.manager().newSubManager()) {
            NDList top = new NDList();
            try (NDManager scratch = kept.newSubManager()) {
                NDArray embedding = embeddings(scratch, jobs);
                StackNoise noise = noise(scratch, jobs);
                List<NDArray> images = images(jobs, embedding, noise);
                images.forEach(image -> stages.add(Pixels.toImages(image)));
                top.add(images.get(images.size() - 1));
                top.attach(kept);
            }
            stages.addAll(refined(kept, top.singletonOrThrow(), jobs));
        }
        return images(jobs, stages);
    }

    private List<NDArray> images(List<GenerationJob> jobs, NDArray embedding, StackNoise noise) {
        if (request.stage1Seed().isEmpty()) {
            return generators.forward(embedding, locations(embedding), noise, mode, mode).stream()
                    .map(StageOutput::image)
                    .toList();
        }
        List<NDArray> images = new ArrayList<>();
        images.add(sharedStage1(jobs, embedding, noise));
        generators.above(images.get(0), embedding, noise, mode, mode).forEach(output -> images.add(output.image()));
        return images;
    }

    /**
     * Each text's Stage-I image is generated alone and repeated: in batches of several sizes it might round
     * differently.
     */
    private NDArray sharedStage1(List<GenerationJob> jobs, NDArray embedding, StackNoise noise) {
        GeneratorStack stage1 = generators.lowest(1);
        NDList images = new NDList();
        for (int i = 0; i < jobs.size(); i++) {
            boolean another =
                    i == 0 || jobs.get(i).embedding() != jobs.get(i - 1).embedding();
            NDArray one = embedding.get(new NDIndex(i + ":" + (i + 1)));
            images.add(
                    another
                            ? stage1.forward(one, locations(one), noise.images(i, i + 1), mode, mode)
                                    .get(0)
                                    .image()
                            : images.get(i - 1));
        }
        return NDArrays.concat(images);
    }

    /** Repeats of the top stage on its own's images, each a list of as many images. */
    private List<List<BufferedImage>> refined(NDManager parent, NDArray top, List<GenerationJob> jobs) {
        List<List<BufferedImage>> sizes = new ArrayList<>();
        for (int i = 0; i < request.topStageRepeats(); i++) {
            sizes.add(new ArrayList<>());
        }
        for (int from = 0; from < jobs.size() && !sizes.isEmpty(); from += refinedTogether) {
            int to = Math.min(jobs.size(), from + refinedTogether);
            try (NDManager kept = parent.newSubManager()) {
                NDArray image = top.get(new NDIndex(from + ":" + to));
                for (List<BufferedImage> size : sizes) {
                    image = larger(kept, image, jobs.subList(from, to));
                    size.addAll(Pixels.toImages(image));
                }
            }
        }
        return sizes;
    }

    /** One repeat, whose feature maps are freed before the next; the smaller image with them. */
    private NDArray larger(NDManager kept, NDArray image, List<GenerationJob> jobs) {
        try (NDManager scratch = kept.newSubManager()) {
            image.attach(scratch);
            NDArray larger = generators
                    .topAgain(image, embeddings(scratch, jobs), noise(scratch, jobs), mode)
                    .image();
            larger.attach(kept);
            return larger;
        }
    }

    /** That of the request, for each of the embeddings. */
    private Locations locations(NDArray embedding) {
        int images = Math.toIntExact(embedding.getShape().get(0));
        return Locations.of(
                embedding.getManager(),
                networks.settings().stage1().location(),
                Collections.nCopies(images, request.location()));
    }

    private static NDArray embeddings(NDManager manager, List<GenerationJob> jobs) {
        return Matrices.of(manager, jobs.stream().map(GenerationJob::embedding).toArray(float[][]::new));
    }

    private StackNoise noise(NDManager manager, List<GenerationJob> jobs) {
        StackNoise own = noiseOf(manager, jobs.stream().map(GenerationJob::seed).toList());
        OptionalLong first = request.stage1Seed();
        StackNoise noise = first.isPresent()
                ? own.withStage1Of(noiseOf(
                        manager, jobs.stream().map(w -> first.getAsLong()).toList()))
                : own;
        return request.conditioning() == ConditioningMode.MEAN ? noise.withoutConditions() : noise;
    }

    private StackNoise noiseOf(NDManager manager, List<Long> seeds) {
        List<RandomStream> streams =
                seeds.stream().map(seed -> RandomStream.of(seed, "picture", 0)).toList();
        return StackNoise.sample(manager, networks.settings(), generators.size(), streams);
    }

    private static List<GeneratedImage> images(List<GenerationJob> jobs, List<List<BufferedImage>> stages) {
        List<GeneratedImage> generated = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            List<Image> images = new ArrayList<>();
            for (List<BufferedImage> stage : stages) {
                images.add(ImageFactory.getInstance().fromImage(stage.get(i)));
            }
            generated.add(new GeneratedImage(jobs.get(i).text(), jobs.get(i).seed(), images));
        }
        return generated;
    }
}

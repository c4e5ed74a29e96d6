package io.github.stackgan.core.internal.model;

import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.GeneratedPicture;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.GenerationRequest.ConditioningMode;
import io.github.stackgan.StackGanSettings;
import io.github.stackgan.Stage;
import io.github.stackgan.core.internal.picture.Pixels;
import io.github.stackgan.core.nn.GeneratorStack;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Networks;
import io.github.stackgan.core.nn.StackNoise;
import io.github.stackgan.core.nn.StageOutput;
import io.github.stackgan.core.random.RandomStream;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Draws batches of pictures as a request asks, whatever its own sentences. */
final class Painter {
    /** Of the largest pictures that are drawn. */
    private static final int LARGEST = 4096;

    private final Networks networks;
    private final GeneratorStack generators;
    private final GenerationRequest request;
    private final Mode mode;
    private final int refinedTogether;

    /** One picture to be drawn: its caption, what the networks read, and its seed. */
    record Wish(String text, float[] embedding, long seed) {}

    /**
     * Prepares drawing.
     *
     * @throws IllegalArgumentException if the model cannot refine as often as the request asks
     */
    Painter(Networks networks, GenerationRequest request) {
        this.networks = networks;
        this.request = request;
        generators = networks.generators();
        mode = Mode.EVALUATION.in(request.precision());
        refinedTogether = refinedTogether(networks.settings(), request);
    }

    /** As many of the largest pictures as have the pixels of a batch of the model's own, at least one. */
    private static int refinedTogether(StackGanSettings settings, GenerationRequest request) {
        int wanted = request.refinements();
        if (wanted == 0) {
            return request.batchSize();
        }
        List<Stage> stages = settings.stages();
        if (stages.size() == 1) {
            throw new IllegalArgumentException("refinements is " + wanted
                    + ", but must be 0: the model has Stage-I alone," + " and there is no stage that reads a picture");
        }
        int own = stages.get(stages.size() - 1).imageSize();
        int factor = own / stages.get(stages.size() - 2).imageSize();
        long side = own;
        int most = 0;
        while (side * factor <= LARGEST && most < wanted) {
            side *= factor;
            most++;
        }
        if (most < wanted) {
            throw new IllegalArgumentException("refinements is " + wanted + ", but must be at most " + most
                    + " for this model: it starts at " + own + " pixels, each makes a picture " + factor
                    + " times as wide, and " + LARGEST + " is the most");
        }
        return (int) Math.max(1, request.batchSize() * (long) own * own / (side * side));
    }

    /** Draws one batch. */
    List<GeneratedPicture> draw(List<Wish> wishes) {
        List<List<BufferedImage>> stages = new ArrayList<>();
        try (NDManager kept = networks.manager().newSubManager()) {
            NDList top = new NDList();
            try (NDManager scratch = kept.newSubManager()) {
                NDArray embedding = embeddings(scratch, wishes);
                StackNoise noise = noise(scratch, wishes);
                List<NDArray> images = images(wishes, embedding, noise);
                images.forEach(image -> stages.add(Pixels.toPictures(image)));
                top.add(images.get(images.size() - 1));
                top.attach(kept);
            }
            stages.addAll(refined(kept, top.singletonOrThrow(), wishes));
        }
        return pictures(wishes, stages);
    }

    private List<NDArray> images(List<Wish> wishes, NDArray embedding, StackNoise noise) {
        if (request.stage1Seed().isEmpty()) {
            return generators.forward(embedding, noise, mode, mode).stream()
                    .map(StageOutput::image)
                    .toList();
        }
        List<NDArray> images = new ArrayList<>();
        images.add(sharedStage1(wishes, embedding, noise));
        generators.above(images.get(0), embedding, noise, mode, mode).forEach(output -> images.add(output.image()));
        return images;
    }

    /** Each sentence's Stage-I picture is drawn alone and repeated: drawn in batches of several sizes it might round differently. */
    private NDArray sharedStage1(List<Wish> wishes, NDArray embedding, StackNoise noise) {
        GeneratorStack stage1 = generators.lowest(1);
        NDList images = new NDList();
        for (int i = 0; i < wishes.size(); i++) {
            boolean another =
                    i == 0 || wishes.get(i).embedding() != wishes.get(i - 1).embedding();
            NDArray one = embedding.get(new NDIndex(i + ":" + (i + 1)));
            images.add(
                    another
                            ? stage1.forward(one, noise.pictures(i, i + 1), mode, mode)
                                    .get(0)
                                    .image()
                            : images.get(i - 1));
        }
        return NDArrays.concat(images);
    }

    /** Further refinements of the top stage's pictures, each a list of as many pictures. */
    private List<List<BufferedImage>> refined(NDManager parent, NDArray top, List<Wish> wishes) {
        List<List<BufferedImage>> sizes = new ArrayList<>();
        for (int i = 0; i < request.refinements(); i++) {
            sizes.add(new ArrayList<>());
        }
        for (int from = 0; from < wishes.size() && !sizes.isEmpty(); from += refinedTogether) {
            int to = Math.min(wishes.size(), from + refinedTogether);
            try (NDManager kept = parent.newSubManager()) {
                NDArray image = top.get(new NDIndex(from + ":" + to));
                for (List<BufferedImage> size : sizes) {
                    image = larger(kept, image, wishes.subList(from, to));
                    size.addAll(Pixels.toPictures(image));
                }
            }
        }
        return sizes;
    }

    /** One refinement, whose grids are freed before the next; the smaller picture with them. */
    private NDArray larger(NDManager kept, NDArray image, List<Wish> wishes) {
        try (NDManager scratch = kept.newSubManager()) {
            image.attach(scratch);
            NDArray larger = generators
                    .topAgain(image, embeddings(scratch, wishes), noise(scratch, wishes), mode)
                    .image();
            larger.attach(kept);
            return larger;
        }
    }

    private NDArray embeddings(NDManager manager, List<Wish> wishes) {
        int width = networks.settings().embeddingSize();
        float[] text = new float[wishes.size() * width];
        for (int i = 0; i < wishes.size(); i++) {
            System.arraycopy(wishes.get(i).embedding(), 0, text, i * width, width);
        }
        return manager.create(text, new Shape(wishes.size(), width));
    }

    private StackNoise noise(NDManager manager, List<Wish> wishes) {
        StackNoise own = noiseOf(manager, wishes.stream().map(Wish::seed).toList());
        OptionalLong first = request.stage1Seed();
        StackNoise noise = first.isPresent()
                ? own.withStage1Of(noiseOf(
                        manager, wishes.stream().map(w -> first.getAsLong()).toList()))
                : own;
        return request.conditioning() == ConditioningMode.MEAN ? noise.withoutConditions() : noise;
    }

    private StackNoise noiseOf(NDManager manager, List<Long> seeds) {
        List<RandomStream> streams =
                seeds.stream().map(seed -> RandomStream.of(seed, "picture", 0)).toList();
        return StackNoise.draw(manager, networks.settings(), generators.size(), streams);
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
}

package io.github.stackgan.core.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Location;
import io.github.stackgan.TrainingListener.Sample;
import io.github.stackgan.core.gan.GeneratorStack;
import io.github.stackgan.core.gan.Locations;
import io.github.stackgan.core.gan.StackNoise;
import io.github.stackgan.core.gan.StageOutput;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Pixels;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.settings.StackGanSettings;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Generates from the same captions with the same noise whenever it is asked, so that progress can be seen. */
final class Sampler {
    private final CaptionedImages data;
    private final DataLocations locations;
    private final EmbeddingTable embeddings;
    private final StackGanSettings settings;
    private final int count;

    Sampler(CaptionedImages data, EmbeddingTable embeddings, StackGanSettings settings, int count) {
        this.data = data;
        locations = new DataLocations(data, settings.stage1().location());
        this.embeddings = embeddings;
        this.settings = settings;
        this.count = Math.min(count, data.size());
    }

    private int image(int i) {
        return (int) ((long) i * data.size() / count);
    }

    List<Sample> generate(NDManager parent, GeneratorStack generators) {
        try (NDManager manager = parent.newSubManager()) {
            float[][] text = new float[count][];
            for (int i = 0; i < count; i++) {
                text[i] = embeddings.get(image(i), 0);
            }
            NDArray embedding = Matrices.of(manager, text);
            List<RandomStream> streams = LongStream.range(0, count)
                    .mapToObj(i -> RandomStream.of(settings.seed(), "samples", i))
                    .toList();
            StackNoise noise = StackNoise.sample(manager, settings, generators.size(), streams);
            List<List<BufferedImage>> stages = new ArrayList<>();
            List<Location> each = IntStream.range(0, count)
                    .mapToObj(i -> locations.of(image(i)))
                    .toList();
            Locations where = Locations.of(manager, settings.stage1().location(), each);
            for (StageOutput output : generators.forward(embedding, where, noise, Mode.EVALUATION, Mode.EVALUATION)) {
                stages.add(Pixels.toImages(output.image()));
            }
            return samples(stages);
        }
    }

    private List<Sample> samples(List<List<BufferedImage>> stages) {
        int side = stages.get(stages.size() - 1).get(0).getWidth();
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int place = i;
            samples.add(new Sample(
                    data.captions(image(i)).get(0),
                    data.image(image(i), side),
                    stages.stream().map(s -> s.get(place)).toList()));
        }
        return samples;
    }
}

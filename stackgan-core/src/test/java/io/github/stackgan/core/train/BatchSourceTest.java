package io.github.stackgan.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.step.Batch;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.settings.TrainingPlan;
import io.github.stackgan.settings.TrainingPlan.Fakes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchSourceTest {
    private final ColourPatches data = new ColourPatches(12);
    private final EmbeddingTable embeddings =
            EmbeddingTable.of(data, new Small.HashEncoder(), Optional.empty(), ProgressListener.none(), w -> {});

    private BatchSource.HostBatch batch(TrainingPlan plan, long iteration) {
        return new BatchSource(data, embeddings, plan, Small.settings(), 1, 0).batch(iteration);
    }

    /** Both captions of an image, in the order of their numbers: their mean is the same the other way round. */
    private List<Float> mean(int image) {
        float[] first = embeddings.get(image, 0);
        float[] second = embeddings.get(image, 1);
        return IntStream.range(0, first.length)
                .mapToObj(i -> first[i] / 2 + second[i] / 2)
                .toList();
    }

    private static List<List<Float>> rows(float[] embeddings) {
        return IntStream.range(0, embeddings.length / Small.EMBEDDING)
                .mapToObj(row -> IntStream.range(row * Small.EMBEDDING, (row + 1) * Small.EMBEDDING)
                        .mapToObj(i -> embeddings[i])
                        .toList())
                .toList();
    }

    @Test
    void an_image_stands_with_one_of_its_captions_or_with_the_mean_of_several() {
        TrainingPlan plan = Small.plan(9);
        List<List<Float>> means =
                IntStream.range(0, data.size()).mapToObj(this::mean).toList();
        List<List<Float>> single = rows(batch(plan, 0).embeddings());
        assertThat(single).hasSize(4).doesNotContainAnyElementsOf(means);
        for (int many : new int[] {2, 9}) {
            assertThat(means)
                    .as("%s captions for each image, of two", many)
                    .containsAll(rows(batch(plan.withCaptionsPerImage(many), 0).embeddings()));
        }
    }

    @Test
    void the_generator_learns_from_the_discriminators_images_or_from_others() {
        try (Networks networks = Networks.untrained(Small.settings(), Optional.empty());
                NDManager manager = networks.manager().newSubManager()) {
            Batch shared = onDevice(manager, Small.plan(9).withFakes(Fakes.SHARED));
            assertThat(shared.generatorNoise()).isSameAs(shared.noise());
            Batch redrawn = onDevice(manager, Small.plan(9).withFakes(Fakes.REDRAWN));
            float[] ofDiscriminator = redrawn.noise().z().toFloatArray();
            assertThat(ofDiscriminator).isEqualTo(shared.noise().z().toFloatArray());
            assertThat(Arrays.equals(redrawn.generatorNoise().z().toFloatArray(), ofDiscriminator))
                    .isFalse();
        }
    }

    private Batch onDevice(NDManager manager, TrainingPlan plan) {
        return new DeviceBatches(Small.settings(), plan, 1, 0).batch(manager, batch(plan, 3), 3);
    }
}

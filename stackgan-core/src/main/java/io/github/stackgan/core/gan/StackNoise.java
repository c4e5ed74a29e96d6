package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * All the chance in a batch of images.
 *
 * @param z Stage-I's noise (N, Nz)
 * @param eps for every stage, lowest first, the noise of its condition (N, Ng)
 * @since 0.1.0
 */
public record StackNoise(NDArray z, List<NDArray> eps) {
    /**
     * Samples noise for images, each from its own stream: z first, then every stage's eps.
     *
     * @param manager the manager that the arrays belong to
     * @param settings lengths and kinds
     * @param stages how many stages generate
     * @param images one stream for each image
     * @return the noise
     */
    public static StackNoise sample(
            NDManager manager, StackGanSettings settings, int stages, List<RandomStream> images) {
        float[][] z = new float[images.size()][];
        for (int i = 0; i < z.length; i++) {
            z[i] = images.get(i).normal(settings.stage1().noiseSize());
        }
        List<NDArray> eps = new ArrayList<>();
        for (Stage stage : settings.stages().subList(0, stages)) {
            float[][] drawn = new float[z.length][];
            for (int i = 0; i < z.length; i++) {
                drawn[i] = ConditioningAugmentation.noise(stage.conditioning(), images.get(i));
            }
            eps.add(Matrices.of(manager, drawn));
        }
        return new StackNoise(Matrices.of(manager, z), List.copyOf(eps));
    }

    /**
     * The same Stage-I noise without the conditions' noise, so that c = mu.
     *
     * @return the noise
     */
    public StackNoise withoutConditions() {
        return new StackNoise(z, eps.stream().map(NDArray::zerosLike).toList());
    }

    /**
     * The same with Stage-I's part, z and the noise of its condition, of another batch.
     *
     * @param other as many images' noise
     * @return the noise
     */
    public StackNoise withStage1Of(StackNoise other) {
        List<NDArray> mixed = new ArrayList<>(eps);
        mixed.set(0, other.eps().get(0));
        return new StackNoise(other.z(), List.copyOf(mixed));
    }

    /**
     * The noise of some of the images.
     *
     * @param from the first image, 0 for the first of the batch
     * @param to the first image that is left out
     * @return the noise of {@code to - from} images
     */
    public StackNoise images(int from, int to) {
        NDIndex range = new NDIndex(from + ":" + to);
        return new StackNoise(z.get(range), eps.stream().map(e -> e.get(range)).toList());
    }
}

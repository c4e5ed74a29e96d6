package io.github.stackgan.core.terms;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.gan.JointEncoder;
import io.github.stackgan.core.loss.SimilarityLoss;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.step.Batch;
import io.github.stackgan.core.step.GeneratorContext;
import io.github.stackgan.core.step.LossTerm;
import java.util.function.BiFunction;

/**
 * How badly generated images match their texts by a trained image encoder.
 *
 * @param loss computes it
 * @param weight what it is multiplied by
 * @param others embeddings (K, T) of texts of other images, K {@link SimilarityLoss#OTHERS}, which belong to the
 *     batch's manager
 * @since 0.1.0
 */
public record SimilarityTerm(SimilarityLoss loss, double weight, BiFunction<Batch, RandomStream, NDArray> others)
        implements LossTerm<GeneratorContext> {
    @Override
    public String name() {
        return "similarity";
    }

    @Override
    public NDArray value(GeneratorContext context) {
        Batch batch = context.batch();
        NDArray text = others.apply(batch, batch.random().apply("data/others"));
        NDArray inputNoise = JointEncoder.inputNoise(
                batch.images().getManager(),
                batch.images().getShape().get(0),
                batch.random().apply("grain"));
        return loss.of(context.generated().image(), batch.embeddings(), text, inputNoise);
    }
}

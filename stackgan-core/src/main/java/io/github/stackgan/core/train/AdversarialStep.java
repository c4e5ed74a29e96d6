package io.github.stackgan.core.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import io.github.stackgan.Precision;
import io.github.stackgan.Stage;
import io.github.stackgan.TrainingListener.Losses;
import io.github.stackgan.core.loss.GradientPenalty;
import io.github.stackgan.core.loss.KlDivergence;
import io.github.stackgan.core.loss.MatchingAwareLoss;
import io.github.stackgan.core.loss.MatchingAwareLoss.DiscriminatorLoss;
import io.github.stackgan.core.loss.SimilarityLoss;
import io.github.stackgan.core.nn.Discriminator;
import io.github.stackgan.core.nn.GeneratorStack;
import io.github.stackgan.core.nn.JointProjections;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.core.nn.StackNoise;
import io.github.stackgan.core.nn.StageOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One update of the discriminator, then one of the generator (paper equations 3 and 4), of the highest stage of a stack; the
 * stages below only draw.
 *
 * <p>Each network's weights ask for gradients only while it is itself updated: the way back from the discriminator's answer to
 * the generator needs no gradient of the discriminator's weights, which saves a third of its backward pass.
 *
 * @since 0.1.0
 */
public final class AdversarialStep {
    private final Stage settings;
    private final GeneratorStack generators;
    private final Mode frozen;
    private final Mode learning;
    private final Discriminator discriminator;
    private final Terms terms;
    private final Adam generatorAdam;
    private final Adam discriminatorAdam;

    /**
     * A further term of the generator's loss.
     *
     * @param loss computes it
     * @param weight multiplies it
     */
    public record Similarity(SimilarityLoss loss, double weight) {}

    /**
     * What the losses have beyond the paper's.
     *
     * @param similarity by a picture encoder, or empty for none
     * @param interpolation multiplies the adversarial loss between the embeddings of neighbours; 0 for none
     * @param reconstruction multiplies the mean absolute difference from real pictures that were shrunk; 0 for none
     * @param judgesReconstructions whether reconstructions take the place of drawings
     * @param gradientPenalty multiplies half the discriminator's squared slope at real pictures; 0 for none
     */
    public record Terms(
            Optional<Similarity> similarity,
            double interpolation,
            double reconstruction,
            boolean judgesReconstructions,
            double gradientPenalty) {
        /** The paper's losses. */
        public static final Terms NONE = new Terms(Optional.empty(), 0, 0, false, 0);
    }

    /**
     * Puts a step together.
     *
     * @param settings of the stage that learns
     * @param generators the stack up to that stage
     * @param frozen how the stages below compute
     * @param precision how the stage that learns computes
     * @param discriminator of the stage that learns
     * @param terms what the losses have beyond the paper's
     * @param generatorAdam updates the highest generator
     * @param discriminatorAdam updates the discriminator
     */
    public AdversarialStep(
            Stage settings,
            GeneratorStack generators,
            Mode frozen,
            Precision precision,
            Discriminator discriminator,
            Terms terms,
            Adam generatorAdam,
            Adam discriminatorAdam) {
        this.settings = settings;
        this.generators = generators;
        this.frozen = frozen;
        learning = Mode.TRAINING.in(precision);
        this.discriminator = discriminator;
        this.terms = terms;
        this.generatorAdam = generatorAdam;
        this.discriminatorAdam = discriminatorAdam;
    }

    /**
     * Adam's step sizes.
     *
     * @param generator the generator's
     * @param discriminator the discriminator's
     */
    public record Rates(double generator, double discriminator) {}

    /**
     * Updates both networks once.
     *
     * @param batch what to learn from, with other text if there is a similarity loss
     * @param rates Adam's step sizes
     * @return the losses, each network's as before its update
     */
    public Losses run(Batch batch, Rates rates) {
        boolean shared = batch.generatorNoise().isEmpty();
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            if (shared) {
                generators.top().requireGradients();
            }
            StageOutput judged = drawOrReconstruct(batch, batch.noise());
            DiscriminatorLoss loss = updateDiscriminator(collector, batch, judged, rates.discriminator());
            generators.top().requireGradients();
            StageOutput fake = shared
                    ? judged
                    : drawOrReconstruct(batch, batch.generatorNoise().orElseThrow());
            NDArray adversarial = adversarial(batch.embeddings(), fake);
            NDArray kl =
                    KlDivergence.of(fake.condition(), settings.conditioning().klReduction());
            NDArray total = adversarial.add(
                    ScalarMultiply.by(kl, (float) settings.conditioning().klWeight()));
            Optional<NDArray> unlike = terms.similarity().map(s -> unlike(s.loss(), batch, fake));
            if (unlike.isPresent()) {
                double weight = terms.similarity().orElseThrow().weight();
                total = total.add(ScalarMultiply.by(unlike.get(), (float) weight));
            }
            if (terms.interpolation() > 0) {
                total = total.add(ScalarMultiply.by(betweenNeighbours(batch), (float) terms.interpolation()));
            }
            float difference = 0;
            if (terms.reconstruction() > 0) {
                NDArray reconstruction = terms.judgesReconstructions()
                        ? difference(fake, batch)
                        : difference(reconstruct(batch, batch.noise(), Mode.PASSING.in(learning.precision())), batch);
                total = total.add(ScalarMultiply.by(reconstruction, (float) terms.reconstruction()));
                difference = reconstruction.getFloat();
            }
            generatorAdam.step(Gradients.of(collector, total, generators.top()), rates.generator());
            return new Losses(
                    loss.total().getFloat(),
                    loss.real().getFloat(),
                    loss.wrong().getFloat(),
                    loss.fake().getFloat(),
                    adversarial.getFloat(),
                    kl.getFloat(),
                    unlike.map(NDArray::getFloat).orElse(0f),
                    difference);
        }
    }

    /**
     * Updates the generator once, by the reconstruction alone.
     *
     * @param batch what to learn from, with coarse pictures
     * @param rate Adam's step size
     * @return the losses, of which all but one are 0
     */
    public Losses warmUp(Batch batch, double rate) {
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            generators.top().requireGradients();
            NDArray reconstruction = difference(reconstruct(batch, batch.noise(), learning), batch);
            NDArray total = ScalarMultiply.by(reconstruction, (float) terms.reconstruction());
            generatorAdam.step(Gradients.of(collector, total, generators.top()), rate);
            return new Losses(0, 0, 0, 0, 0, 0, 0, reconstruction.getFloat());
        }
    }

    private StageOutput drawOrReconstruct(Batch batch, StackNoise noise) {
        return terms.judgesReconstructions() ? reconstruct(batch, noise, learning) : draw(batch.embeddings(), noise);
    }

    private StageOutput reconstruct(Batch batch, StackNoise noise, Mode mode) {
        return generators.topAgain(batch.coarse().orElseThrow(), batch.embeddings(), noise, mode);
    }

    private static NDArray difference(StageOutput reconstructed, Batch batch) {
        return reconstructed
                .image()
                .toType(DataType.FLOAT32, false)
                .sub(batch.images())
                .abs()
                .mean();
    }

    private static NDArray unlike(SimilarityLoss loss, Batch batch, StageOutput fake) {
        Batch.Others others = batch.others().orElseThrow();
        return loss.of(fake.image(), batch.embeddings(), others.text(), others.grain());
    }

    private StageOutput draw(NDArray embeddings, StackNoise noise) {
        List<StageOutput> outputs = generators.forward(embeddings, noise, frozen, learning);
        return outputs.get(outputs.size() - 1);
    }

    private NDArray adversarial(NDArray embeddings, StageOutput fake) {
        NDArray answers = discriminator.features(fake.image(), learning);
        NDArray text = discriminator.condition(embeddings, fake.condition().mean());
        return MatchingAwareLoss.generator(
                discriminator.conditionalLogits(discriminator.projections(answers, text, learning), learning),
                discriminator.unconditionalLogits(answers, learning));
    }

    /** Nobody wrote the sentences halfway between those of neighbours, the last's being the first; they are to be drawn well too. */
    private NDArray betweenNeighbours(Batch batch) {
        NDArray text = batch.embeddings();
        NDArray next = text.get(new NDIndex("1:")).concat(text.get(new NDIndex(":1")));
        NDArray between = ScalarMultiply.by(text.add(next), 0.5f);
        return adversarial(between, draw(between, batch.generatorNoise().orElse(batch.noise())));
    }

    private DiscriminatorLoss updateDiscriminator(
            GradientCollector collector, Batch batch, StageOutput fake, double learningRate) {
        discriminator.parameters().requireGradients();
        NDArray text =
                discriminator.condition(batch.embeddings(), fake.condition().mean());
        List<NDArray> pictures =
                new ArrayList<>(List.of(batch.images(), fake.image().stopGradient()));
        batch.wrongImages().ifPresent(pictures::add);
        batch.moves().ifPresent(moves -> pictures.add(batch.images().add(moves)));
        NDArray features = discriminator.features(pictures, learning);
        JointProjections shares = discriminator.projections(features, text, learning);
        List<NDArray> seen = shares.images().split(pictures.size());
        NDArray said = shares.texts();
        JointProjections wrong =
                batch.wrongImages().isPresent() ? new JointProjections(seen.get(2), said) : shifted(seen.get(0), said);
        List<NDArray> alone = features.split(pictures.size());
        NDArray real = discriminator.conditionalLogits(new JointProjections(seen.get(0), said), learning);
        DiscriminatorLoss loss = MatchingAwareLoss.discriminator(
                real,
                discriminator.conditionalLogits(wrong, learning),
                discriminator.conditionalLogits(new JointProjections(seen.get(1), said), learning),
                discriminator.unconditionalLogits(alone.get(0), learning),
                discriminator.unconditionalLogits(alone.get(1), learning));
        NDArray total = loss.total();
        if (batch.moves().isPresent()) {
            NDArray moved =
                    discriminator.conditionalLogits(new JointProjections(seen.get(seen.size() - 1), said), learning);
            total = total.add(ScalarMultiply.by(GradientPenalty.of(real, moved), (float) terms.gradientPenalty()));
        }
        discriminatorAdam.step(Gradients.of(collector, total, discriminator.parameters()), learningRate);
        return loss;
    }

    /** Every picture but the last, with the text of the next. */
    private static JointProjections shifted(NDArray pictures, NDArray texts) {
        return new JointProjections(pictures.get(new NDIndex(":-1")), texts.get(new NDIndex("1:")));
    }
}

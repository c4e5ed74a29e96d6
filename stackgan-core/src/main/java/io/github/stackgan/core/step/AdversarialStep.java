package io.github.stackgan.core.step;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.Losses;
import io.github.stackgan.core.gan.Discriminator;
import io.github.stackgan.core.gan.JointProjections;
import io.github.stackgan.core.gan.Locations;
import io.github.stackgan.core.gan.StageOutput;
import io.github.stackgan.core.loss.MatchingAwareLoss;
import io.github.stackgan.core.loss.MatchingAwareLoss.DiscriminatorLoss;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.optim.Recording;
import io.github.stackgan.core.random.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One update of the discriminator, then one of the generator (paper equations 3 and 4), of the highest stage of a
 * stack; the stages below only generate. Each loss is the matching-aware adversarial one and a list of terms.
 *
 * <p>Each network's weights ask for gradients only while it is itself updated: the way back from the discriminator's
 * answer to the generator needs no gradient of the discriminator's weights, which saves a third of its backward pass.
 *
 * @since 0.1.0
 */
public final class AdversarialStep {
    private final LearningNetworks networks;
    private final LossTerms terms;
    private final Adam generatorAdam;
    private final Adam discriminatorAdam;

    /**
     * Puts a step together.
     *
     * @param networks what learns, and what generates below it
     * @param terms what is added to the adversarial losses
     * @param generatorAdam updates the highest generator
     * @param discriminatorAdam updates the discriminator
     */
    public AdversarialStep(LearningNetworks networks, LossTerms terms, Adam generatorAdam, Adam discriminatorAdam) {
        this.networks = networks;
        this.terms = terms;
        this.generatorAdam = generatorAdam;
        this.discriminatorAdam = discriminatorAdam;
    }

    /**
     * Updates both networks once.
     *
     * @param batch what to learn from
     * @param rates Adam's learning rates
     * @return the losses, each network's as before its update
     */
    public Losses run(Batch batch, Rates rates) {
        Parameters generator = networks.generators().top();
        Parameters judge = networks.discriminator().parameters();
        try (Recording recording = Recording.of()) {
            if (batch.sharesGeneratedImages()) {
                recording.requireGradients(generator);
            }
            StageOutput seen = networks.generate(batch, batch.noise());
            recording.requireGradients(judge);
            LossSum ofDiscriminator = discriminatorLoss(networks.augmentation().of(batch), seen);
            discriminatorAdam.step(recording.gradients(ofDiscriminator.total(), judge), rates.discriminator());
            recording.requireGradients(generator);
            StageOutput generated =
                    batch.sharesGeneratedImages() ? seen : networks.generate(batch, batch.generatorNoise());
            NDArray adversarial = networks.adversarial(
                    batch.embeddings(),
                    batch.locations(),
                    generated,
                    batch.random().apply("augmentation/generator"));
            LossSum ofGenerator = new LossSum("generator", adversarial)
                    .plus(terms.ofGenerator(), new GeneratorContext(batch, generated, networks));
            generatorAdam.step(recording.gradients(ofGenerator.total(), generator), rates.generator());
            Map<String, Float> losses = new LinkedHashMap<>();
            ofDiscriminator.read(losses);
            ofGenerator.read(losses);
            return new Losses(losses);
        }
    }

    /**
     * The discriminator's loss, of a batch as it is shown it. All images are read as one batch, which is faster, with
     * the result of reading one after the other.
     */
    private LossSum discriminatorLoss(Batch batch, StageOutput generated) {
        Discriminator discriminator = networks.discriminator();
        Mode learning = networks.learning();
        NDArray mean = generated.condition().mean();
        NDArray text = discriminator.condition(batch.embeddings(), mean);
        List<NDArray> images = new ArrayList<>(List.of(batch.images(), shown(batch, generated)));
        List<Locations> where = new ArrayList<>(List.of(batch.locations(), batch.locations()));
        batch.wrongImages().images().ifPresent(wrong -> {
            images.add(wrong);
            where.add(batch.wrongImages().locations());
        });
        NDArray features = discriminator.features(images, learning);
        JointProjections projections = discriminator.projections(features, Locations.together(where), text, learning);
        List<NDArray> seen = projections.images().split(images.size());
        NDArray said = projections.texts();
        // The order of these decides in what order autograd adds up gradients, and so their last bits.
        JointProjections wrong = batch.wrongImages().pairs(seen.get(0), seen.subList(2, seen.size()), said);
        List<NDArray> alone = features.split(images.size());
        JointProjections pairs = new JointProjections(seen.get(0), said);
        NDArray real = discriminator.conditionalLogits(pairs, learning);
        DiscriminatorLoss loss = MatchingAwareLoss.discriminator(
                networks.loss(),
                real,
                discriminator.conditionalLogits(wrong, learning),
                discriminator.conditionalLogits(new JointProjections(seen.get(1), said), learning),
                discriminator.unconditionalLogits(alone.get(0), learning),
                discriminator.unconditionalLogits(alone.get(1), learning));
        return new LossSum("discriminator", loss.total())
                .with("real", loss.real())
                .with("wrong", loss.wrong())
                .with("fake", loss.fake())
                .plus(terms.ofDiscriminator(), new DiscriminatorContext(batch, mean, text, pairs, networks));
    }

    private NDArray shown(Batch batch, StageOutput generated) {
        RandomStream random = batch.random().apply("augmentation/generated");
        return networks.augmentation().of(generated.image().stopGradient(), random);
    }
}

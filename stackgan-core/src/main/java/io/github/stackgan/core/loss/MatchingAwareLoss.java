package io.github.stackgan.core.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.settings.AdversarialLoss;
import java.util.Optional;

/**
 * The matching-aware adversarial losses (paper section 3.3, equations 3 to 6; Reed et al., ICML 2016), as binary cross
 * entropy on logits, the generator's non-saturating (-log D), or as a hinge.
 *
 * @since 0.1.0
 */
public final class MatchingAwareLoss {
    private MatchingAwareLoss() {}

    /**
     * The discriminator's loss and its parts, all scalars. With an unconditional head, real and fake are means over
     * both heads.
     *
     * @param total what is minimised
     * @param real on real images with their text
     * @param wrong on real images with wrong text
     * @param fake on generated images with their text
     */
    public record DiscriminatorLoss(NDArray total, NDArray real, NDArray wrong, NDArray fake) {}

    /**
     * Minus the mean log probability that the pairs are real.
     *
     * @param logits (N)
     * @return a scalar, at least 0
     */
    public static NDArray asReal(NDArray logits) {
        return Activation.softPlus(logits.neg()).mean();
    }

    /**
     * Minus the mean log probability that the pairs are not real.
     *
     * @param logits (N)
     * @return a scalar, at least 0
     */
    public static NDArray asFake(NDArray logits) {
        return Activation.softPlus(logits).mean();
    }

    /**
     * The discriminator's loss on pairs that are real.
     *
     * @param kind how answers become losses
     * @param logits (N)
     * @return a scalar, at least 0
     */
    public static NDArray asReal(AdversarialLoss kind, NDArray logits) {
        return switch (kind) {
            case CROSS_ENTROPY -> asReal(logits);
            case HINGE -> Activation.relu(logits.neg().add(1)).mean();
        };
    }

    /**
     * The discriminator's loss on pairs that are not real.
     *
     * @param kind how answers become losses
     * @param logits (N)
     * @return a scalar, at least 0
     */
    public static NDArray asFake(AdversarialLoss kind, NDArray logits) {
        return switch (kind) {
            case CROSS_ENTROPY -> asFake(logits);
            case HINGE -> Activation.relu(logits.add(1)).mean();
        };
    }

    /**
     * What the discriminator minimises: real + (wrong + fake) / 2, or with an unconditional head (real + real_u) / 2 +
     * (wrong + fake + fake_u) / 3, as the PyTorch release.
     *
     * @param kind how answers become losses
     * @param real logits of real images with their text (N)
     * @param wrong logits of real images with wrong text (N or N - 1)
     * @param fake logits of generated images with their text (N)
     * @param realAlone unconditional logits of real images (N)
     * @param fakeAlone unconditional logits of generated images (N)
     * @return the loss and its parts
     */
    public static DiscriminatorLoss discriminator(
            AdversarialLoss kind,
            NDArray real,
            NDArray wrong,
            NDArray fake,
            Optional<NDArray> realAlone,
            Optional<NDArray> fakeAlone) {
        NDArray lossReal = asReal(kind, real);
        NDArray lossWrong = asFake(kind, wrong);
        NDArray lossFake = asFake(kind, fake);
        if (realAlone.isEmpty() || fakeAlone.isEmpty()) {
            NDArray total = lossReal.add(ScalarMultiply.by(lossWrong.add(lossFake), 0.5f));
            return new DiscriminatorLoss(total, lossReal, lossWrong, lossFake);
        }
        NDArray bothReal = ScalarMultiply.by(lossReal.add(asReal(kind, realAlone.get())), 0.5f);
        NDArray fakes = lossFake.add(asFake(kind, fakeAlone.get()));
        NDArray total = bothReal.add(ScalarMultiply.by(lossWrong.add(fakes), 1 / 3f));
        return new DiscriminatorLoss(total, bothReal, lossWrong, ScalarMultiply.by(fakes, 0.5f));
    }

    /**
     * The generator's adversarial loss: the sum over the heads of what real pairs cost, or with the hinge of minus the
     * mean answer.
     *
     * @param kind how answers become losses
     * @param fake logits of generated images with their text (N)
     * @param fakeAlone their unconditional logits (N)
     * @return a scalar
     */
    public static NDArray generator(AdversarialLoss kind, NDArray fake, Optional<NDArray> fakeAlone) {
        NDArray loss = ofGenerator(kind, fake);
        return fakeAlone.isPresent() ? loss.add(ofGenerator(kind, fakeAlone.get())) : loss;
    }

    private static NDArray ofGenerator(AdversarialLoss kind, NDArray logits) {
        return switch (kind) {
            case CROSS_ENTROPY -> asReal(logits);
            case HINGE -> logits.mean().neg();
        };
    }
}

package io.github.stackgan.core.text.training;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import io.github.stackgan.core.gan.JointEncoder;
import io.github.stackgan.core.loss.ContrastiveLoss;
import io.github.stackgan.core.loss.PhraseLoss;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.core.optim.OptimizerKernels;
import java.util.List;

/**
 * What a batch teaches an image encoder.
 *
 * @param joint the encoder
 * @param images (N, 3, 64, 64)
 * @param text the embeddings of their captions (N, E)
 * @param presence which phrases are in any caption of each image (N, P), row by row
 */
record ImageLesson(JointEncoder joint, NDArray images, NDArray text, float[] presence) {
    /** What a nat of the phrases counts beside the contrastive loss. */
    private static final float PHRASES = 0.3f;

    /** By how much every value of an image, in [-1, 1], is moved to make the encoder err. */
    private static final float HARM = 0.04f;

    /** A scalar, and the score of each image with each caption (N, N). */
    record Result(NDArray loss, NDArray scores) {}

    /** The loss of images that are seen through noise (N, 3, 32, 32). */
    Result result(NDArray inputNoise) {
        NDArray codes = joint.images(images, inputNoise, Mode.TRAINING);
        NDArray scores = joint.scores(codes, joint.sentences(text));
        NDArray loss = ContrastiveLoss.oneWay(scores).add(ContrastiveLoss.oneWay(scores.transpose()));
        return new Result(presence.length == 0 ? loss : loss.add(ScalarMultiply.by(nats(codes), PHRASES)), scores);
    }

    /** How badly images, and single captions, tell the phrases that are in any caption of the image. */
    private NDArray nats(NDArray codes) {
        NDArray ofImages = joint.phrasesOfImages(codes);
        NDArray present = text.getManager().create(presence, ofImages.getShape());
        return PhraseLoss.of(ofImages, present).add(PhraseLoss.of(joint.phrasesOfSentences(text), present));
    }

    /**
     * The noise with a faint pattern added by which the encoder errs more: the sign of the loss's gradient (Goodfellow
     * et al., ICLR 2015, section 4), times {@link #HARM}. An encoder that learns so is harder to deceive.
     */
    NDArray worse(GradientCollector collector, NDArray inputNoise) {
        inputNoise.setRequiresGradient(true);
        NDArray slope = OptimizerKernels.get()
                .gradients(collector, result(inputNoise).loss(), List.of(inputNoise))
                .get(0);
        inputNoise.setRequiresGradient(false);
        return inputNoise.add(ScalarMultiply.by(slope.sign(), HARM));
    }
}

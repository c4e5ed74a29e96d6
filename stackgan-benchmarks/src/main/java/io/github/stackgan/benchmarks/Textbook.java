package io.github.stackgan.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.github.stackgan.core.engine.PyTorchEngine;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.loss.MatchingAwareLoss;
import io.github.stackgan.settings.AdversarialLoss;
import java.util.Map;
import java.util.Optional;

/**
 * The PyTorch release's recipe as a textbook would write it in DJL: upsample then convolve, 32 bits, the
 * discriminator's gradients computed in the generator's update too, DJL's own Adam.
 */
final class Textbook {
    private static final float RATE = 2e-4f;
    private static final int CONDITION = Recipe.CONDITION;

    /** Stage-I's first feature map has so many times its width. */
    private static final long CHANNELS_AT_START = 8;

    private final Map<String, NDArray> g1;
    private final Map<String, NDArray> g2;
    private final Map<String, NDArray> d;
    private final Layers generator1;
    private final Layers generator2;
    private final Layers discriminator;
    private final int stage;
    private final int gf;
    private final Optimizer generatorAdam = adam();
    private final Optimizer discriminatorAdam = adam();

    private Textbook(Map<String, NDArray> g1, Map<String, NDArray> g2, Map<String, NDArray> d, int stage, int gf) {
        this.g1 = g1;
        this.g2 = g2;
        this.d = d;
        this.stage = stage;
        this.gf = gf;
        generator1 = new Layers(g1);
        generator2 = new Layers(g2);
        discriminator = new Layers(d);
    }

    /** With copies of our networks' weights; {@code stage} is the one that learns, 1 or 2. */
    static Textbook of(Networks networks, int stage) {
        NDManager manager = networks.manager();
        return new Textbook(
                Layers.copy(manager, networks.generators().parameters(0).all()),
                Layers.copy(manager, networks.generators().parameters(1).all()),
                Layers.copy(
                        manager, networks.discriminator(stage - 1).parameters().all()),
                stage,
                networks.settings().stage1().generatorChannels());
    }

    private static Optimizer adam() {
        return Optimizer.adam()
                .optLearningRateTracker(Tracker.fixed(RATE))
                .optBeta1(0.5f)
                .build();
    }

    /** What a generator gives, and the Gaussian that its condition came from. */
    record Drawn(NDArray image, NDArray mean, NDArray logVariance) {}

    private static Drawn augment(Layers g, NDArray text, NDArray eps) {
        NDArray both = Activation.relu(g.linear("ca_net.fc", text));
        NDArray mean = both.get(new NDIndex(":, :" + CONDITION));
        NDArray logVariance = both.get(new NDIndex(":, " + CONDITION + ":"));
        NDArray half = logVariance.getManager().create(0.5f);
        return new Drawn(mean.add(logVariance.mul(half).exp().mul(eps)), mean, logVariance);
    }

    private interface Norm {
        NDArray of(String name, NDArray x);
    }

    Drawn draw1(NDArray text, NDArray z, NDArray eps, boolean training) {
        Norm norm = training ? generator1::norm : generator1::evaluationNorm;
        Drawn condition = augment(generator1, text, eps);
        NDArray x = generator1.linear("fc.0", z.concat(condition.image(), 1));
        x = Activation.relu(norm.of("fc.1", x)).reshape(-1, CHANNELS_AT_START * gf, 4, 4);
        for (int i = 1; i <= 4; i++) {
            x = Activation.relu(norm.of("upsample" + i + ".2", generator1.up("upsample" + i + ".1", x)));
        }
        NDArray image = generator1.convolution("img.0", x, 1, 1).tanh();
        return new Drawn(image, condition.mean(), condition.logVariance());
    }

    Drawn draw2(NDArray small, NDArray text, NDArray eps, boolean training) {
        Layers g = generator2;
        Norm norm = training ? g::norm : g::evaluationNorm;
        Drawn condition = augment(g, text, eps);
        NDArray x = Activation.relu(g.convolution("encoder.0", small, 1, 1));
        x = Activation.relu(norm.of("encoder.3", g.convolution("encoder.2", x, 2, 1)));
        x = Activation.relu(norm.of("encoder.6", g.convolution("encoder.5", x, 2, 1)));
        x = x.concat(tile(condition.image(), 16), 1);
        x = Activation.relu(norm.of("hr_joint.1", g.convolution("hr_joint.0", x, 1, 1)));
        for (int i = 0; i < Recipe.RESIDUALS; i++) {
            String block = "residual." + i + ".block.";
            NDArray y = Activation.relu(norm.of(block + 1, g.convolution(block + 0, x, 1, 1)));
            x = Activation.relu(x.add(norm.of(block + 4, g.convolution(block + 3, y, 1, 1))));
        }
        for (int i = 1; i <= 4; i++) {
            x = Activation.relu(norm.of("upsample" + i + ".2", g.up("upsample" + i + ".1", x)));
        }
        NDArray image = g.convolution("img.0", x, 1, 1).tanh();
        return new Drawn(image, condition.mean(), condition.logVariance());
    }

    private static NDArray tile(NDArray vector, long side) {
        long n = vector.getShape().get(0);
        long c = vector.getShape().get(1);
        return vector.reshape(n, c, 1, 1).broadcast(n, c, side, side);
    }

    private NDArray features(NDArray image) {
        NDArray x = Layers.leaky(discriminator.convolution("encode_img.0", image, 2, 1));
        int halvings = stage == 1 ? 4 : 6;
        int place = 2;
        for (int i = 1; i < halvings; i++, place += 3) {
            x = Layers.leaky(discriminator.norm(
                    "encode_img." + (place + 1), discriminator.convolution("encode_img." + place, x, 2, 1)));
        }
        for (int i = halvings; i > 4; i--, place += 3) {
            x = Layers.leaky(discriminator.norm(
                    "encode_img." + (place + 1), discriminator.convolution("encode_img." + place, x, 1, 1)));
        }
        return x;
    }

    private NDArray conditional(NDArray features, NDArray condition) {
        String head = "get_cond_logits.outlogits.";
        NDArray x = features.concat(tile(condition, 4), 1);
        x = Layers.leaky(discriminator.norm(head + 1, discriminator.convolution(head + 0, x, 1, 1)));
        return discriminator.convolution(head + 3, x, 4, 0).flatten();
    }

    private Optional<NDArray> unconditional(NDArray features) {
        return stage == 1
                ? Optional.empty()
                : Optional.of(discriminator
                        .convolution("get_uncond_logits.outlogits.0", features, 4, 0)
                        .flatten());
    }

    private Map<String, NDArray> learner() {
        return stage == 1 ? g1 : g2;
    }

    private Drawn draw(NDArray text, NDArray z, NDArray eps1, NDArray eps2) {
        if (stage == 1) {
            return draw1(text, z, eps1, true);
        }
        Drawn small = draw1(text, z, eps1, true);
        return draw2(small.image().stopGradient(), text, eps2, true);
    }

    /** One update of each network; gives the generator's loss, so that it has ended when it returns, on a GPU too. */
    float iterate(NDArray images, NDArray text, NDArray z, NDArray eps1, NDArray eps2) {
        requireGradients(d);
        requireGradients(learner());
        try (GradientCollector collector = PyTorchEngine.start().newGradientCollector()) {
            Drawn fake = draw(text, z, eps1, eps2);
            NDArray condition = fake.mean().stopGradient();
            NDArray real = features(images);
            NDArray copied = features(fake.image().stopGradient());
            NDArray wrong = conditional(real.get(new NDIndex(":-1")), condition.get(new NDIndex("1:")));
            collector.backward(MatchingAwareLoss.discriminator(
                            AdversarialLoss.CROSS_ENTROPY,
                            conditional(real, condition),
                            wrong,
                            conditional(copied, condition),
                            unconditional(real),
                            unconditional(copied))
                    .total());
            update(discriminatorAdam, d);
            NDArray answers = features(fake.image());
            NDArray loss = MatchingAwareLoss.generator(
                    AdversarialLoss.CROSS_ENTROPY, conditional(answers, condition), unconditional(answers));
            NDArray one = loss.getManager().create(1f);
            NDArray kl = fake.logVariance()
                    .add(one)
                    .sub(fake.mean().square())
                    .sub(fake.logVariance().exp())
                    .mean()
                    .neg();
            NDArray total = loss.add(kl);
            collector.backward(total);
            update(generatorAdam, learner());
            clearGradients(d);
            return total.getFloat();
        }
    }

    private static boolean learns(String name) {
        return !name.contains("running_");
    }

    private static void requireGradients(Map<String, NDArray> network) {
        network.forEach((name, w) -> {
            if (learns(name)) {
                w.setRequiresGradient(true);
            }
        });
    }

    private static void clearGradients(Map<String, NDArray> network) {
        network.forEach((name, w) -> {
            if (learns(name)) {
                try (NDArray gradient = w.getGradient()) {
                    gradient.subi(gradient);
                }
            }
        });
    }

    private static void update(Optimizer adam, Map<String, NDArray> network) {
        network.forEach((name, w) -> {
            if (learns(name)) {
                w.setRequiresGradient(true);
                try (NDArray gradient = w.getGradient()) {
                    adam.update(name, w, gradient);
                    gradient.subi(gradient);
                }
            }
        });
    }

    /** From text to 256x256, as it generates for a user. */
    NDArray generate(NDArray text, NDArray z, NDArray eps1, NDArray eps2) {
        Drawn small = draw1(text, z, eps1, false);
        return draw2(small.image(), text, eps2, false).image();
    }

    static Shape images(int n, int side) {
        return new Shape(n, 3, side, side);
    }
}

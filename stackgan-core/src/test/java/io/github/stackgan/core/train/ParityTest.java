package io.github.stackgan.core.train;

import static io.github.stackgan.core.testing.Oracle.assertClose;
import static io.github.stackgan.core.testing.Oracle.floats;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.stackgan.Losses;
import io.github.stackgan.core.gan.Condition;
import io.github.stackgan.core.gan.Discriminator;
import io.github.stackgan.core.gan.GeneratorStack;
import io.github.stackgan.core.gan.Locations;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.gan.StackNoise;
import io.github.stackgan.core.gan.StageOutput;
import io.github.stackgan.core.loss.KlDivergence;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.step.AdversarialStep;
import io.github.stackgan.core.step.Batch;
import io.github.stackgan.core.step.LearningNetworks;
import io.github.stackgan.core.step.LossTerms;
import io.github.stackgan.core.step.Rates;
import io.github.stackgan.core.terms.KlTerm;
import io.github.stackgan.core.testing.Oracle;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.PyTorchStateDict;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The PyTorch release's recipe, number by number, against oracle/stackgan. */
class ParityTest {
    private static final List<String> NAMES = List.of("discriminator", "real", "wrong", "fake", "generator", "kl");

    private static final double NETWORKS = 1e-4;
    private static final double LOSSES = 1e-5;

    private final StackGanSettings settings = settings();
    private final Networks networks = Networks.untrained(settings, Optional.empty());
    private final NDManager manager = networks.manager();
    private final NDList io = Oracle.arrays(manager, "stackgan/io.npz");

    private static StackGanSettings settings() {
        Conditioning conditioning = Conditioning.pytorchCoco().withSize(16);
        return StackGanSettings.of(
                32,
                Stage1.pytorchCoco()
                        .withGeneratorChannels(8)
                        .withDiscriminatorChannels(8)
                        .withNoiseSize(10)
                        .withConditioning(conditioning),
                List.of(Stage2.pytorchCoco()
                        .withGeneratorChannels(8)
                        .withDiscriminatorChannels(8)
                        .withConditioning(conditioning)));
    }

    @AfterEach
    void close() {
        networks.close();
    }

    private NDArray input(String name) {
        return io.get(name).toType(DataType.FLOAT32, true);
    }

    private StackNoise noise(int stages) {
        return new StackNoise(
                input("noise"), stages == 1 ? List.of(input("eps1")) : List.of(input("eps1"), input("eps2")));
    }

    private void load(int stage, String generatorFile) {
        Map<String, Weight> weights = PyTorchStateDict.read(Oracle.path("stackgan/" + generatorFile));
        networks.generators().parameters(0).load(generatorFile, stage == 1 ? "" : "STAGE1_G.", weights);
        if (stage == 2) {
            networks.generators().parameters(1).load(generatorFile, "", weights);
        }
        networks.discriminator(stage - 1)
                .parameters()
                .load("netD", "", PyTorchStateDict.read(Oracle.path("stackgan/netD" + stage + ".pth")));
    }

    private float[] expected(String name) {
        return floats(io.get(name));
    }

    private void checkForward(int stage) {
        GeneratorStack generators = networks.generators().lowest(stage);
        List<StageOutput> outputs = generators.forward(input("text"), noise(stage), Mode.EVALUATION, Mode.EVALUATION);
        StageOutput top = outputs.get(stage - 1);
        Condition condition = top.condition();
        assertClose("image", floats(top.image()), expected("g" + stage + "_eval_image"), NETWORKS);
        assertClose("mu", floats(condition.mean()), expected("ca" + stage + "_mu"), NETWORKS);
        assertClose("log variance", floats(condition.logVariance()), expected("ca" + stage + "_logvar"), NETWORKS);
        NDArray kl = KlDivergence.of(condition, Conditioning.KlReduction.MEAN_OVER_DIMENSIONS);
        assertClose("KL", floats(kl), expected("kl" + stage), LOSSES);
        Discriminator discriminator = networks.discriminator(stage - 1);
        NDArray features = discriminator.features(input(stage == 1 ? "real64" : "real256"), Mode.EVALUATION);
        assertClose("features", floats(features), expected("d" + stage + "_eval_features"), NETWORKS);
        NDArray text = discriminator.condition(input("text"), condition.mean());
        NDArray logits = discriminator.conditionalLogits(
                discriminator.projections(features, Locations.NONE, text, Mode.EVALUATION), Mode.EVALUATION);
        String conditional = stage == 1 ? "d1_eval_prob" : "d2_eval_cond_prob";
        assertClose("probability", sigmoid(logits), expected(conditional), NETWORKS);
        if (stage == 2) {
            assertClose("Stage-I", floats(outputs.get(0).image()), expected("g2_eval_stage1"), NETWORKS);
            NDArray alone =
                    discriminator.unconditionalLogits(features, Mode.EVALUATION).orElseThrow();
            assertClose("unconditional", sigmoid(alone), expected("d2_eval_uncond_prob"), NETWORKS);
        }
    }

    private static float[] sigmoid(NDArray logits) {
        return floats(ai.djl.nn.Activation.sigmoid(logits));
    }

    @Test
    void stage1_draws_and_judges_what_the_reference_does() {
        load(1, "netG1.pth");
        checkForward(1);
    }

    @Test
    void stage1_draws_the_same_from_the_legacy_format() {
        load(1, "netG1_legacy.pth");
        checkForward(1);
    }

    @Test
    void stage2_draws_and_judges_what_the_reference_does() {
        load(2, "netG2.pth");
        checkForward(2);
    }

    /** Three iterations on one batch; gives the losses, a row each. */
    private float[][] train(int stage) {
        GeneratorStack generators = networks.generators().lowest(stage);
        Discriminator discriminator = networks.discriminator(stage - 1);
        float[][] losses = new float[3][];
        try (Adam g = Adam.of(manager, generators.top(), 0.5, 0.999);
                Adam d = Adam.of(manager, discriminator.parameters(), 0.5, 0.999)) {
            LearningNetworks learning = new LearningNetworks(generators, discriminator, Mode.TRAINING, Mode.TRAINING);
            AdversarialStep step = new AdversarialStep(
                    learning,
                    new LossTerms(
                            List.of(new KlTerm(settings.stages().get(stage - 1).conditioning())), List.of()),
                    g,
                    d);
            for (int i = 0; i < 3; i++) {
                try (NDManager scratch = manager.newSubManager()) {
                    NDArray images = input(stage == 1 ? "real64" : "real256");
                    NDArray text = input("text");
                    StackNoise noise = noise(stage);
                    new NDList(images, text, noise.z()).attach(scratch);
                    Losses l = step.run(Batch.shared(images, text, noise), new Rates(2e-4, 2e-4));
                    losses[i] = new float[NAMES.size()];
                    for (int j = 0; j < losses[i].length; j++) {
                        losses[i][j] = l.get(NAMES.get(j));
                    }
                }
            }
        }
        return losses;
    }

    private float[] row(int stage, int iteration) {
        return Arrays.copyOfRange(expected("stage" + stage + "_losses"), 6 * iteration, 6 * iteration + 6);
    }

    private static void assertSame(Parameters found, String prefix, String file) {
        Map<String, Weight> weights = PyTorchStateDict.read(Oracle.path("stackgan/" + file));
        found.all()
                .forEach((name, array) -> assertClose(
                        file + " " + prefix + name,
                        floats(array),
                        weights.get(prefix + name).toFloats(),
                        NETWORKS));
    }

    @Test
    void stage1_learns_what_the_reference_learns_in_three_iterations() {
        load(1, "netG1.pth");
        float[][] losses = train(1);
        for (int i = 0; i < 3; i++) {
            assertClose("losses of iteration " + i, losses[i], row(1, i), LOSSES);
        }
        assertSame(networks.generators().parameters(0), "", "netG1_after3.pth");
        assertSame(networks.discriminator(0).parameters(), "", "netD1_after3.pth");
    }

    /**
     * Stage-II on this batch is chaotic in single precision: Adam's first step is nearly the sign of the gradient, so
     * rounding decides it wherever a gradient is almost zero, and batch statistics over 4x4x4 values amplify that. The
     * reference engine itself, run with one thread instead of two, differs from itself by 1.3e-2 in the second
     * iteration's losses and by more than the whole change in single offsets after the third. So: the first iteration
     * and the frozen Stage-I to full precision, what depends on the first discriminator update alone to 2e-3 (this
     * library's own result moves by 2.5e-4 with the number of threads or the layout of feature maps), and beyond that
     * that all changes have more in common with the reference's than not: those of other gradients have nothing.
     */
    @Test
    void stage2_learns_what_the_reference_learns_in_three_iterations() {
        load(2, "netG2.pth");
        Map<String, Weight> before = PyTorchStateDict.read(Oracle.path("stackgan/netG2.pth"));
        float[][] losses = train(2);
        assertClose("discriminator's first losses", firstFour(losses[0]), firstFour(row(2, 0)), 1e-4);
        assertClose("first losses", losses[0], row(2, 0), 5e-4);
        assertClose("real and wrong after an update", realAndWrong(losses[1]), realAndWrong(row(2, 1)), 2e-3);
        Map<String, Weight> after = PyTorchStateDict.read(Oracle.path("stackgan/netG2_after3.pth"));
        networks.generators()
                .parameters(0)
                .all()
                .forEach((name, array) -> assertClose(
                        name, floats(array), after.get("STAGE1_G." + name).toFloats(), NETWORKS));
        assertThat(changeInCommon(networks.generators().top().weights(), before, after))
                .isGreaterThan(0.5);
        Map<String, Weight> d = PyTorchStateDict.read(Oracle.path("stackgan/netD2.pth"));
        Map<String, Weight> d3 = PyTorchStateDict.read(Oracle.path("stackgan/netD2_after3.pth"));
        assertThat(changeInCommon(networks.discriminator(1).parameters().weights(), d, d3))
                .isGreaterThan(0.5);
        networks.generators().top().all().forEach((name, array) -> {
            if (name.contains("running")) {
                assertClose(name, floats(array), after.get(name).toFloats(), 2e-2);
            }
        });
    }

    private static float[] firstFour(float[] losses) {
        return Arrays.copyOf(losses, 4);
    }

    private static float[] realAndWrong(float[] losses) {
        return Arrays.copyOfRange(losses, 1, 3);
    }

    /** The cosine between our change of all weights and the reference's. */
    private static double changeInCommon(
            Map<String, NDArray> ours, Map<String, Weight> before, Map<String, Weight> after) {
        double product = 0;
        double our = 0;
        double their = 0;
        for (Map.Entry<String, NDArray> entry : ours.entrySet()) {
            float[] start = before.get(entry.getKey()).toFloats();
            float[] end = after.get(entry.getKey()).toFloats();
            float[] found = floats(entry.getValue());
            for (int i = 0; i < start.length; i++) {
                double a = found[i] - start[i];
                double b = end[i] - start[i];
                product += a * b;
                our += a * a;
                their += b * b;
            }
        }
        return product / Math.sqrt(our * their);
    }
}

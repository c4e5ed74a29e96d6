package io.github.stackgan.core.gan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NetworksTest {
    @Provide
    Arbitrary<StackGanSettings> settings() {
        Arbitrary<Conditioning> conditioning = Arbitraries.of(
                        Conditioning.paper(), Conditioning.tensorflow(), Conditioning.pytorchCoco())
                .map(c -> c.withSize(5));
        Arbitrary<Stage1> stage1 = Combinators.combine(
                        Arbitraries.of(Stage1.paper(), Stage1.tensorflow(), Stage1.pytorchCoco(), Stage1.ganIntCls()),
                        Arbitraries.of(16, 32, 64),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(Stage.Heads.class),
                        conditioning)
                .as((preset, size, width, heads, c) -> preset.withImageSize(size)
                        .withGeneratorChannels(4 * width)
                        .withDiscriminatorChannels(4 * width)
                        .withNoiseSize(3)
                        .withHeads(heads)
                        .withConditioning(c));
        Arbitrary<Stage2> stage2 = Combinators.combine(
                        Arbitraries.of(Stage2.paper(), Stage2.tensorflow(), Stage2.pytorchCoco()),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(Stage.DiscriminatorCondition.class),
                        Arbitraries.of(Stage2.SkipConnection.class),
                        conditioning)
                .as((preset, blocks, condition, skip, c) -> preset.withGeneratorChannels(4)
                        .withDiscriminatorChannels(4)
                        .withResidualBlocks(blocks)
                        .withDiscriminatorCondition(condition)
                        .withSkipConnection(skip)
                        .withConditioning(c));
        return Combinators.combine(stage1, stage2, Arbitraries.of(2, 4))
                .as((one, two, factor) ->
                        StackGanSettings.of(7, one, List.of(two.withImageSize(factor * one.imageSize()))));
    }

    @Property(tries = 25)
    void every_legal_stack_draws_and_judges_images_of_the_promised_shape(
            @ForAll("settings") StackGanSettings settings) {
        try (Networks networks = Networks.untrained(settings, Optional.empty());
                NDManager scratch = networks.manager().newSubManager()) {
            checkShapes(settings, networks, scratch, 3);
        }
    }

    private static void checkShapes(StackGanSettings settings, Networks networks, NDManager scratch, int n) {
        NDArray embedding = scratch.randomNormal(new Shape(n, settings.embeddingSize()));
        StackNoise noise = StackNoise.sample(
                scratch,
                settings,
                settings.stages().size(),
                LongStream.range(0, n)
                        .mapToObj(i -> RandomStream.of(1, "noise", i))
                        .toList());
        List<StageOutput> outputs = networks.generators().forward(embedding, noise, Mode.TRAINING, Mode.TRAINING);
        for (int i = 0; i < outputs.size(); i++) {
            Stage stage = settings.stages().get(i);
            NDArray image = outputs.get(i).image();
            assertThat(image.getShape()).isEqualTo(new Shape(n, 3, stage.imageSize(), stage.imageSize()));
            assertThat(image.abs().max().getFloat()).isLessThanOrEqualTo(1);
            Discriminator discriminator = networks.discriminator(i);
            NDArray features = discriminator.features(image, Mode.TRAINING);
            NDArray text = discriminator.condition(
                    embedding, outputs.get(i).condition().mean());
            assertThat(discriminator
                            .conditionalLogits(
                                    discriminator.projections(features, Locations.NONE, text, Mode.TRAINING),
                                    Mode.TRAINING)
                            .getShape())
                    .isEqualTo(new Shape(n));
            assertThat(discriminator
                            .unconditionalLogits(features, Mode.TRAINING)
                            .isPresent())
                    .isEqualTo(stage.heads() == Stage.Heads.CONDITIONAL_AND_UNCONDITIONAL);
        }
    }

    @Test
    void batches_read_as_one_are_what_they_are_one_after_the_other() {
        Stage1 stage = Stage1.paper()
                .withGeneratorChannels(4)
                .withDiscriminatorChannels(4)
                .withConditioning(Conditioning.paper().withSize(4));
        StackGanSettings settings = StackGanSettings.of(7, stage, List.of());
        try (Networks together = Networks.untrained(settings, Optional.empty());
                Networks apart = Networks.untrained(settings, Optional.empty());
                NDManager scratch = together.manager().newSubManager()) {
            NDArray real = scratch.randomUniform(-1, 1, new Shape(3, 3, 64, 64));
            NDArray fake = scratch.randomUniform(-0.5f, 1, new Shape(3, 3, 64, 64));
            List<NDArray> found = together.discriminator(0)
                    .features(List.of(real, fake), Mode.TRAINING)
                    .split(2);
            NDArray first = apart.discriminator(0).features(real, Mode.TRAINING);
            NDArray second = apart.discriminator(0).features(fake, Mode.TRAINING);
            assertThat(found.get(0).allClose(first, 1e-4, 1e-5, false)).isTrue();
            assertThat(found.get(1).allClose(second, 1e-4, 1e-5, false)).isTrue();
            Map<String, NDArray> expected = apart.discriminator(0).parameters().all();
            together.discriminator(0).parameters().all().forEach((name, value) -> assertThat(
                            value.allClose(Objects.requireNonNull(expected.get(name)), 1e-4, 1e-6, false))
                    .as(name)
                    .isTrue());
        }
    }

    @Test
    void a_third_stage_draws_1024_pixels_by_the_same_block() {
        Stage2 narrow = Stage2.paper()
                .withGeneratorChannels(4)
                .withDiscriminatorChannels(2)
                .withResidualBlocks(1)
                .withConditioning(Conditioning.paper().withSize(4));
        Stage1 first = Stage1.paper()
                .withGeneratorChannels(4)
                .withDiscriminatorChannels(4)
                .withConditioning(Conditioning.paper().withSize(4));
        StackGanSettings settings = StackGanSettings.of(7, first, List.of(narrow, narrow.withImageSize(1024)));
        try (Networks networks = Networks.untrained(settings, Optional.empty());
                NDManager scratch = networks.manager().newSubManager()) {
            checkShapes(settings, networks, scratch, 2);
        }
    }

    /** Names as the TensorFlow release's generator has them here; 4x4 kernels from 8 gf down to colours. */
    @Test
    void gan_int_cls_enlarges_by_transposed_convolutions() {
        Stage1 narrow = Stage1.ganIntCls().withGeneratorChannels(4).withDiscriminatorChannels(4);
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            Map<String, NDArray> weights = new Stage1Generator(Parameters.blank(manager), 12, narrow)
                    .parameters()
                    .weights();
            Map<String, NDArray> release = new Stage1Generator(
                            Parameters.blank(manager), 12, narrow.withBody(Stage.Body.BOTTLENECK))
                    .parameters()
                    .weights();
            assertThat(weights.keySet()).containsExactlyElementsOf(release.keySet());
            List<Shape> kernels = weights.entrySet().stream()
                    .filter(w -> w.getKey().matches("(upsample\\d\\.1|img\\.0)\\.weight"))
                    .map(w -> w.getValue().getShape())
                    .toList();
            assertThat(kernels)
                    .containsExactly(
                            new Shape(16, 32, 4, 4),
                            new Shape(8, 16, 4, 4),
                            new Shape(4, 8, 4, 4),
                            new Shape(3, 4, 4, 4));
        }
    }

    /**
     * Counted by hand from RECIPES for gf 128, Nz 100, Ng 128, text 1024: CA 262,400; fc 228 x 16384 + 2 x 16384; up
     * blocks 9 (1024 x 512 + 512 x 256 + 256 x 128 + 128 x 64) + 2 (512 + 256 + 128 + 64); 9 x 64 x 3.
     */
    @Test
    void the_papers_stage1_generator_has_as_many_weights_as_its_text_says() {
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            Stage1Generator generator = new Stage1Generator(Parameters.blank(manager), 1024, Stage1.paper());
            long expected = 262_400
                    + 228L * 16384
                    + 2 * 16384
                    + 9L * (1024 * 512 + 512 * 256 + 256 * 128 + 128 * 64)
                    + 2 * (512 + 256 + 128 + 64)
                    + 9 * 64 * 3;
            assertThat(generator.parameters().count()).isEqualTo(expected);
        }
    }
}

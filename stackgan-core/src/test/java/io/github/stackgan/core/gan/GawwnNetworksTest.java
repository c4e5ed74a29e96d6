package io.github.stackgan.core.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.Location;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.settings.LocationSettings;
import io.github.stackgan.settings.Precision;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage;
import io.github.stackgan.settings.Stage1;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GawwnNetworksTest {
    private static final int EMBEDDING = 7;

    private static Stage1 narrow(Stage1 stage) {
        return stage.withGeneratorChannels(4)
                .withDiscriminatorChannels(4)
                .withDiscriminatorTextSize(5)
                .withNoiseSize(3);
    }

    private static Location.KeyPoints points(double x, double y) {
        return new Location.KeyPoints(Map.of("beak", new Location.Point(x, y), "tail", new Location.Point(1 - x, y)));
    }

    private static List<Location> locations(Stage1 stage) {
        boolean box = stage.location().orElseThrow().kind() == LocationSettings.Kind.BOX;
        return box
                ? List.of(new Location.Box(0.1, 0.2, 0.5, 0.5), new Location.Box(0.5, 0, 0.25, 1))
                : List.of(points(0.1, 0.2), points(0.3, 0));
    }

    private static StageOutput generated(Networks networks, NDManager scratch, List<Location> where, Mode mode) {
        NDArray embedding =
                scratch.create(RandomStream.of(1, "text", 0).normal(2 * EMBEDDING), new Shape(2, EMBEDDING));
        List<RandomStream> streams = LongStream.range(0, 2)
                .mapToObj(i -> RandomStream.of(1, "noise", i))
                .toList();
        StackNoise noise = StackNoise.sample(scratch, networks.settings(), 1, streams);
        Locations locations = Locations.of(scratch, networks.settings().stage1().location(), where);
        return networks.generators()
                .forward(embedding, locations, noise, mode, mode)
                .get(0);
    }

    private static void checkShapes(Stage1 stage, Mode mode) {
        StackGanSettings settings = StackGanSettings.of(EMBEDDING, stage, List.of());
        try (Networks networks = Networks.untrained(settings, Optional.empty());
                NDManager scratch = networks.manager().newSubManager()) {
            StageOutput output = generated(networks, scratch, locations(stage), mode);
            assertThat(output.image().getShape()).isEqualTo(new Shape(2, 3, 128, 128));
            assertThat(output.image().abs().max().getFloat()).isLessThanOrEqualTo(1);
            assertThat(output.condition().mean().abs().sum().getFloat()).isZero();
            Discriminator discriminator = networks.discriminator(0);
            NDArray features = discriminator.features(output.image(), mode);
            NDArray embedding = scratch.randomNormal(new Shape(2, EMBEDDING));
            NDArray text = discriminator.condition(embedding, output.condition().mean());
            Locations where = Locations.of(scratch, stage.location(), locations(stage));
            NDArray logits =
                    discriminator.conditionalLogits(discriminator.projections(features, where, text, mode), mode);
            assertThat(logits.getShape()).isEqualTo(new Shape(2));
            assertThat(logits.toFloatArray()).doesNotContain(Float.NaN);
            assertThat(discriminator.unconditionalLogits(features, mode)).isEmpty();
        }
    }

    @Test
    void both_kinds_generate_and_judge_128_pixels() {
        for (Stage1 stage : List.of(Stage1.gawwnBox(), Stage1.gawwnKeyPoints())) {
            for (Mode mode : List.of(Mode.TRAINING, Mode.EVALUATION, Mode.PASSING)) {
                checkShapes(narrow(stage), mode);
                checkShapes(narrow(stage), mode.in(Precision.BFLOAT16));
                checkShapes(narrow(stage).withDiscriminatorNormalization(Stage.Normalization.NONE), mode);
            }
        }
    }

    /** The counts that the authors' release has, layer by layer, for texts of 1024 numbers. */
    @Test
    void the_networks_have_as_many_weights_as_the_authors_release() {
        assertCounts(Stage1.gawwnBox(), 73_545_699, 16_763_137);
        assertCounts(Stage1.gawwnBox().withDiscriminatorChannels(64), 73_545_699, 4_629_697);
        assertCounts(Stage1.gawwnKeyPoints(), 26_471_043, 14_667_905);
        assertCounts(Stage1.gawwnKeyPoints().withDiscriminatorChannels(64), 26_471_043, 3_860_609);
    }

    private static void assertCounts(Stage1 stage, long ofGenerator, long ofDiscriminator) {
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            assertThat(FirstGenerator.of(Parameters.blank(manager), 1024, stage)
                            .parameters()
                            .count())
                    .isEqualTo(ofGenerator);
            assertThat(Discriminator.of(Parameters.blank(manager), 1024, stage)
                            .parameters()
                            .count())
                    .isEqualTo(ofDiscriminator);
        }
    }

    /** While it learns, that is, when batch normalisation looks at all of the batch. */
    @Test
    void without_batch_normalisation_an_answer_hangs_on_its_own_image_alone() {
        for (Stage1 stage : List.of(narrow(Stage1.gawwnBox()), narrow(Stage1.gawwnKeyPoints()))) {
            assertThat(changeOfFirstAnswer(stage.withDiscriminatorNormalization(Stage.Normalization.NONE)))
                    .isLessThan(1e-6f);
            assertThat(changeOfFirstAnswer(stage)).isGreaterThan(1e-3f);
        }
    }

    /** When the second image of the batch becomes another. */
    private static float changeOfFirstAnswer(Stage1 stage) {
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            Discriminator discriminator = Discriminator.of(Parameters.random(manager, 1), EMBEDDING, stage);
            Locations where = Locations.of(manager, stage.location(), locations(stage));
            NDArray text =
                    discriminator.condition(normal(manager, "text", 2, EMBEDDING), manager.zeros(new Shape(2, 1)));
            NDArray first = normal(manager, "first", 1, 3, 128, 128);
            float[] answers = new float[2];
            for (int i = 0; i < 2; i++) {
                NDArray features = discriminator.features(
                        first.concat(normal(manager, "other" + i, 1, 3, 128, 128), 0), Mode.TRAINING);
                answers[i] = discriminator
                        .conditionalLogits(
                                discriminator.projections(features, where, text, Mode.TRAINING), Mode.TRAINING)
                        .getFloat(0);
            }
            return Math.abs(answers[1] - answers[0]);
        }
    }

    private static NDArray normal(NDManager manager, String purpose, long... shape) {
        Shape wanted = new Shape(shape);
        return manager.create(RandomStream.of(1, purpose, 0).normal((int) wanted.size()), wanted);
    }

    /** By running statistics an image does not depend on the others of its batch. */
    @Test
    void only_the_image_whose_location_changes_is_another() {
        for (Stage1 stage : List.of(narrow(Stage1.gawwnBox()), narrow(Stage1.gawwnKeyPoints()))) {
            StackGanSettings settings = StackGanSettings.of(EMBEDDING, stage, List.of());
            try (Networks networks = Networks.untrained(settings, Optional.empty());
                    NDManager scratch = networks.manager().newSubManager()) {
                List<Location> where = locations(stage);
                List<Location> moved = List.of(where.get(0), where.get(1).mirrored());
                NDArray before =
                        generated(networks, scratch, where, Mode.EVALUATION).image();
                NDArray after =
                        generated(networks, scratch, moved, Mode.EVALUATION).image();
                NDArray change = after.sub(before).abs();
                assertThat(change.get(new NDIndex("0")).max().getFloat()).isZero();
                assertThat(change.get(new NDIndex("1")).max().getFloat()).isPositive();
            }
        }
    }

    @Test
    void a_point_stands_in_the_cell_that_the_release_rounds_to() {
        LocationSettings settings = LocationSettings.birdParts().withKeyPoints("beak", "tail");
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            float[] maps = Locations.of(manager, Optional.of(settings), List.of(points(0.5, 0.26)))
                    .told()
                    .toFloatArray();
            float[] expected = new float[2 * 16 * 16];
            // round(16 * 0.26) = 4 and round(16 * 0.5) = 8, counted from 1, for both maps.
            expected[3 * 16 + 7] = 1;
            expected[16 * 16 + 3 * 16 + 7] = 1;
            assertThat(maps).containsExactly(expected);
        }
    }

    @Test
    void locations_that_networks_cannot_be_told_are_refused() {
        Location box = new Location.Box(0, 0, 1, 1);
        Location nose = new Location.KeyPoints(Map.of("nose", new Location.Point(0.5, 0.5)));
        assertThatThrownBy(() -> Locations.requireFits(Optional.empty(), box))
                .hasMessageContainingAll("told no location", "leave it out");
        assertThatThrownBy(() -> Locations.requireFits(Optional.of(LocationSettings.box()), Location.none()))
                .hasMessageContainingAll("box", "--box 0.1,0.2,0.5,0.5");
        assertThatThrownBy(() -> Locations.requireFits(Optional.of(LocationSettings.box()), nose))
                .hasMessageContaining("--box");
        assertThatThrownBy(() -> Locations.requireFits(Optional.of(LocationSettings.birdParts()), box))
                .hasMessageContaining("--key-points back=0.7,0.3");
        assertThatThrownBy(() -> Locations.requireFits(Optional.of(LocationSettings.birdParts()), nose))
                .hasMessageContainingAll("\"nose\"", "beak", "right wing");
    }
}

package io.github.stackgan.core.keypoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Location;
import io.github.stackgan.Losses;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.OtherWords;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.settings.LocationSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocationGeneratorTest {
    private static final Small.HashEncoder ENCODER = new Small.HashEncoder();
    private static final Location.KeyPoints NOTHING = new Location.KeyPoints(Map.of());
    private static final LocationPlan BRIEF = new LocationPlan(3, 4, 2e-4, 7);

    @TempDir
    private Path folder;

    private final CaptionedImages data = new ColourPatches(8);

    private LocationGenerator trained(List<Losses> losses) {
        return LocationGenerator.train(
                data, ENCODER, LocationSettings.birdParts(), BRIEF, progress -> losses.add(progress.figures()));
    }

    /** The counts that the authors' release has, for 15 points and texts of 1024 numbers. */
    @Test
    void the_networks_have_as_many_weights_as_the_authors_release() {
        KeyPointGenerator.Shape shape = new KeyPointGenerator.Shape(128, 100);
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            assertThat(new KeyPointGenerator(Parameters.blank(manager), 1024, 15, shape)
                            .parameters()
                            .count())
                    .isEqualTo(2_715_949);
            assertThat(new KeyPointDiscriminator(Parameters.blank(manager), 1024, 15, shape)
                            .parameters()
                            .count())
                    .isEqualTo(946_177);
        }
    }

    @Test
    void points_that_are_given_stay_to_the_last_bit_and_others_lie_in_the_image() {
        KeyPointGenerator.Shape shape = new KeyPointGenerator.Shape(4, 3);
        float[] given = {0.3f, 0.7f, 1, 0, 0, 0, 0.9f, 0.1f, 1, 0, 0, 0, 0.5f, 0, 1, 1, 1, 1};
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            NDArray made = new KeyPointGenerator(Parameters.random(manager, 1), 5, 3, shape)
                    .forward(
                            manager.create(RandomStream.of(1, "t", 0).normal(10), new Shape(2, 5)),
                            manager.create(RandomStream.of(1, "z", 0).normal(6), new Shape(2, 3)),
                            manager.create(given, new Shape(2, 9)),
                            Mode.TRAINING);
            float[] numbers = made.toFloatArray();
            for (int i = 0; i < given.length; i++) {
                if (given[i / 3 * 3 + 2] == 1) {
                    assertThat(numbers[i]).isEqualTo(given[i]);
                }
                assertThat(numbers[i]).isBetween(0f, 1f);
            }
        }
    }

    @Test
    void the_same_plan_learns_the_same_and_what_is_saved_makes_the_same_points() {
        List<Losses> once = new ArrayList<>();
        List<Losses> twice = new ArrayList<>();
        Location.KeyPoints beak = new Location.KeyPoints(Map.of("beak", new Location.Point(0.7, 0.3)));
        Path file = folder.resolve("points.safetensors");
        try (LocationGenerator one = trained(once);
                LocationGenerator other = trained(twice)) {
            assertThat(once).isNotEmpty().isEqualTo(twice);
            Location.KeyPoints made = one.generate("a red patch", beak, 5);
            assertThat(made.points()).containsEntry("beak", new Location.Point(0.7, 0.3));
            assertThat(other.generate("a red patch", beak, 5)).isEqualTo(made);
            one.save(file);
            try (LocationGenerator read = LocationGenerator.load(file, ENCODER)) {
                assertThat(read.generate("a red patch", beak, 5)).isEqualTo(made);
            }
        }
    }

    @Test
    void what_makes_no_sense_is_refused() {
        try (LocationGenerator one = trained(new ArrayList<>())) {
            Location.KeyPoints nose = new Location.KeyPoints(Map.of("nose", new Location.Point(0.7, 0.3)));
            assertThatThrownBy(() -> one.generate("a", nose, 1)).hasMessageContaining("no key point \"nose\"");
            assertThat(one.generate("a", NOTHING, 1)).isNotNull();
        }
        assertThatThrownBy(() -> LocationGenerator.train(
                        new OtherWords(data, words -> words), ENCODER, LocationSettings.birdParts(), BRIEF, p -> {}))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("image 0 has no key points");
        Path other = folder.resolve("other.safetensors");
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            Parameters parameters = Parameters.blank(manager);
            parameters.zeros("a", 1);
            parameters.save(other, Map.of("what", "else"));
        }
        assertThatThrownBy(() -> LocationGenerator.load(other, ENCODER))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("names no key points");
    }
}

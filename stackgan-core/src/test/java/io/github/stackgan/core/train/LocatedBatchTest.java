package io.github.stackgan.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stackgan.Location;
import io.github.stackgan.core.nn.Pixels;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.settings.LocationSettings;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.TrainingPlan;
import io.github.stackgan.settings.TrainingPlan.WrongPairs;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The dark square of a patch is looked for in the pixels of a batch: it must be where the batch says. */
class LocatedBatchTest {
    private static final int SIDE = 128;
    private static final double PIXEL = 1.5 / SIDE;

    private final ColourPatches data = new ColourPatches(20);

    private BatchSource.HostBatch batch(Stage1 stage) {
        return batch(stage, TrainingPlan.Crop.RANDOM);
    }

    private BatchSource.HostBatch batch(Stage1 stage, TrainingPlan.Crop crop) {
        TrainingPlan plan =
                Small.plan(10).withWrongPairs(WrongPairs.OTHER_CLASS).withCrop(crop);
        StackGanSettings settings = StackGanSettings.of(Small.EMBEDDING, stage, List.of());
        EmbeddingTable embeddings =
                EmbeddingTable.of(data, new Small.HashEncoder(), Optional.empty(), p -> {}, warning -> {});
        return new BatchSource(data, embeddings, plan, settings, settings.seed(), 0).batch(2);
    }

    /** The square's edges: left, top, right, bottom, as fractions; it is the only grey there is. */
    private static double[] square(byte[] images, int place) {
        int plane = SIDE * SIDE;
        double[] edges = {SIDE, SIDE, 0, 0};
        for (int i = 0; i < plane; i++) {
            int red = images[place * 3 * plane + i] & 255;
            int green = images[place * 3 * plane + plane + i] & 255;
            if (red == 64 && green == 64) {
                edges[0] = Math.min(edges[0], i % SIDE);
                edges[1] = Math.min(edges[1], i / SIDE);
                edges[2] = Math.max(edges[2], i % SIDE + 1);
                edges[3] = Math.max(edges[3], i / SIDE + 1);
            }
        }
        return java.util.Arrays.stream(edges).map(e -> e / SIDE).toArray();
    }

    @Test
    void boxes_are_cropped_and_mirrored_with_their_images() {
        BatchSource.HostBatch batch = batch(Stage1.gawwnBox());
        for (BatchSource.HostImages images :
                List.of(batch.images(), batch.wrongImages().orElseThrow())) {
            for (int i = 0; i < images.locations().size(); i++) {
                double[] found = square(images.bytes(), i);
                Location.Box box = (Location.Box) images.locations().get(i);
                assertThat(new double[] {box.left(), box.top(), box.left() + box.width(), box.top() + box.height()})
                        .as("image %d", i)
                        .containsExactly(found, within(PIXEL));
            }
        }
    }

    /** Corners keep their names, so that a mirrored square's beak is at its right. */
    @Test
    void key_points_are_cropped_and_mirrored_with_their_images_and_unseen_outside() {
        BatchSource.HostImages images = batch(Stage1.gawwnKeyPoints()).images();
        for (int i = 0; i < images.locations().size(); i++) {
            double[] found = square(images.bytes(), i);
            Map<String, Location.Point> points =
                    ((Location.KeyPoints) images.locations().get(i)).points();
            assertThat(points.keySet()).isSubsetOf("beak", "tail");
            points.forEach((name, point) -> {
                double y = name.equals("beak") ? found[1] : found[3];
                assertThat(point.y()).as(name).isEqualTo(y, within(PIXEL));
                assertThat(Math.min(Math.abs(point.x() - found[0]), Math.abs(point.x() - found[2])))
                        .as(name)
                        .isLessThan(PIXEL);
            });
        }
    }

    @Test
    void points_outside_stick_to_the_edge_where_the_settings_say_so() {
        LocationSettings sticking = LocationSettings.birdParts().withLostPoints(LocationSettings.LostPoints.AT_EDGE);
        BatchSource.HostBatch batch = batch(Stage1.gawwnKeyPoints().withLocation(sticking));
        assertThat(batch.images().locations())
                .allSatisfy(location ->
                        assertThat(((Location.KeyPoints) location).points()).containsOnlyKeys("beak", "tail"));
    }

    @Test
    void without_a_crop_images_are_the_datasets_own_or_their_mirror_images_and_locations_go_with_them() {
        BatchSource.HostImages images =
                batch(Stage1.gawwnBox(), TrainingPlan.Crop.NONE).images();
        int length = 3 * SIDE * SIDE;
        for (int i = 0; i < images.locations().size(); i++) {
            byte[] found = Arrays.copyOfRange(images.bytes(), i * length, (i + 1) * length);
            assertThat(IntStream.range(0, data.size())).as("image %d", i).anyMatch(image -> isWhole(image, found));
            Location.Box box = (Location.Box) images.locations().get(i);
            assertThat(square(images.bytes(), i)[0]).isEqualTo(box.left(), within(PIXEL));
        }
    }

    private boolean isWhole(int image, byte[] found) {
        return Arrays.stream(Pixels.Flip.values()).anyMatch(flip -> {
            byte[] whole = new byte[found.length];
            Pixels.toBytes(data.image(image, SIDE), 0, 0, SIDE, flip, whole, 0);
            return Arrays.equals(whole, found);
        });
    }

    /** Whatever a stack is told, its images and texts are the same. */
    @Test
    void a_stack_that_is_told_nothing_learns_from_the_same_images() {
        BatchSource.HostBatch told = batch(Stage1.gawwnBox());
        BatchSource.HostBatch untold = batch(Stage1.paper().withImageSize(SIDE).withGeneratorChannels(4));
        assertThat(untold.images().bytes()).isEqualTo(told.images().bytes());
        assertThat(untold.embeddings()).isEqualTo(told.embeddings());
        assertThat(untold.images().locations()).containsOnly(Location.none());
        assertThat(TrainingPlan.Crop.RANDOM.sideBefore(SIDE)).isEqualTo(152);
    }
}

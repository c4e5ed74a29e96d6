package io.github.stackgan.metrics.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.metrics.features.DiscriminatorFeatures;
import io.github.stackgan.metrics.scores.NearestNeighbours.Neighbour;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearestNeighboursTest {
    @TempDir
    private Path folder;

    /**
     * More rows than a block of queries and one of references hold, against a search by definition in double precision.
     */
    @Test
    void finds_what_an_exhaustive_search_finds() {
        float[][] queries = Clouds.normal(1, 4110, 3, 0, 1);
        float[][] references = Clouds.normal(2, 4100, 3, 0, 1);
        List<List<Neighbour>> found =
                NearestNeighbours.search(FeatureMatrix.of(queries), FeatureMatrix.of(references), 3);
        assertThat(found).hasSize(4110);
        for (int i = 0; i < queries.length; i += 411) {
            assertThat(found.get(i)).isEqualTo(slowly(queries[i], references, 3));
        }
        assertThat(found.get(4109)).isEqualTo(slowly(queries[4109], references, 3));
    }

    /** Around 1,000 and 1/1,000 apart: single precision alone cannot order these, and the search must notice. */
    @Test
    void is_exact_where_single_precision_is_not() {
        float[][] references = Clouds.normal(3, 400, 16, 1000, 0.001);
        float[][] queries = Clouds.normal(4, 20, 16, 1000, 0.001);
        for (int i = 0; i < 200; i++) {
            references[i][0] = -100_000;
        }
        List<List<Neighbour>> found =
                NearestNeighbours.search(FeatureMatrix.of(queries), FeatureMatrix.of(references), 2);
        for (int i = 0; i < queries.length; i++) {
            assertThat(found.get(i)).isEqualTo(slowly(queries[i], references, 2));
        }
    }

    private static List<Neighbour> slowly(float[] query, float[][] references, int k) {
        List<Neighbour> all = new ArrayList<>();
        for (int i = 0; i < references.length; i++) {
            double sum = 0;
            for (int j = 0; j < query.length; j++) {
                sum += Math.pow((double) query[j] - references[i][j], 2);
            }
            all.add(new Neighbour(i, Math.sqrt(sum)));
        }
        all.sort(Comparator.comparingDouble(Neighbour::distance).thenComparingInt(Neighbour::index));
        return all.subList(0, k);
    }

    @Test
    void a_generator_that_remembers_is_found_out() {
        float[][] training = Clouds.normal(5, 500, 4, 0, 1);
        FeatureMatrix references = FeatureMatrix.of(training);
        List<List<Neighbour>> test =
                NearestNeighbours.search(FeatureMatrix.of(Clouds.normal(6, 500, 4, 0, 1)), references, 1);
        List<List<Neighbour>> honest =
                NearestNeighbours.search(FeatureMatrix.of(Clouds.normal(7, 500, 4, 0, 1)), references, 1);
        List<List<Neighbour>> copied = NearestNeighbours.search(references, references, 1);
        assertThat(Memorisation.of(honest, test).suspicious()).isLessThan(0.05);
        Memorisation remembered = Memorisation.of(copied, test);
        assertThat(remembered.suspicious()).isEqualTo(1);
        assertThat(remembered.generated().median()).isZero();
        assertThat(remembered.test().median()).isPositive();
    }

    @Test
    void quantiles_are_linear_between_places() {
        List<List<Neighbour>> distances = new ArrayList<>();
        for (int i = 4; i >= 0; i--) {
            distances.add(List.of(new Neighbour(0, i)));
        }
        Memorisation.Quantiles found = Memorisation.of(distances, distances).test();
        assertThat(found.median()).isEqualTo(2);
        assertThat(found.twentieth()).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void the_sheet_shows_the_sample_first_and_then_its_neighbours() throws IOException {
        Path file = folder.resolve("sheet.png");
        Memorisation.writeSheet(
                List.of(plain(Color.RED)),
                List.of(List.of(new Neighbour(0, 1), new Neighbour(1, 2))),
                i -> plain(i == 0 ? Color.GREEN : Color.BLUE),
                64,
                file);
        BufferedImage sheet = ImageIO.read(file.toFile());
        int row = 8 + 26 + 32;
        assertThat(sheet.getRGB(8 + 32, row)).isEqualTo(Color.RED.getRGB());
        assertThat(sheet.getRGB(8 + 72 + 32, row)).isEqualTo(Color.GREEN.getRGB());
        assertThat(sheet.getRGB(8 + 144 + 32, row)).isEqualTo(Color.BLUE.getRGB());
    }

    private static BufferedImage plain(Color colour) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(colour);
        g.fillRect(0, 0, 8, 8);
        g.dispose();
        return image;
    }

    @Test
    void bad_input_is_named() throws IOException {
        FeatureMatrix two = FeatureMatrix.of(new float[][] {{1, 2}, {3, 4}});
        FeatureMatrix narrow = FeatureMatrix.of(new float[][] {{1}});
        assertThatThrownBy(() -> NearestNeighbours.search(two, narrow, 1)).hasMessageContaining("same network");
        assertThatThrownBy(() -> NearestNeighbours.search(two, two, 3))
                .hasMessageContaining("number of references is 2, but must be at least 3");
        assertThatThrownBy(() -> Memorisation.of(List.of(), List.of())).hasMessageContaining("is 0");
        assertThatThrownBy(() -> Memorisation.writeSheet(List.of(), List.of(), i -> plain(Color.RED), 8, folder))
                .hasMessageContaining("at least one sample");
        Path file = folder.resolve("model.safetensors");
        Files.writeString(file, "no model");
        assertThatThrownBy(() -> DiscriminatorFeatures.of(file)).isInstanceOf(ModelFormatException.class);
    }
}

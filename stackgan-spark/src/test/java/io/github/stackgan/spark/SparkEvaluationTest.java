package io.github.stackgan.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.datasets.shapes.SyntheticShapes;
import io.github.stackgan.metrics.evaluation.EvaluationReport;
import io.github.stackgan.metrics.evaluation.ImageSet;
import io.github.stackgan.metrics.evaluation.ImageSetComparison;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The oracle is the comparison of stackgan-metrics on one machine. */
class SparkEvaluationTest {
    private static final CaptionedImages GENERATED = SyntheticShapes.of(1, 90);
    private static final CaptionedImages REAL = SyntheticShapes.of(2, 70);
    private static final int SIDE = 32;

    private static SparkSession session;

    @BeforeAll
    static void open() {
        session = TestSpark.local();
    }

    @AfterAll
    static void close() {
        session.stop();
    }

    private static SparkEvaluation evaluation() {
        return SparkEvaluation.by(PerExecutor.of(ColourFeatures::new))
                .withSplits(3)
                .withSeed(4);
    }

    private static byte[] png(CaptionedImages images, int index) {
        return png(images.image(index, SIDE));
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Dataset<Row> rows(CaptionedImages images, int partitions, byte[]... more) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            rows.add(RowFactory.create((Object) png(images, i)));
        }
        for (byte[] other : more) {
            rows.add(RowFactory.create((Object) other));
        }
        // In order, in so many parts.
        return session.createDataset(rows, org.apache.spark.sql.Encoders.row(schema()))
                .coalesce(partitions);
    }

    private static StructType schema() {
        return new StructType().add("png", DataTypes.BinaryType);
    }

    private static ImageSet set(CaptionedImages images) {
        return new ImageSet("shapes", "fingerprint", images.size(), i -> images.image(i, SIDE));
    }

    @Test
    void all_figures_are_one_machines_however_the_rows_are_dealt_out() {
        EvaluationReport expected = ImageSetComparison.by(new ColourFeatures())
                .withSplits(3)
                .withSeed(4)
                .compare(set(GENERATED), set(REAL), ProgressListener.none());
        for (int partitions : List.of(1, 2)) {
            EvaluationReport report = evaluation().compare(rows(GENERATED, partitions), rows(REAL, partitions));
            assertThat(report.figures().keySet())
                    .containsExactlyInAnyOrder(
                            "inceptionScore.mean",
                            "inceptionScore.deviation",
                            "frechetDistance",
                            "kernelDistance.mean");
            report.figures().forEach((name, value) -> {
                double one = expected.figures().get(name);
                assertThat(value).as(name).isCloseTo(one, within(1e-9 * Math.max(1e-3, Math.abs(one))));
            });
            assertThat(report.notes()).isEmpty();
            assertThat(report.settings()).containsEntry("count", 90).containsEntry("featureNetwork", "colours");
        }
    }

    @Test
    void a_reader_is_told_what_one_machine_tells() {
        EvaluationReport one = ImageSetComparison.by(new ColourFeatures())
                .withSplits(10)
                .compare(set(GENERATED), set(REAL), ProgressListener.none());
        EvaluationReport report = evaluation().withSplits(10).compare(rows(GENERATED, 2), rows(REAL, 2));
        assertThat(report.notes()).isEqualTo(one.notes()).hasSize(1);
    }

    @Test
    void fewer_images_than_splits_are_refused_at_once() {
        assertThatThrownBy(() -> evaluation().compare(rows(SyntheticShapes.of(1, 2), 1), rows(REAL, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The number of generated images is 2, but must be at least 3");
    }

    @Test
    void rows_without_an_image_are_left_out_and_counted() {
        EvaluationReport whole = evaluation().compare(rows(GENERATED, 2), rows(REAL, 2));
        EvaluationReport report = evaluation().compare(rows(GENERATED, 2, null, null), rows(REAL, 2));
        assertThat(report.figures().get("frechetDistance"))
                .isCloseTo(whole.figures().get("frechetDistance"), withinPercentage(1e-7));
        assertThat(report.notes()).containsExactly("2 rows of the generated images have no image and were left out");
    }

    /** Black stands where nothing is to be seen. */
    @Test
    void an_image_that_is_transparent_is_white_as_a_folders_is() {
        BufferedImage clear = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB);
        BufferedImage white = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        white.setRGB(0, 0, SIDE, SIDE, whites(), 0, SIDE);
        EvaluationReport expected = evaluation().compare(rows(GENERATED, 1, png(white)), rows(REAL, 1));
        EvaluationReport report = evaluation().compare(rows(GENERATED, 1, png(clear)), rows(REAL, 1));
        assertThat(report.figures().get("frechetDistance"))
                .isCloseTo(expected.figures().get("frechetDistance"), withinPercentage(1e-7));
    }

    private static int[] whites() {
        int[] pixels = new int[SIDE * SIDE];
        Arrays.fill(pixels, 0xffffff);
        return pixels;
    }

    @Test
    void bytes_that_are_no_image_and_rows_without_any_are_refused() {
        assertThatThrownBy(() -> evaluation().compare(rows(GENERATED, 1, new byte[] {1, 2}), rows(REAL, 1)))
                .hasStackTraceContaining("A row: \"png\", 2 bytes, is not an image that Java can read");
        Dataset<Row> none = rows(SyntheticShapes.of(1, 1), 1).limit(0);
        assertThatThrownBy(() -> evaluation().compare(none, rows(REAL, 1))).hasMessageContaining("None of 0 rows");
    }
}

package io.github.stackgan.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stackgan.cli.Main;
import io.github.stackgan.datasets.shapes.SyntheticShapes;
import io.github.stackgan.metrics.evaluation.EvaluationReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderComparisonTest {
    @TempDir
    private Path folder;

    private String errors = "";

    @BeforeEach
    void writeShapes() {
        SyntheticShapes.of(1, 12).writeTo(folder.resolve("a"));
        SyntheticShapes.of(2, 12).writeTo(folder.resolve("b"));
    }

    private int compare(String a, String b, String... more) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            String[] args = new String[7 + more.length];
            System.arraycopy(
                    new String[] {
                        "evaluate",
                        "--images",
                        folder.resolve(a).toString(),
                        "--against",
                        folder.resolve(b).toString(),
                        "--out",
                        folder.resolve(a + b).toString()
                    },
                    0,
                    args,
                    0,
                    7);
            System.arraycopy(more, 0, args, 7, more.length);
            return Main.run(args);
        } finally {
            System.setErr(before);
            errors = bytes.toString(StandardCharsets.UTF_8);
        }
    }

    private EvaluationReport report(String name) {
        return EvaluationReport.load(folder.resolve(name).resolve("report.json"));
    }

    @Test
    void a_folder_is_at_no_distance_from_itself_and_at_some_from_another() {
        assertThat(compare("a", "a", "--features", "BIRDS")).isZero();
        assertThat(compare("a", "b", "--features", "BIRDS")).isZero();
        double other = report("ab").figures().get("frechetDistance");
        assertThat(report("aa").figures().get("frechetDistance")).isCloseTo(0, within(1e-3 * other));
        assertThat(report("aa").figures()).containsEntry("precision", 1.0).containsEntry("recall", 1.0);
        assertThat(report("ab").settings()).containsKeys("featureNetwork", "featureWeights", "images", "against");
    }

    @Test
    void a_second_run_reads_no_image_again() throws Exception {
        compare("a", "b", "--features", "BIRDS");
        EvaluationReport first = report("ab");
        compare("a", "b", "--features", "BIRDS");
        assertThat(errors).doesNotContain("images of");
        assertThat(report("ab").figures()).isEqualTo(first.figures());
        Files.delete(folder.resolve("a").resolve("0000.png"));
        assertThat(compare("a", "b", "--features", "BIRDS"))
                .as("other images, the same folder")
                .isEqualTo(1);
        assertThat(errors).contains("another evaluation");
    }

    @Test
    void fewer_images_than_splits_are_scored_in_fewer_which_is_told() {
        assertThat(compare("a", "b", "--features", "BIRDS", "--splits", "13")).isZero();
        assertThat(errors).contains("The Inception score has 12 splits, not 13");
        assertThat(compare("b", "a", "--features", "BIRDS", "--splits", "12")).isZero();
        assertThat(errors).doesNotContain("Inception");
    }

    @Test
    void the_network_must_be_said_and_both_folders_be_given() {
        assertThat(compare("a", "b")).isEqualTo(1);
        assertThat(errors).contains("--features is missing");
        assertThat(Main.run("evaluate", "--images", folder.toString())).isEqualTo(1);
        assertThat(compare("a", "nothing", "--features", "BIRDS")).isEqualTo(1);
        assertThat(errors).contains("nothing").contains("is not a folder");
    }
}

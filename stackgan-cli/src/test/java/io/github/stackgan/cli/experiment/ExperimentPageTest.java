package io.github.stackgan.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.metrics.evaluation.EvaluationReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentPageTest {
    private static final String WITHOUT_PAPER = """
            {"title": "Small", "question": "Which?", "seeds": [1], "birds": {"train": 2, "test": 2}, "cpuMinutes": 1,
             "textEncoder": {"embeddingSize": 8, "iterations": 0}, "evaluation": {"samples": 2, "splits": 1},
             "methods": [{"name": "one", "stage1": {}, "stagePlans": [{}]}]}
            """;

    private static final Map<String, Object> SETTINGS =
            Map.of("featureNetwork", "judge", "featureWeights", "0123456789", "realImages", 14);

    @TempDir
    private Path folder;

    private List<String> page(String json, Map<String, Double> figures) throws Exception {
        Experiment experiment = Experiment.parse("small", "small.json", json);
        Optional<EvaluationReport> report = Optional.of(figures)
                .filter(found -> !found.isEmpty())
                .map(found -> new EvaluationReport(found, SETTINGS, List.of("few images", "few images")));
        if (experiment.file().cpuMinutes() != null) {
            Files.writeString(folder.resolve("cpu.txt"), "61.5 300");
        }
        ExperimentRuns.Run run = new ExperimentRuns.Run(experiment.methods().get(0), 1, folder, folder, report, 2);
        new ExperimentPage(experiment, List.of(run), Map.of(), "experiment small", Optional.of(7)).write(folder);
        return Files.readAllLines(folder.resolve("small.md"));
    }

    @Test
    void colours_have_a_table_of_their_own() throws Exception {
        List<String> page = page(WITHOUT_PAPER, Map.of("frechetDistance", 5.0, "attributeAccuracy.belly", 0.75));
        assertThat(page)
                .containsSubsequence(
                        "| method | pixels | Frechet distance | over the floor | iterations |",
                        "| one | 64 | 5.00 | 2.50 | 300 |",
                        "| method | belly |",
                        "| one | 0.75 |");
        assertThat(String.join(" ", page)).contains("Body, wing, belly and crown");
    }

    @Test
    void who_scored_with_how_many_images_stands_under_the_table() throws Exception {
        String legend = String.join(" ", page(WITHOUT_PAPER, Map.of("frechetDistance", 5.0)));
        assertThat(legend)
                .contains("Scored by judge (weights 01234567) against 14 real images; the floor is the Frechet distance"
                        + " between two sets of 7 of them. Note: few images.")
                .doesNotContain("few images. Note");
    }

    @Test
    void nothing_is_explained_that_is_not_there() throws Exception {
        assertThat(page(WITHOUT_PAPER, Map.of()))
                .containsSubsequence("| method | pixels | iterations |", "| one | 64 | 300 |")
                .noneMatch(line -> line.contains("belly") || line.contains("Paper"));
    }

    @Test
    void processor_time_is_told_only_where_it_was_taken() throws Exception {
        page(WITHOUT_PAPER, Map.of());
        assertThat(folder.resolve("small-figures.json")).content().contains("\"cpuSeconds\": 61.5");
        Files.delete(folder.resolve("cpu.txt"));
        page(WITHOUT_PAPER.replace("\"cpuMinutes\": 1,", ""), Map.of());
        assertThat(folder.resolve("small-figures.json"))
                .content()
                .contains("one")
                .doesNotContain("cpuSeconds");
    }

    @Test
    void what_the_paper_found_stands_beside_what_is_found() throws Exception {
        assertThat(page(WITHOUT_PAPER.replace("\"one\"", "\"one\", \"paper\": \"2.95\""), Map.of()))
                .containsSubsequence("| method | pixels | iterations | paper |", "| one | 64 | 300 | 2.95 |")
                .anyMatch(line -> line.contains("Paper: its inception score on CUB"));
    }
}

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

    @TempDir
    private Path folder;

    private List<String> page(String json, Map<String, Double> figures) throws Exception {
        Experiment experiment = Experiment.parse("small", "small.json", json);
        Optional<EvaluationReport> report = Optional.of(figures)
                .filter(found -> !found.isEmpty())
                .map(found -> new EvaluationReport(found, Map.of(), List.of()));
        Files.writeString(folder.resolve("cpu.txt"), "61.5 300");
        ExperimentRuns.Run run = new ExperimentRuns.Run(experiment.methods().get(0), 1, folder, folder, report, 2);
        new ExperimentPage(experiment, List.of(run), Map.of(), "experiment small").write(folder);
        return Files.readAllLines(folder.resolve("small.md"));
    }

    @Test
    void colours_have_a_table_of_their_own() throws Exception {
        assertThat(page(WITHOUT_PAPER, Map.of("frechetDistance", 5.0, "attributeAccuracy.belly", 0.75)))
                .containsSubsequence(
                        "| method | pixels | FID | FID over the floor | iterations |",
                        "| one | 64 | 5.00 | 2.50 | 300 |",
                        "| method | belly |",
                        "| one | 0.75 |")
                .anyMatch(line -> line.contains("Body, wing, belly and crown"));
    }

    @Test
    void nothing_is_explained_that_is_not_there() throws Exception {
        assertThat(page(WITHOUT_PAPER, Map.of()))
                .containsSubsequence("| method | pixels | iterations |", "| one | 64 | 300 |")
                .noneMatch(line -> line.contains("belly") || line.contains("Paper"));
    }

    @Test
    void what_the_paper_found_stands_beside_what_is_found() throws Exception {
        assertThat(page(WITHOUT_PAPER.replace("\"one\"", "\"one\", \"paper\": \"2.95\""), Map.of()))
                .containsSubsequence("| method | pixels | iterations | paper |", "| one | 64 | 300 | 2.95 |")
                .anyMatch(line -> line.contains("Paper: its inception score on CUB"));
    }
}

package io.github.stackgan.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.cli.Main;
import io.github.stackgan.datasets.Cub200;
import io.github.stackgan.datasets.shapes.SyntheticShapes;
import io.github.stackgan.metrics.evaluation.EvaluationReport;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.GradientPenalty;
import io.github.stackgan.settings.Stage;
import io.github.stackgan.settings.Stage2;
import io.github.stackgan.settings.StagePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {
    private static final String SMALL = """
            {"title": "A <small> one", "question": "Does it run?", "seeds": [1, 2], "birds": {"train": 12, "test": 8},
             "textEncoder": {"embeddingSize": 8, "iterations": 1},
             "evaluation": {"samples": 6, "splits": 2},
             "figures": {"of": "two", "sentences": ["a red bird", "a blue bird"]},
             "defaults": {
               "stage1": {"imageSize": 16, "generatorChannels": 4, "discriminatorChannels": 4,
                 "conditioning": {"size": 4, "klWeight": 0.5}},
               "stage2": {"imageSize": 32, "generatorChannels": 4, "discriminatorChannels": 4, "residualBlocks": 1},
               "plan": {"wrongPairs": "SHIFTED_BATCH", "stagePlan": {"batchSize": 4, "learningRate": 0.001}}},
             "methods": [
               {"name": "one", "paper": "2.95", "stagePlans": [{"maxIterations": 3}]},
               {"name": "two", "from": "one", "stage2": {"text": "NONE"},
                "stagePlans": [{"maxIterations": 0}, {"maxIterations": 2, "batchSize": 2}]}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void methods_share_the_defaults_and_override_them() {
        Experiment experiment = Experiment.parse("small", "small.json", SMALL);
        Experiment.Method two = experiment.methods().get(1);
        assertThat(two.stage1().generatorChannels()).isEqualTo(4);
        assertThat(two.stage1().conditioning().klWeight()).isEqualTo(0.5);
        assertThat(two.stage1().noiseSize())
                .as("the paper's where nothing is said")
                .isEqualTo(100);
        assertThat(two.refinements()).hasSize(1);
        assertThat(two.refinements().get(0).text()).isEqualTo(Stage2.TextInput.NONE);
        assertThat(two.refinements().get(0).imageSize()).isEqualTo(32);
        assertThat(two.plan().stage(2).batchSize()).isEqualTo(2);
        assertThat(two.plan().stage(2).learningRate()).isEqualTo(0.001);
        assertThat(two.plan().stage(1).maxIterations()).hasValue(0);
        assertThat(experiment.methods().get(0).refinements())
                .as("not named, so not there")
                .isEmpty();
    }

    @Test
    void the_experiments_that_come_along_can_be_read() {
        Experiment ablation = Experiment.read("ablation");
        assertThat(ablation.methods())
                .extracting(Experiment.Method::name)
                .contains("GAN-INT-CLS", "StackGAN, text once", "GAWWN, told boxes");
        assertThat(ablation.methods().get(0).stage1().body()).isEqualTo(Stage.Body.TRANSPOSED);
        assertThat(ablation.methods().get(0).plan().interpolationWeight()).isEqualTo(1);
        assertThat(ablation.methods().get(2).stage1().conditioning().noise()).isEqualTo(Conditioning.Noise.NONE);
        assertThat(Experiment.read("finalists").methods()).hasSize(3);
        Experiment recipe = Experiment.read("recipe");
        assertThat(recipe.methods().get(0).plan().stage(1))
                .as("the paper's losses are one of the contenders")
                .isEqualTo(StagePlan.paper()
                        .withEpochs(100_000)
                        .withHalveEveryEpochs(100_000)
                        .withBatchSize(16));
        assertThat(recipe.methods().get(1).plan().stage(1).gradientPenalty()).hasValue(GradientPenalty.matchingAware());
        assertThat(recipe.withMethods(List.of("paper")).methods()).hasSize(1);
        assertThatThrownBy(() -> recipe.withMethods(List.of("papers")))
                .hasMessageContaining("--methods has \"papers\", but the methods are [paper, ");
    }

    @Test
    void mistakes_are_named() {
        assertRefused(
                SMALL.replace("\"klWeight\"", "\"klWait\""),
                "small.json is wrong: stage1 of one: \"klWait\" is not known");
        assertRefused(
                SMALL.replace("\"from\": \"one\"", "\"from\": \"three\""), "starts from \"three\", which is none of");
        assertRefused(SMALL.replace("\"name\": \"two\"", "\"name\": \"one\""), "two methods are called \"one\"");
        assertRefused(
                SMALL.replace("\"of\": \"two\"", "\"of\": \"none\""), "figures.of is \"none\", but the methods are");
        assertRefused(SMALL.replace("\"title\"", "\"titel\""), "\"titel\" is not known");
        assertRefused(SMALL.replace("[1, 2]", "[]"), "seeds is empty");
        assertRefused(SMALL.replace("[1, 2]", "[1, 1]"), "seeds is [1, 1], but must be different");
        assertRefused(SMALL.replace("[1, 2]", "[null]"), "seeds is [null], but must be different");
        assertRefused(SMALL.replace("\"samples\": 6, ", ""), "evaluation.samples is 0");
        assertRefused(SMALL.replace("\"splits\": 2", "\"splits\": 7"), "evaluation.splits is 7");
        assertRefused(
                SMALL.replace("[\"a red bird\", \"a blue bird\"]", "[]"), "figures.sentences is missing or empty");
        assertRefused(
                SMALL.replace("[{\"maxIterations\": 3}]", "{\"maxIterations\": 3}"),
                "stagePlans and methods are lists");
        assertRefused(
                SMALL.replace("\"seeds\": [1, 2]", "\"seeds\": [1, 2], \"cpuMinutes\": 1")
                        .replace("{\"maxIterations\": 0}", "{\"maxIterations\": 1}"),
                "method \"two\" trains 2 stages, but cpuMinutes are for one");
        assertRefused(SMALL.replace("\"imageSize\": 16", "\"imageSize\": 17"), "stage1.imageSize is 17");
        assertRefused(
                SMALL.replace("\"defaults\": {", "\"defaults\": {\"stagePlan\": {},"),
                "defaults has \"stagePlan\", but only stage1, stage2, stage3, plan are known");
        assertRefused(SMALL.replace("\"paper\": \"2.95\"", "\"papers\": 1"), "method \"one\" has \"papers\"");
        for (String absent : List.of("nowhere", "experiments/ablation.json", "ablation.json", "../ablation")) {
            assertThatThrownBy(() -> Experiment.read(absent))
                    .hasMessageContaining("There is no file " + absent + ", and no experiment of that name comes along;"
                            + " there are ablation, finalists, recipe");
        }
        assertThatThrownBy(() -> Experiment.parse("small", "small.json", SMALL).withSeeds(3))
                .hasMessage("--seeds is 3, but the experiment has 1 to 2");
    }

    private static final String TOLD =
            SMALL.replace("\"seeds\": [1, 2]", "\"seeds\": [1]").replace("\"methods\": [", """
                    "methods": [
                      {"name": "told",
                       "stage1": {"imageSize": 128, "location": {"kind": "BOX"}, "conditioning": {"noise": "NONE"}},
                       "stagePlans": [{"maxIterations": 1}]},""");

    @Test
    void a_method_that_is_told_where_to_draw_is_one_of_them() throws Exception {
        Path file = Files.writeString(folder.resolve("told.json"), TOLD);
        assertThat(Main.run(
                        "experiment",
                        file.toString(),
                        "--anywhere",
                        "--methods",
                        "told",
                        "--work",
                        folder.resolve("work").toString(),
                        "--out",
                        folder.toString()))
                .isZero();
        assertThat(folder.resolve("told.md"))
                .content()
                .contains("| told | 128 |", "experiment " + file + " --methods \"told\" --anywhere")
                .contains("(told/methods.png)");
        assertRefused(
                TOLD.replace("\"of\": \"two\"", "\"of\": \"told\""), "figures.of is \"told\", which is told where");
    }

    /** A folder's images have no boxes, so one method is left out and the others run. */
    @Test
    void a_method_that_is_told_what_the_dataset_does_not_know_is_left_out() throws Exception {
        SyntheticShapes.of(1, 12).writeTo(folder.resolve("shapes"));
        Path file = Files.writeString(folder.resolve("told.json"), TOLD.replace("\"of\": \"two\", ", ""));
        List<String> command = new ArrayList<>(List.of("experiment", file.toString(), "--unjudged"));
        command.addAll(List.of("--dataset", "folder:" + folder.resolve("shapes"), "--out", folder.toString()));
        command.addAll(List.of("--work", folder.resolve("work").toString(), "--methods"));
        assertThat(run(command, "told; one")).isZero();
        assertThat(folder.resolve("told.md")).content().contains("| one | 16 |").doesNotContain("| told |");
        assertThat(run(command, "told")).isEqualTo(1);
    }

    @Test
    void what_cannot_be_judged_is_refused_before_anything_is_trained() throws Exception {
        Path file = Files.writeString(folder.resolve("few.json"), SMALL.replace("\"test\": 8", "\"test\": 3"));
        Path work = folder.resolve("work");
        List<String> command = new ArrayList<>(List.of("experiment", file.toString(), "--out", folder.toString()));
        command.addAll(List.of("--work", work.toString(), "--methods"));
        assertThat(run(command, "one")).isEqualTo(1);
        command.addAll(command.size() - 1, List.of("--unjudged", "--features", "BIRDS"));
        assertThat(run(command, "one")).as("no network is asked").isEqualTo(1);
        assertThat(work).doesNotExist();
    }

    private static int run(List<String> command, String methods) {
        return Main.run(Stream.concat(command.stream(), Stream.of(methods)).toArray(String[]::new));
    }

    @Test
    void methods_are_scored_by_the_classes_that_they_never_saw() throws Exception {
        Path birds = Path.of("../stackgan-datasets/src/test/resources/mini/birds");
        int all = Cub200.in(birds).read().size();
        int trained = Cub200.in(birds).read().withoutHeldOutClasses(1, 1).size();
        Path file = Files.writeString(
                folder.resolve("unseen.json"),
                SMALL.replace("\"seeds\": [1, 2]", "\"seeds\": [1]").replace("\"of\": \"two\", ", ""));
        List<String> command = new ArrayList<>(List.of("experiment", file.toString(), "--features", "CLASSES"));
        command.addAll(List.of("--dataset", "cub:" + birds, "--held-out-classes", "1", "--out", folder.toString()));
        command.addAll(List.of("--work", folder.resolve("work").toString(), "--methods"));
        assertThat(run(command, "one")).isZero();
        assertThat(scored()).containsExactly("6 samples beside " + (all - trained));
        Files.writeString(file, Files.readString(file).replace("\"samples\": 6", "\"samples\": 5"));
        assertThat(run(command, "one")).isZero();
        assertThat(scored())
                .as("what was scored otherwise is not taken for its own")
                .containsExactlyInAnyOrder(
                        "6 samples beside " + (all - trained), "5 samples beside " + (all - trained));
        assertThat(folder.resolve("unseen.md")).content().containsPattern("cub:PATH\\s+--held-out-classes\\s+1");
    }

    /** What the reports of the first method say of themselves. */
    private List<String> scored() throws IOException {
        try (Stream<Path> kept = Files.list(folder.resolve("work/one/seed-1"))) {
            return kept.map(scores -> scores.resolve("report.json"))
                    .filter(Files::exists)
                    .map(EvaluationReport::load)
                    .map(EvaluationReport::settings)
                    .map(settings ->
                            whole(settings.get("samples")) + " samples beside " + whole(settings.get("realImages")))
                    .toList();
        }
    }

    private static int whole(Object number) {
        return ((Number) number).intValue();
    }

    @Test
    void what_a_method_starts_from_is_asked_for_or_there_already() throws Exception {
        Path file =
                Files.writeString(folder.resolve("small.json"), SMALL.replace("\"seeds\": [1, 2]", "\"seeds\": [1]"));
        List<String> command = new ArrayList<>(List.of("experiment", file.toString(), "--unjudged", "--out"));
        command.addAll(
                List.of(folder.toString(), "--work", folder.resolve("work").toString(), "--methods"));
        assertThat(run(command, "two")).isEqualTo(1);
        assertThat(folder.resolve("work/text-encoder.safetensors")).doesNotExist();
        assertThat(run(command, "one;two")).isZero();
        Files.delete(folder.resolve("work/two/seed-1/model.safetensors"));
        assertThat(run(command, "two")).isZero();
        Files.writeString(file, Files.readString(file).replace("[{\"maxIterations\": 3}]", "[{\"maxIterations\": 4}]"));
        Path two = folder.resolve("work/two/seed-1");
        Files.delete(two.resolve("model.safetensors"));
        Files.delete(two.resolve("method.json"));
        assertThat(run(command, "two"))
                .as("what is there of the first has fewer iterations")
                .isEqualTo(1);
        assertThat(two.resolve("method.json")).doesNotExist();
    }

    @Test
    void a_text_encoder_of_other_settings_is_not_used_again() throws Exception {
        String one = SMALL.replace("\"seeds\": [1, 2]", "\"seeds\": [1]");
        Path file = Files.writeString(folder.resolve("small.json"), one);
        Path work = folder.resolve("work");
        List<String> command = new ArrayList<>(List.of("experiment", file.toString(), "--unjudged", "--out"));
        command.addAll(List.of(folder.toString(), "--work", work.toString(), "--methods"));
        assertThat(run(command, "one")).isZero();
        Files.writeString(file, one.replace("\"iterations\": 1}", "\"iterations\": 2}"));
        Files.delete(work.resolve("one/seed-1/model.safetensors"));
        Files.delete(work.resolve("one/seed-1/method.json"));
        assertThat(run(command, "one")).isEqualTo(1);
        assertThat(work.resolve("one/seed-1/model.safetensors")).doesNotExist();
        Files.delete(work.resolve("text-encoder.txt"));
        Files.delete(work.resolve("one/seed-1/method.json"));
        assertThat(run(command, "one"))
                .as("one that was put there by hand is taken")
                .isZero();
    }

    @Test
    void a_method_is_another_if_what_it_starts_from_is() {
        String identity =
                Experiment.parse("small", "small.json", SMALL).methods().get(1).identity();
        String longer = SMALL.replace("[{\"maxIterations\": 3}]", "[{\"maxIterations\": 4}]");
        assertThat(Experiment.parse("small", "small.json", longer)
                        .methods()
                        .get(1)
                        .identity())
                .isNotEqualTo(identity);
    }

    @Test
    void figures_show_captions_of_another_dataset_as_many_as_the_files() {
        Experiment own = Experiment.parse("small", "small.json", SMALL);
        List<String> sentences = own.file().figures().sentences();
        Experiment shown = own.showing(
                captions -> captions.stream().map(caption -> "not " + caption).toList());
        assertThat(shown.file().figures().sentences())
                .isEqualTo(sentences.stream().map(caption -> "not " + caption).toList());
        assertThat(shown.file().figures().of()).isEqualTo("two");
        assertThat(shown.methods()).isEqualTo(own.methods());
    }

    @Test
    void a_file_may_begin_with_a_mark_and_gives_every_method_some_time() throws IOException {
        Path file = Files.writeString(folder.resolve("marked.json"), "\uFEFF" + SMALL);
        assertThat(Experiment.read(file.toString()).methods()).hasSize(2);
        String none = SMALL.replace("\"seeds\": [1, 2]", "\"seeds\": [1], \"cpuMinutes\": 0");
        assertThatThrownBy(() -> Experiment.parse("none", "none.json", none))
                .hasMessageContaining("cpuMinutes is 0.0, but must be more than 0");
    }

    /** A budget that the first checkpoint exceeds: one in 100 iterations. */
    @Test
    void with_a_budget_every_training_ends_at_a_checkpoint_and_shows_a_grid() throws Exception {
        String json = SMALL.replace("\"seeds\": [1, 2]", "\"seeds\": [1], \"cpuMinutes\": 0.000001")
                .replace("\"iterations\": 1}", "\"iterations\": 0}")
                .replace("\"of\": \"two\", ", "")
                .replaceAll("(?s),\\s*\\{\"name\": \"two\".*", "]}")
                .replace("\"maxIterations\": 3", "\"epochs\": 1000");
        Path file = Files.writeString(folder.resolve("brief.json"), json);
        Path work = folder.resolve("work");
        String[] command = {"experiment", file.toString(), "--work", work.toString(), "--out", folder.toString()};
        assertThat(Main.run(command)).isZero();
        assertThat(work.resolve("one/seed-1/cpu.txt")).content().endsWith(" 100\n");
        assertThat(work.resolve("one/seed-1/losses.jsonl")).content().hasLineCount(100);
        assertThat(folder.resolve("brief/one.png")).isNotEmptyFile();
        assertThat(folder.resolve("brief-figures.json"))
                .content()
                .contains("\"method\": \"one\"", "\"iterations\": 100.0", "\"frechetOverFloor\"", "\"libraryVersion\"");
        assertThat(folder.resolve("brief.md"))
                .content()
                .contains("| iterations | paper |\n")
                .containsPattern("1\\.0E-6\\s+minutes");
        FileTime trained = Files.getLastModifiedTime(work.resolve("one/seed-1/model.safetensors"));
        assertThat(Main.run(command)).isZero();
        assertThat(Files.getLastModifiedTime(work.resolve("one/seed-1/model.safetensors")))
                .isEqualTo(trained);
        Files.writeString(file, json.replace("0.000001", "0.000002"));
        assertThat(Main.run(command))
                .as("models of another budget are not taken for its own")
                .isEqualTo(1);
    }

    private static void assertRefused(String json, String message) {
        assertThatThrownBy(() -> Experiment.parse("small", "small.json", json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    /** Run whole, then again: nothing is trained anew, and the page is the same. */
    @Test
    void one_command_trains_judges_and_writes_the_page() throws Exception {
        Path file = Files.writeString(folder.resolve("small.json"), SMALL);
        Path work = folder.resolve("work");
        String[] command = {"experiment", file.toString(), "--work", work.toString(), "--out", folder.toString()};
        assertThat(Main.run(command)).isZero();
        String markdown = Files.readString(folder.resolve("small.md"));
        assertThat(markdown)
                .contains("# A <small> one", "| one | 16 |", "| two | 32 |", "2.95 |", "seeds [1, 2]")
                .contains("(small/interpolation.png)", "(small/several-stage2.png)", "(small/neighbours.png)");
        assertThat(markdown.lines()
                        .filter(line -> line.startsWith("| one"))
                        .findFirst()
                        .orElseThrow())
                .matches(".*\\| \\d+(\\.\\d+)? \\(\\d.*-.*\\).*");
        String html = Files.readString(folder.resolve("small.html"));
        assertThat(html)
                .contains("<h1>A &lt;small&gt; one</h1>", "src=\"data:image/png;base64,", "<polyline")
                .contains("3 iterations", "two, seed 2");
        assertThat(folder.resolve("small/fixed-noise.png")).isNotEmptyFile();
        Path model = work.resolve("two/seed-2/model.safetensors");
        FileTime trained = Files.getLastModifiedTime(model);
        assertThat(work.resolve("two/seed-2/checkpoints")).doesNotExist();
        assertThat(Main.run(command)).isZero();
        assertThat(Files.getLastModifiedTime(model)).isEqualTo(trained);
        assertThat(Files.readString(folder.resolve("small.md"))).isEqualTo(markdown);
        Files.writeString(file, SMALL.replace("\"maxIterations\": 2", "\"maxIterations\": 3"));
        assertThat(Main.run(command))
                .as("other settings are not mixed with old results")
                .isEqualTo(1);
    }
}

package io.github.stackgan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    private Path folder;

    private BufferedImage image(String name) throws IOException {
        return ImageIO.read(folder.resolve(name).toFile());
    }

    @Test
    void one_text_gives_an_image_and_its_stages() throws IOException {
        String out = folder.resolve("bird.png").toString();
        assertThat(Main.run("generate", "--text", "a small red bird with a white belly", "--out", out))
                .isZero();
        assertThat(image("bird.png").getWidth()).isEqualTo(256);
        assertThat(image("bird-stages.png").getWidth()).isGreaterThan(512);
        byte[] first = Files.readAllBytes(folder.resolve("bird.png"));
        assertThat(Main.run("generate", "--text", "a small red bird with a white belly", "--out", out))
                .isZero();
        assertThat(Files.readAllBytes(folder.resolve("bird.png"))).isEqualTo(first);
    }

    @Test
    void the_version_names_engine_and_model() {
        assertThat(printed("--version"))
                .containsPattern("(?s)stackgan .*pytorch-engine \\d.*natives \\[cpu .*model: birds \\d");
    }

    @Test
    void printed_settings_are_read_again() throws IOException {
        String changed = printed("settings", "--preset", "recommended", "--set", "stage1.conditioning.klWeight=0.05");
        assertThat(changed).contains("\"klWeight\": 0.05", "\"generatorChannels\": 52");
        Path file = Files.writeString(folder.resolve("settings.json"), changed);
        assertThat(printed("settings", "--settings", file.toString())).isEqualTo(changed);
    }

    @Test
    void shells_complete_its_commands() {
        assertThat(printed("generate-completion")).contains("complete -F _complete_stackgan", "--stage1-seed");
    }

    private static String printed(String... args) {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(Main.run(args)).isZero();
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void what_the_model_cannot_read_is_told_and_no_error() {
        String out = folder.resolve("bird.png").toString();
        String[] command = {"generate", "--text", "a red bird", "--text", "\u9e1f", "--grid", "--out", out};
        assertThat(said(code -> assertThat(code).isZero(), command))
                .contains("\"\u9e1f\": this model's text encoder cannot read: \u9e1f")
                .doesNotContain("a red bird");
    }

    @Test
    void a_grid_has_a_row_for_each_text() throws IOException {
        String out = folder.resolve("grid.png").toString();
        int code = Main.run(
                "generate", "--text", "a red bird", "--text", "a blue bird", "--count", "2", "--grid", "--out", out);
        assertThat(code).isZero();
        assertThat(image("grid.png").getHeight()).isGreaterThan(2 * 192);
    }

    @Test
    void a_grid_of_one_image_each_has_a_row_for_each_stage() throws IOException {
        String out = folder.resolve("stages.png").toString();
        String[] command = {"generate", "--text", "a red bird", "--text", "a blue bird", "--text", "a bird", "--grid"};
        assertThat(Main.run(Stream.concat(Arrays.stream(command), Stream.of("--out", out))
                        .toArray(String[]::new)))
                .isZero();
        assertThat(image("stages.png").getWidth()).isBetween(3 * 192, 4 * 192);
        assertThat(image("stages.png").getHeight()).isBetween(2 * 192, 3 * 192);
    }

    @Test
    void texts_share_a_seed_unless_it_steps_from_one_to_the_next() {
        String[] same = {"generate", "--text", "a red bird", "--text", "a blue bird"};
        String out = folder.resolve("bird.png").toString();
        assertThat(printed(Stream.concat(Arrays.stream(same), Stream.of("--out", out))
                        .toArray(String[]::new)))
                .contains("a red bird  seed 0", "a blue bird  seed 0");
        assertThat(printed(Stream.concat(Arrays.stream(same), Stream.of("--seed-step", "1", "--out", out))
                        .toArray(String[]::new)))
                .contains("a red bird  seed 0", "a blue bird  seed 1");
    }

    @Test
    void texts_may_stand_in_a_file_and_more_than_six_go_on_below() throws IOException {
        Path texts = folder.resolve("texts.txt");
        Files.writeString(texts, "a red bird\n\n" + "a blue bird\n".repeat(6));
        String out = folder.resolve("sheet.png").toString();
        assertThat(Main.run("generate", "--texts", texts.toString(), "--grid", "--out", out))
                .isZero();
        assertThat(image("sheet.png").getWidth()).isBetween(6 * 192, 7 * 192);
        assertThat(image("sheet.png").getHeight()).isBetween(4 * 192, 5 * 192);
        Files.writeString(texts, "\n");
        assertThat(Main.run("generate", "--texts", texts.toString(), "--out", out))
                .isNotZero();
    }

    @Test
    void refining_writes_every_size_and_measures_it() throws IOException {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        String out = folder.resolve("big.png").toString();
        try {
            assertThat(Main.run("refine", "--text", "a red bird", "--times", "1", "--out", out))
                    .isZero();
        } finally {
            System.setOut(console);
        }
        assertThat(image("big-64.png").getWidth()).isEqualTo(64);
        assertThat(image("big-256.png").getWidth()).isEqualTo(256);
        assertThat(image("big.png").getWidth()).isEqualTo(1024);
        String number = "\\d+\\.\\d\\d";
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsPattern(" 64 +" + number + " +\\S+big-64.png")
                .containsPattern(" 256 +" + number + " +" + number + " +\\S+big-256.png")
                .containsPattern(" 1024 +" + number + " +" + number + " +\\S+big.png");
        assertThat(Main.run("refine", "--text", "x", "--times", "3", "--out", out))
                .isEqualTo(1);
    }

    @Test
    void a_shared_first_stage_is_accepted() throws IOException {
        String out = folder.resolve("shared.png").toString();
        assertThat(Main.run("generate", "--text", "a red bird", "--count", "2", "--stage1-seed", "3", "--out", out))
                .isZero();
        assertThat(Files.readAllBytes(folder.resolve("shared-1.png")))
                .isNotEqualTo(Files.readAllBytes(folder.resolve("shared-2.png")));
    }

    @Test
    void interpolation_gives_a_row() throws IOException {
        String out = folder.resolve("way.png").toString();
        assertThat(Main.run("interpolate", "--from", "a red bird", "--to", "a blue bird", "--steps", "3", "--out", out))
                .isZero();
        assertThat(image("way.png").getWidth()).isGreaterThan(480);
    }

    /** Trains on synthetic birds. */
    private static int tiny(Path run, String... more) {
        List<String> train = new ArrayList<>(
                List.of("train", "--dataset", "synthetic-birds", "--preset", "tiny", "--set", "birds=40"));
        train.addAll(List.of("--out", run.toString()));
        train.addAll(List.of(more));
        return Main.run(train.toArray(String[]::new));
    }

    @Test
    void a_run_trains_both_stages_and_its_model_generates() throws IOException {
        Path run = folder.resolve("run");
        Files.createDirectories(run.resolve("checkpoints"));
        Files.writeString(run.resolve("settings.json"), "of a try that ended before its first checkpoint");
        assertThat(tiny(run, "--iterations", "2", "--set", "textEncoder.iterations=20"))
                .isZero();
        assertThat(run.resolve("losses.jsonl")).content().hasLineCount(4);
        assertThat(run.resolve("samples/latest.png")).exists();
        assertThat(run.resolve("tensorboard")).isNotEmptyDirectory();
        assertThat(run.resolve("settings.json"))
                .content()
                .contains("\"birds\": 40", "\"stage2\"", "\"maxIterations\": 2");
        String model = run.resolve("model-small.safetensors").toString();
        String out = folder.resolve("own.png").toString();
        assertThat(Main.run("generate", "--model", model, "--text", "a red bird", "--out", out))
                .isZero();
        assertThat(image("own.png").getWidth()).isEqualTo(256);
    }

    @Test
    void an_image_encoder_is_trained_for_a_models_captions_and_judges_its_images() {
        Path file = folder.resolve("image-encoder.safetensors");
        assertThat(Main.run(
                        "train-image-encoder",
                        "--birds",
                        "12",
                        "--iterations",
                        "1",
                        "--batch-size",
                        "4",
                        "--out",
                        file.toString()))
                .isZero();
        Path out = folder.resolve("judged");
        String[] sizes = {"evaluate", "--samples", "12", "--splits", "2", "--birds", "150"};
        String[] rest = {"--image-encoder", file.toString(), "--out", out.toString()};
        assertThat(Main.run(
                        Stream.concat(Arrays.stream(sizes), Arrays.stream(rest)).toArray(String[]::new)))
                .isZero();
        assertThat(out.resolve("report.json")).content().contains("\"rPrecision");
    }

    @Test
    void free_texts_are_judged_by_kind_and_the_encoder_is_probed() throws IOException {
        Path out = folder.resolve("free-form");
        assertThat(Main.run(
                        "evaluate",
                        "--free-form",
                        "--texts",
                        "2",
                        "--images-per-text",
                        "2",
                        "--stage",
                        "1",
                        "--out",
                        out.toString()))
                .isZero();
        assertThat(out.resolve("free-form.json"))
                .content()
                .contains("\"freeForm.statedRight.all\"", "\"freeForm.allRight.all\"", "\"encoderProbe.wing\"")
                .contains("\"texts\": 2", "\"imagesPerText\": 2", "\"stage\": 1");
        String none = folder.resolve("none").toString();
        assertThat(errors("evaluate", "--free-form", "--model", "flowers", "--out", none))
                .contains("The model was trained on", "--free-form has texts about synthetic birds alone");
        assertThat(errors("evaluate", "--model", "flowers", "--out", none))
                .contains("without --dataset it would be compared with synthetic birds");
        assertThat(folder.resolve("none")).doesNotExist();
        Path report = out.resolve("free-form.json");
        String own = Files.readString(report);
        Files.writeString(report, own.replace("\"model\": \"", "\"model\": \"0"));
        assertThat(errors("evaluate", "--free-form", "--texts", "2", "--out", out.toString()))
                .contains("is the report of another model");
    }

    @Test
    void a_run_on_a_pretrained_language_model_generates_and_tells_words_that_no_caption_had() throws IOException {
        Path run = folder.resolve("run");
        assertThat(tiny(
                        run,
                        "--iterations",
                        "1",
                        "--text-encoder-kind",
                        "SENTENCES",
                        "--set",
                        "textEncoder.iterations=2"))
                .isZero();
        String model = run.resolve("model-small.safetensors").toString();
        String out = folder.resolve("own.png").toString();
        assertThat(said(
                        code -> assertThat(code).isZero(),
                        "generate",
                        "--model",
                        model,
                        "--text",
                        "a yellaw sunflower",
                        "--out",
                        out))
                .contains("not in this model's captions: yellaw (did you mean yellow?), sunflower");
        assertThat(image("own.png").getWidth()).isEqualTo(256);
    }

    @Test
    void an_evaluation_writes_its_report_and_the_sheet_of_neighbours() {
        Path out = folder.resolve("evaluation");
        String[] evaluate = {
            "evaluate",
            "--samples",
            "12",
            "--splits",
            "2",
            "--birds",
            "16",
            "--neighbours",
            "2",
            "--out",
            out.toString()
        };
        assertThat(Main.run(evaluate)).isZero();
        assertThat(out.resolve("report.json"))
                .content()
                .contains("\"frechetDistance\"", "\"attributeAccuracy.body\"", "\"featureWeights\"");
        assertThat(out.resolve("neighbours.png")).exists();
        assertThat(Main.run("evaluate", "--features", "fid", "--out", out.toString()))
                .isEqualTo(1);
        assertThat(Main.run("evaluate", "--cropped", "--free-form", "--out", out.toString()))
                .isEqualTo(1);
        assertThat(errors("evaluate", "--images", "a", "--against", "b", "--neighbours", "3"))
                .contains("--neighbours says nothing to --images");
        assertThat(errors("evaluate", "--free-form", "--dataset", "cub:there"))
                .contains("--dataset says nothing to --free-form");
        assertThat(errors("evaluate", "--texts", "3")).contains("--texts is for --free-form");
        evaluate[evaluate.length - 1] = folder.resolve("cropped").toString();
        List<String> cropped = new ArrayList<>(List.of(evaluate));
        cropped.add("--cropped");
        assertThat(Main.run(cropped.toArray(String[]::new))).isZero();
        assertThat(folder.resolve("cropped/report.json")).content().contains("synthetic-birds/test/cropped");
    }

    @Test
    void an_overlap_is_asked_only_of_models_that_are_told_a_box() {
        assertThat(errors("overlap", "--birds", "4", "--samples", "1"))
                .contains("The model is told no box")
                .doesNotContain("iterations");
    }

    /** Even where a file has the rest of it for its name. */
    @Test
    void a_text_that_begins_with_an_at_sign_is_a_text() throws IOException {
        Path file = Files.writeString(folder.resolve("home"), "--nonsense");
        String out = folder.resolve("at.png").toString();
        assertThat(Main.run("generate", "--text", "@" + file, "--mean", "--out", out))
                .isZero();
        assertThat(image("at.png").getWidth()).isEqualTo(256);
    }

    @Test
    void what_cannot_be_trained_is_refused_before_the_text_encoder_is() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        for (String name : List.of("a", "b", "c")) {
            ImageIO.write(
                    new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB),
                    "png",
                    images.resolve(name + ".png").toFile());
            Files.writeString(images.resolve(name + ".txt"), "a black square");
        }
        Path run = folder.resolve("refused");
        String[] train = {"train", "--dataset", "folder:" + images, "--out", run.toString()};
        for (List<String> wrong : List.of(
                List.<String>of(),
                List.of("--batch-size", "1"),
                List.of(
                        "--batch-size",
                        "2",
                        "--text-encoder",
                        images.resolve("a.txt").toString(),
                        "--set",
                        "textEncoder.iterations=3"),
                List.of(
                        "--batch-size",
                        "2",
                        "--start-from",
                        folder.resolve("absent").toString()))) {
            assertThat(errors(
                            Stream.concat(Arrays.stream(train), wrong.stream()).toArray(String[]::new)))
                    .containsAnyOf(
                            "has 3 images, fewer than the batchSize of 16",
                            "batchSize is 1",
                            "say what is trained here",
                            "absent")
                    .doesNotContain("Training the text encoder");
            assertThat(run.resolve("text-encoder.safetensors")).doesNotExist();
        }
    }

    @Test
    void what_was_typed_cannot_steer_the_terminal() throws IOException {
        for (String[] command : new String[][] {
            {"generate", "--text", "x", "--\u001b[2J"},
            {"generate", "--text", "x", "--model", folder.resolve("a\u001b[2Jb").toString()}
        }) {
            assertThat(errors(command)).contains("?[2J").doesNotContain("\u001b[2J");
        }
    }

    /** What a command that fails says. */
    private static String errors(String... command) {
        return said(code -> assertThat(code).isNotZero(), command);
    }

    private static String said(IntConsumer code, String... command) {
        PrintStream console = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            code.accept(Main.run(command));
        } finally {
            System.setErr(console);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void mistakes_are_told_without_a_stack_trace() {
        assertThat(Main.run("generate", "--text", "x", "--count", "0")).isEqualTo(1);
        assertThat(Main.run(
                        "generate",
                        "--text",
                        "x",
                        "--model",
                        folder.resolve("absent").toString()))
                .isEqualTo(1);
        assertThat(Main.run("generate")).isEqualTo(2);
    }
}

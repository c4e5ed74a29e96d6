package io.github.stackgan.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.ProgressListener;
import io.github.stackgan.cli.Main;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.training.TextEncoderPlan;
import io.github.stackgan.core.text.training.TextEncoderTraining;
import io.github.stackgan.datasets.Cub200;
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
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line over small datasets in the layouts of the real ones. */
class DatasetsTest {
    private static final Path MINI = Path.of("../stackgan-datasets/src/test/resources/mini");

    @TempDir
    private Path folder;

    private String out = "";

    private int run(String... args) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            return Main.run(args);
        } finally {
            System.setOut(before);
            out = bytes.toString(StandardCharsets.UTF_8);
        }
    }

    private int check(String kind, Path path) {
        return run(
                "dataset",
                "--check",
                kind + ":" + path,
                "--sheet",
                folder.resolve("sheet.png").toString());
    }

    @Test
    void a_check_tells_counts_captions_and_draws_a_sheet() throws IOException {
        assertThat(check("cub", MINI.resolve("birds"))).isZero();
        assertThat(out)
                .contains("cub-200-2011/all: 24 of 24 images can be used, with 240 captions, in 4 classes")
                .contains("The full release has 11788 images; here are 24")
                .contains("001.Red_capped_Warbler/Red_capped_Warbler_0001_86405, class 001.Red_capped_Warbler: \"this");
        BufferedImage sheet = ImageIO.read(folder.resolve("sheet.png").toFile());
        assertThat(sheet.getWidth()).isGreaterThan(6 * 152);
    }

    @Test
    void every_kind_can_be_checked() {
        assertThat(check("oxford", MINI.resolve("flowers"))).isZero();
        assertThat(out).contains("The full release has 8189 images; here are 20");
        assertThat(check("coco", MINI.resolve("coco"))).isZero();
        assertThat(out).contains("The full release has 82783 images; here are 8");
        assertThat(check("folder", MINI.resolve("folder"))).isZero();
        assertThat(out).contains("8 of 8 images can be used").doesNotContain("full release");
    }

    @Test
    void problems_are_listed_and_end_with_a_code() throws IOException {
        Files.writeString(folder.resolve("metadata.jsonl"), """
                {"file_name": "a.png", "text": "x"}
                {"file_name": "b.png", "text": "x"}
                """);
        ImageIO.write(
                new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("a.png").toFile());
        assertThat(check("folder", folder)).isEqualTo(1);
        assertThat(out).contains("1 of 2 images can be used").contains("line 2: the image \"b.png\" does not exist");
        assertThat(check("birds", folder)).isEqualTo(1);
        assertThat(run("dataset", "--check", "cub:" + MINI.resolve("birds"), "--split", "val2014"))
                .isEqualTo(1);
    }

    @Test
    void captions_that_would_steer_a_terminal_are_printed_harmless() throws IOException {
        Files.writeString(
                folder.resolve("metadata.jsonl"),
                "{\"file_name\": \"a.png\", \"text\": \"a \\u001b[2Jbird\", \"class\": \"\\u001bred\"}\n");
        ImageIO.write(
                new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("a.png").toFile());
        assertThat(check("folder", folder)).isZero();
        assertThat(out).contains("a.png, class ?red: \"a ?[2Jbird\"").doesNotContain("\u001b");
    }

    @Test
    void images_of_kinds_that_are_not_read_are_listed() throws IOException {
        for (String name : List.of("a.png", "b.webp")) {
            ImageIO.write(
                    new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
                    "png",
                    folder.resolve(name).toFile());
            Files.writeString(folder.resolve(name.charAt(0) + ".txt"), "x");
        }
        Files.writeString(folder.resolve("b.webp"), "no bytes of an image");
        assertThat(check("folder", folder)).isEqualTo(1);
        assertThat(out).contains("1 of 2 images can be used").contains("b.webp");
    }

    @Test
    void a_name_that_is_none_is_a_wrong_argument() {
        assertThat(run("dataset", "--check", "folder:a\0b")).isEqualTo(2);
        assertThat(run("dataset", "--check", "folder:x", "--sheet", "a\0b")).isEqualTo(2);
    }

    @Test
    void shapes_are_written_that_can_be_trained_on() {
        Path shapes = folder.resolve("shapes");
        assertThat(run("dataset", "--write-shapes", shapes.toString())).isZero();
        assertThat(check("folder", shapes)).isZero();
        assertThat(out).contains("300 of 300 images can be used, with 300 captions");
        assertThat(run("dataset", "--write-shapes", shapes.toString())).isEqualTo(1);
    }

    @Test
    void options_of_a_check_are_refused_where_shapes_are_written() {
        Path shapes = folder.resolve("shapes");
        assertThat(run("dataset", "--write-shapes", shapes.toString(), "--split", "all"))
                .isEqualTo(1);
        assertThat(run("dataset", "--write-shapes", shapes.toString(), "--sheet", "sheet.png"))
                .isEqualTo(1);
        assertThat(shapes).doesNotExist();
    }

    @Test
    void held_out_classes_that_mean_nothing_are_refused() {
        String run = folder.resolve("run").toString();
        assertThat(run("train", "--held-out-classes", "2", "--out", run)).isEqualTo(1);
        assertThat(run("train", "--dataset", "cub:" + MINI.resolve("birds"), "--held-out", "--out", run))
                .isEqualTo(1);
        assertThat(Path.of(run))
                .satisfiesAnyOf(path -> assertThat(path).doesNotExist(), path -> assertThat(path.resolve("checkpoints"))
                        .doesNotExist());
    }

    /** The image's header is well, so that only decoding tells. */
    @Test
    void an_image_that_breaks_off_is_met_before_training_starts() throws IOException {
        Path images = Files.createDirectory(folder.resolve("pictures"));
        try (Stream<Path> files = Files.list(MINI.resolve("coco/train2014"))) {
            List<Path> jpegs = files.sorted().toList();
            for (int i = 0; i < jpegs.size(); i++) {
                byte[] bytes = Files.readAllBytes(jpegs.get(i));
                Files.write(images.resolve(i + ".jpg"), i == 3 ? Arrays.copyOf(bytes, bytes.length / 2) : bytes);
                Files.writeString(images.resolve(i + ".txt"), "a thing of kind " + i);
            }
        }
        Path run = folder.resolve("run");
        String[] train = {"train", "--dataset", "folder:" + images, "--out", run.toString()};
        assertThat(run(train)).isEqualTo(1);
        assertThat(run).isDirectoryNotContaining(file -> !file.endsWith("whole-pictures.txt"));
        assertThat(run.resolve("whole-pictures.txt")).content().hasLineCount(8).doesNotContain(" 3.jpg");
        train(untrained(), "folder:" + images, "--problems", "skip");
        assertThat(out).contains("7 images of");
    }

    private Path untrained() {
        Path encoder = folder.resolve("encoder.safetensors");
        CharCnnRnn untrained = TextEncoderTraining.train(
                Cub200.in(MINI.resolve("birds")).read(),
                CharCnnRnn.Variant.BIRDS_CVPR,
                32,
                TextEncoderPlan.standard().withIterations(1),
                ProgressListener.none());
        untrained.save(encoder);
        untrained.close();
        return encoder;
    }

    /** An untrained text encoder is enough to see that all parts fit. */
    @Test
    void every_kind_can_be_trained_on() {
        Path encoder = untrained();
        train(encoder, "cub:" + MINI.resolve("birds"), "--split", "train-classes");
        train(encoder, "oxford:" + MINI.resolve("flowers"));
        Path cache = folder.resolve("embeddings.safetensors");
        Path prepared = folder.resolve("prepared");
        train(
                encoder,
                "coco:" + MINI.resolve("coco"),
                "--prepared",
                prepared.toString(),
                "--embedding-cache",
                cache.toString());
        assertThat(prepared.resolve("76.pictures")).exists();
        assertThat(prepared.resolve("304.pictures")).exists();
        assertThat(cache).exists();
        train(encoder, MINI.resolve("folder").toString());
    }

    private void train(Path encoder, String dataset, String... more) {
        Path to = folder.resolve("run" + dataset.hashCode());
        List<String> args =
                new ArrayList<>(List.of("train", "--dataset", dataset, "--preset", "tiny", "--iterations", "1"));
        args.addAll(List.of("--batch-size", "4", "--text-encoder", encoder.toString(), "--out", to.toString()));
        args.addAll(List.of(more));
        assertThat(run(args.toArray(String[]::new))).as(out).isZero();
        assertThat(to.resolve("losses.jsonl")).content().hasLineCount(2);
    }
}

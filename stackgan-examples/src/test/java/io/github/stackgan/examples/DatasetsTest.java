package io.github.stackgan.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
                kind,
                path.toString(),
                "--sheet",
                folder.resolve("sheet.png").toString());
    }

    @Test
    void a_check_tells_counts_captions_and_draws_a_sheet() throws IOException {
        assertThat(check("cub", MINI.resolve("birds"))).isZero();
        assertThat(out)
                .contains("cub-200-2011/all: 24 of 24 pictures can be used, with 240 captions, in 4 classes")
                .contains("The full release has 11788 pictures; here are 24")
                .contains("001.Red_capped_Warbler/Red_capped_Warbler_0001_86405, class 001.Red_capped_Warbler: \"this");
        BufferedImage sheet = ImageIO.read(folder.resolve("sheet.png").toFile());
        assertThat(sheet.getWidth()).isGreaterThan(6 * 152);
    }

    @Test
    void every_kind_can_be_checked() {
        assertThat(check("oxford", MINI.resolve("flowers"))).isZero();
        assertThat(out).contains("The full release has 8189 pictures; here are 20");
        assertThat(check("coco", MINI.resolve("coco"))).isZero();
        assertThat(out).contains("The full release has 82783 pictures; here are 8");
        assertThat(check("folder", MINI.resolve("folder"))).isZero();
        assertThat(out).contains("8 of 8 pictures can be used").doesNotContain("full release");
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
        assertThat(out)
                .contains("1 of 2 pictures can be used")
                .contains("line 2: the picture \"b.png\" does not exist");
        assertThat(check("birds", folder)).isEqualTo(1);
        assertThat(run("dataset", "--check", "cub", MINI.resolve("birds").toString(), "--split", "val2014"))
                .isEqualTo(1);
    }

    /** The text encoder of the first run serves the others. */
    @Test
    void every_kind_can_be_trained_on() {
        Path first = folder.resolve("first");
        Path encoder = first.resolve("text-encoder.safetensors");
        train(first, "cub:" + MINI.resolve("birds"), List.of("--split", "train-classes"));
        train(
                folder.resolve("oxford"),
                "oxford:" + MINI.resolve("flowers"),
                List.of("--text-encoder", encoder.toString()));
        train(
                folder.resolve("coco"),
                "coco:" + MINI.resolve("coco"),
                List.of(
                        "--text-encoder", encoder.toString(),
                        "--prepared", folder.resolve("prepared").toString(),
                        "--embedding-cache",
                                folder.resolve("embeddings.safetensors").toString()));
        assertThat(folder.resolve("prepared/76.pictures")).exists();
        assertThat(folder.resolve("prepared/304.pictures")).exists();
        assertThat(folder.resolve("embeddings.safetensors")).exists();
        train(folder.resolve("own"), MINI.resolve("folder").toString(), List.of("--text-encoder", encoder.toString()));
    }

    private void train(Path to, String dataset, List<String> more) {
        List<String> args = new ArrayList<>(List.of(
                "train",
                "--dataset",
                dataset,
                "--preset",
                "tiny",
                "--iterations",
                "1",
                "--batch-size",
                "4",
                "--out",
                to.toString()));
        args.addAll(more);
        assertThat(run(args.toArray(String[]::new))).as(out).isZero();
        assertThat(to.resolve("losses.jsonl")).content().hasLineCount(2);
    }
}

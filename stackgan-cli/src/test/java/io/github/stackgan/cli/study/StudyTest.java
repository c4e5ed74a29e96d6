package io.github.stackgan.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.cli.Main;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyTest {
    @TempDir
    private Path folder;

    private int make(String sentence, String... more) throws Exception {
        Path sentences = Files.writeString(folder.resolve("sentences.txt"), sentence);
        String[] command = {
            "study",
            "make",
            "--sentences",
            sentences.toString(),
            "--out",
            folder.resolve("study.html").toString()
        };
        String[] all = new String[command.length + more.length];
        System.arraycopy(command, 0, all, 0, command.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return Main.run(all);
    }

    @Test
    void a_number_of_images_is_for_models_alone() throws Exception {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        List<String> folders = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            Path images = Files.createDirectory(folder.resolve(name));
            ImageIO.write(image, "png", images.resolve("bird-1.png").toFile());
            folders.addAll(List.of("--method", name + "=" + images));
        }
        List<String> counted = new ArrayList<>(folders);
        counted.addAll(List.of("--count", "2"));
        assertThat(make("a red bird", counted.toArray(String[]::new))).isEqualTo(1);
        assertThat(folder.resolve("study.html")).doesNotExist();
        assertThat(make("a red bird", folders.toArray(String[]::new))).isZero();
        assertThat(folder.resolve("study.html")).isNotEmptyFile();
    }

    @Test
    void the_images_of_another_study_stay_as_they_are() throws Exception {
        assertThat(make("a red bird", "--seed", "3")).isZero();
        Path image = folder.resolve("study-images/Stage-II/1.png");
        byte[] before = Files.readAllBytes(image);
        assertThat(make("a blue bird", "--seed", "3")).isEqualTo(1);
        assertThat(make("a red bird", "--seed", "4")).isEqualTo(1);
        assertThat(make("a red bird", "--seed", "3", "--method", "a=birds", "--method", "Stage-II=birds"))
                .isEqualTo(1);
        assertThat(make("a red bird", "--seed", "3", "--question", "Which one?"))
                .isEqualTo(1);
        assertThat(make("a red bird", "--seed", "3", "--count", "2")).isEqualTo(1);
        assertThat(image).hasBinaryContent(before);
        assertThat(folder.resolve("study-images.part")).doesNotExist();
        assertThat(make("a red bird", "--seed", "3")).as("the same study again").isZero();
    }
}

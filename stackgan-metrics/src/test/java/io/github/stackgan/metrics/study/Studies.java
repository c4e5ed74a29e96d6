package io.github.stackgan.metrics.study;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Small studies of plain colours. */
final class Studies {
    private Studies() {}

    /** Methods "red", "green", "blue", one 8x8 image of that colour, in another shade, for each sentence. */
    static HumanStudy colours(Path folder, String... sentences) {
        List<StudyMethod> methods = new ArrayList<>();
        for (int channel = 0; channel < 3; channel++) {
            String name = List.of("red", "green", "blue").get(channel);
            List<Path> files = new ArrayList<>();
            for (int i = 0; i < sentences.length; i++) {
                files.add(plain(folder.resolve(name + "-" + (i + 1) + ".png"), (250 - i) << 8 * (2 - channel)));
            }
            methods.add(new StudyMethod(name, files));
        }
        return HumanStudy.of(List.of(sentences), methods);
    }

    static Path plain(Path file, int rgb) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(rgb));
        g.fillRect(0, 0, 8, 8);
        g.dispose();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** Three sentences, methods A, B, C; behind candidates a, b, c: A, B, C, then B, C, A, then C, A, B. */
    static StudyKey key() {
        return new StudyKey(
                "0123456789abcdef",
                "Which?",
                7,
                List.of("one", "two", "three"),
                List.of("A", "B", "C"),
                List.of(List.of("A", "B", "C"), List.of("B", "C", "A"), List.of("C", "A", "B")));
    }

    /** Answers as the page writes them; places as JSON for questions 1, 2, 3. */
    static Path answers(Path file, String rater, String... places) {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            answers.add("{\"question\":" + (i + 1) + ",\"places\":" + places[i] + "}");
        }
        return text(
                file,
                "{\"format\":\"stackgan-study-answers\",\"version\":1,\"study\":\"0123456789abcdef\",\"rater\":\""
                        + rater + "\",\"answers\":[" + String.join(",", answers) + "]}");
    }

    static Path text(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.github.stackgan.examples;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.DatasetException;
import io.github.stackgan.imaging.Resize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Square PNGs in a folder for each class, whose names are their captions: {@code red/a_small_red_bird.png}. */
public record NamedImages(String name, List<Path> files, List<Path> classes, String fingerprint)
        implements CaptionedImages {
    public static NamedImages in(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder, 2)) {
            List<Path> files =
                    found.filter(f -> f.toString().endsWith(".png")).sorted().toList();
            StringBuilder content = new StringBuilder();
            for (Path file : files) {
                content.append(folder.relativize(file)).append(' ');
                content.append(Arrays.hashCode(Files.readAllBytes(file))).append('\n');
            }
            return new NamedImages(
                    folder.toString(),
                    files,
                    files.stream().map(Path::getParent).distinct().toList(),
                    UUID.nameUUIDFromBytes(content.toString().getBytes(StandardCharsets.UTF_8))
                            .toString());
        }
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public BufferedImage image(int index, int side) {
        Path file = files.get(index);
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            if (image == null) {
                throw new DatasetException(file + " is no image");
            }
            return Resize.bicubic(image, side, side);
        } catch (IOException e) {
            throw new DatasetException(file + " cannot be read: " + e, e);
        }
    }

    @Override
    public List<String> captions(int index) {
        String file = files.get(index).getFileName().toString();
        return List.of(file.replace(".png", "").replace('_', ' '));
    }

    @Override
    public int classOf(int index) {
        return classes.indexOf(files.get(index).getParent());
    }

    @Override
    public int classCount() {
        return classes.size();
    }
}

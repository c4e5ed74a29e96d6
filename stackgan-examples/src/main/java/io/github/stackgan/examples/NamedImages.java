package io.github.stackgan.examples;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.DatasetException;
import io.github.stackgan.imaging.Resize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Square PNGs in a folder for each class, whose names are their captions: {@code red/a_small_red_bird.png}. */
public record NamedImages(String name, int size, List<Path> files, List<Path> classes) implements CaptionedImages {
    public static NamedImages in(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder, 2)) {
            List<Path> files =
                    found.filter(f -> f.toString().endsWith(".png")).sorted().toList();
            return new NamedImages(
                    folder.toString(),
                    files.size(),
                    files,
                    files.stream().map(Path::getParent).distinct().toList());
        }
    }

    @Override
    public BufferedImage image(int index, int side) {
        try {
            return Resize.bicubic(ImageIO.read(files.get(index).toFile()), side, side);
        } catch (IOException e) {
            throw new DatasetException(files.get(index) + " cannot be read: " + e, e);
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

    @Override
    public String fingerprint() {
        return Integer.toHexString(files.hashCode());
    }
}

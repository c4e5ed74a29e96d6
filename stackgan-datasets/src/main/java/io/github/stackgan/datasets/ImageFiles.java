package io.github.stackgan.datasets;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.datasets.decode.ImageDecoder;
import io.github.stackgan.datasets.index.ImageEndings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The images of a folder and of those in it, without captions, in the order of their paths: for metrics that compare
 * two folders. Known by any usual ending of an image's name; links are followed. Passed over are hidden files, and this
 * library's own sheets: {@code contact-sheet.png}, and {@code bird-stages.png} where {@code bird.png} or
 * {@code bird-1.png} lies beside it.
 *
 * @since 0.1.0
 */
public final class ImageFiles {
    private final Path folder;
    private final List<Path> files;

    private ImageFiles(Path folder, List<Path> files) {
        this.folder = folder;
        this.files = files;
    }

    /**
     * Lists a folder.
     *
     * @param folder any folder
     * @return its images
     * @throws DatasetException if the folder cannot be read, or holds no images
     */
    public static ImageFiles in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DatasetException(Quoted.of(folder) + " is not a folder; give one that holds images");
        }
        try (Stream<Path> found = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> images =
                    found.filter(file -> isImage(folder, file)).sorted().toList();
            List<Path> files = withoutSheets(images);
            if (files.isEmpty()) {
                throw new DatasetException("There are no images in " + Quoted.of(folder)
                        + "; their names must end with .png, .jpg or another usual ending");
            }
            return new ImageFiles(folder, files);
        } catch (IOException | UncheckedIOException e) {
            boolean endless = e.getCause() instanceof FileSystemLoopException;
            throw new DatasetException(
                    Quoted.of(folder) + " cannot be listed: " + e
                            + (endless ? "; remove that link to a folder above it, which has no end" : ""),
                    e);
        }
    }

    private static boolean isImage(Path folder, Path file) {
        for (Path part : folder.relativize(file)) {
            if (CaptionsBeside.isPassedOver(part)) {
                return false;
            }
        }
        boolean image = ImageEndings.has(String.valueOf(file.getFileName()));
        if (image && !Files.exists(file)) {
            throw new DatasetException(
                    Quoted.of(file) + " is a link to nothing, so that an image would be missing; mend or delete it");
        }
        return image && Files.isRegularFile(file);
    }

    private static List<Path> withoutSheets(List<Path> images) {
        Set<Path> sheets = images.stream()
                .map(file -> file.resolveSibling(
                        MoreFiles.getNameWithoutExtension(file).replaceFirst("-\\d+$", "") + "-stages.png"))
                .collect(Collectors.toSet());
        return images.stream()
                .filter(file -> !file.endsWith(CaptionsBeside.SHEET) && !sheets.contains(file))
                .toList();
    }

    /**
     * The files.
     *
     * @return at least one, in the order of their paths
     */
    public List<Path> files() {
        return files;
    }

    /**
     * Decodes an image: upright, whole, at its own size. What is transparent becomes white.
     *
     * @param index which, in [0, {@link #files()}.size())
     * @return the image, of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws DatasetException naming the file, if it cannot be read
     */
    public BufferedImage image(int index) {
        Path file = files.get(index);
        return ImageDecoder.read(file.toString(), file);
    }

    /**
     * A hash of the files' names, sizes and times.
     *
     * @return lower-case hexadecimal digits
     * @throws DatasetException if a file has gone
     */
    public String fingerprint() {
        Hasher hasher = Hashing.sha256().newHasher();
        for (Path file : files) {
            String name = folder.relativize(file).toString();
            try {
                hasher.putInt(name.length())
                        .putString(name, StandardCharsets.UTF_8)
                        .putLong(Files.size(file))
                        .putLong(Files.getLastModifiedTime(file).toMillis());
            } catch (IOException e) {
                throw new DatasetException(Quoted.of(file) + " cannot be read: " + e, e);
            }
        }
        return hasher.hash().toString();
    }
}

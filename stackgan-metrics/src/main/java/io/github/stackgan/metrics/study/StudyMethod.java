package io.github.stackgan.metrics.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One of the methods that are compared, and its images.
 *
 * @param name how results call it; raters never see it
 * @param images image files, the first sentence's first; as many for each sentence
 * @since 0.1.0
 */
public record StudyMethod(String name, List<Path> images) {
    private static final Pattern NUMBERED =
            Pattern.compile(".*?(\\d{1,9})\\.(png|jpg|jpeg|gif|bmp)", Pattern.CASE_INSENSITIVE);

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if the name is blank or there are no images
     */
    public StudyMethod {
        images = List.copyOf(images);
        if (name.isBlank()) {
            throw new IllegalArgumentException("A method's name is blank, but results need one to call it by");
        }
        if (images.isEmpty()) {
            throw new IllegalArgumentException("Method \"" + name + "\" has no images, but needs one per sentence");
        }
    }

    /**
     * Takes a folder's numbered images in the order of their numbers, such as {@code bird-1.png} to
     * {@code bird-20.png}: the number before the ending counts. Other files are passed over. Raters see the pixels as they
     * are stored: a camera's note that its image is to be turned is not read.
     *
     * @param name how results call the method
     * @param folder holds PNG, JPEG, GIF or BMP files numbered without a gap from 1 (or from 0)
     * @return the method
     * @throws StudyException if the folder cannot be read, holds no numbered image, or a number is missing or there
     *     twice
     */
    public static StudyMethod fromFolder(String name, Path folder) {
        TreeMap<Integer, Path> byNumber = new TreeMap<>();
        for (Path file : files(folder)) {
            Matcher matcher = NUMBERED.matcher(String.valueOf(file.getFileName()));
            if (matcher.matches()) {
                int number = Integer.parseInt(matcher.group(1));
                Path other = byNumber.putIfAbsent(number, file);
                if (other != null) {
                    throw new StudyException(folder + ": both " + other.getFileName() + " and " + file.getFileName()
                            + " have number " + number + ", but every image needs its own");
                }
            }
        }
        if (byNumber.isEmpty()) {
            throw new StudyException(folder
                    + ": no image whose name ends in a number, such as bird-1.png; number them in the"
                    + " order of the sentences");
        }
        requireNoGap(folder, byNumber);
        return new StudyMethod(name, List.copyOf(byNumber.values()));
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
        } catch (IOException e) {
            throw new StudyException(folder + ": not a folder that can be read (" + e + ")", e);
        }
    }

    private static void requireNoGap(Path folder, TreeMap<Integer, Path> byNumber) {
        int expected = Math.min(1, byNumber.firstKey());
        for (Map.Entry<Integer, Path> entry : byNumber.entrySet()) {
            if (entry.getKey() != expected) {
                throw new StudyException(folder + ": image " + expected + " is missing; the next one is "
                        + entry.getValue().getFileName() + ". Number them without a gap in the order of the sentences");
            }
            expected++;
        }
    }
}

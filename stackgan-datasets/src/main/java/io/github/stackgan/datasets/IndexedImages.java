package io.github.stackgan.datasets;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.IndexReport.Kind;
import io.github.stackgan.datasets.IndexReport.Problem;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Pictures in files, with captions, as {@link Cub200}, {@link Oxford102}, {@link Coco} and {@link PictureFolder} find them. The
 * index is in memory; pictures are decoded when they are asked for.
 *
 * @since 0.1.0
 */
public final class IndexedImages implements CaptionedImages {
    private final IndexReport report;
    private final List<PictureEntry> entries;
    private final Fit fit;
    private final int[] classes;
    private final List<String> classNames;
    private final String fingerprint;

    IndexedImages(IndexReport report, List<PictureEntry> entries, Fit fit) {
        this.report = report;
        this.entries = List.copyOf(entries);
        this.fit = fit;
        Map<String, Integer> numbers = new HashMap<>();
        List<String> names = new ArrayList<>();
        classes = new int[entries.size()];
        for (int i = 0; i < classes.length; i++) {
            String className = entries.get(i).className();
            classes[i] = numbers.computeIfAbsent(className, c -> names.size());
            if (classes[i] == names.size()) {
                names.add(className);
            }
        }
        classNames = List.copyOf(names);
        fingerprint = hash(this.entries, fit);
    }

    private static String hash(List<PictureEntry> entries, Fit fit) {
        Hasher hasher = Hashing.sha256().newHasher().putInt(fit.ordinal()).putInt(entries.size());
        for (PictureEntry entry : entries) {
            put(hasher, entry.name());
            put(hasher, entry.className());
            hasher.putInt(entry.captions().size());
            entry.captions().forEach(caption -> put(hasher, caption));
            hasher.putInt(entry.boxes().size());
            for (Box box : entry.boxes()) {
                hasher.putDouble(box.x())
                        .putDouble(box.y())
                        .putDouble(box.width())
                        .putDouble(box.height());
            }
            try {
                hasher.putLong(Files.size(entry.file()));
            } catch (IOException e) {
                throw new DatasetException(entry.where() + ": " + entry.file() + " cannot be read: " + e, e);
            }
        }
        return hasher.hash().toString();
    }

    private static void put(Hasher hasher, String text) {
        hasher.putInt(text.length()).putString(text, StandardCharsets.UTF_8);
    }

    /**
     * What was found when the dataset was indexed.
     *
     * @return counts, and all that is wrong
     */
    public IndexReport report() {
        return report;
    }

    /**
     * Decodes every picture, on all cores, to find those that begin well and break off later. Training does not need this, it
     * meets them when it comes to them; this is to know before.
     *
     * @return the report of the index, with those pictures added
     */
    public IndexReport checkPictures() {
        List<Optional<Problem>> broken =
                IntStream.range(0, size()).parallel().mapToObj(this::decode).toList();
        List<Problem> problems = new ArrayList<>(report.problems());
        broken.forEach(b -> b.ifPresent(problems::add));
        int lost = (int) broken.stream().filter(Optional::isPresent).count();
        return new IndexReport(
                report.dataset(), report.listed(), size() - lost, report.captions(), report.classes(), problems);
    }

    private Optional<Problem> decode(int index) {
        PictureEntry entry = entries.get(index);
        try {
            PictureReader.read(entry.where(), entry.file());
            return Optional.empty();
        } catch (DatasetException e) {
            return Optional.of(new Problem(Kind.UNREADABLE_PICTURE, String.valueOf(e.getMessage())));
        }
    }

    /**
     * All that the index says of a picture: its name, file, boxes and key points.
     *
     * @param index which picture, in [0, {@link #size()})
     * @return the entry
     */
    public PictureEntry entry(int index) {
        return entries.get(index);
    }

    /**
     * The name of a class.
     *
     * @param classNumber in [0, {@link #classCount()})
     * @return the name, as the dataset has it
     */
    public String className(int classNumber) {
        return classNames.get(classNumber);
    }

    @Override
    public String name() {
        return report.dataset();
    }

    @Override
    public int size() {
        return entries.size();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Upright, cut as {@link Fit} says, resized with antialiasing; what is transparent becomes white.
     */
    @Override
    public BufferedImage image(int index, int side) {
        PictureEntry entry = entries.get(index);
        return PictureReader.square(entry.where(), entry.file(), fit, entry.boxes(), side);
    }

    @Override
    public List<String> captions(int index) {
        return entries.get(index).captions();
    }

    @Override
    public int classOf(int index) {
        return classes[index];
    }

    @Override
    public int classCount() {
        return classNames.size();
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }
}

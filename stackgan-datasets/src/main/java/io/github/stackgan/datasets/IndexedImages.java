package io.github.stackgan.datasets;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.DatasetException;
import io.github.stackgan.Location;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.checks.Require;
import io.github.stackgan.datasets.ImageEntry.Box;
import io.github.stackgan.datasets.IndexReport.Problem;
import io.github.stackgan.datasets.decode.ImageDecoder;
import io.github.stackgan.datasets.index.ImageEndings;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Images in files, with captions, as {@link Cub200}, {@link Oxford102}, {@link Coco} and {@link ImageFolder} find them.
 * The index is in memory; images are decoded when they are asked for.
 *
 * @since 0.1.0
 */
public final class IndexedImages implements CaptionedImages {
    private final IndexReport report;
    private final List<ImageEntry> entries;
    private final Problems policy;
    private final CropPolicy crop;
    private final int[] classes;
    private final List<String> classNames;
    private final String fingerprint;

    /** Of those images that were asked where something stands. */
    private final Map<Integer, ShownFrame> frames = new ConcurrentHashMap<>();

    private IndexedImages(IndexReport report, List<ImageEntry> entries, Problems policy, CropPolicy crop) {
        this.report = report;
        this.policy = policy;
        this.entries = List.copyOf(entries);
        this.crop = crop;
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
        fingerprint = hash(this.entries, crop);
    }

    /** What can be used of a dataset, unless the policy refuses it. */
    static IndexedImages of(
            String name,
            int listed,
            List<ImageEntry> usable,
            List<Problem> problems,
            Problems policy,
            CropPolicy crop) {
        IndexReport report = report(name, listed, usable, problems);
        report.decide(policy);
        return new IndexedImages(report, usable, policy, crop);
    }

    private static IndexReport report(String name, int listed, List<ImageEntry> usable, List<Problem> problems) {
        long captions = usable.stream().mapToLong(e -> e.captions().size()).sum();
        long classes = usable.stream().map(ImageEntry::className).distinct().count();
        return new IndexReport(name, listed, usable.size(), captions, Math.toIntExact(classes), problems);
    }

    private static String hash(List<ImageEntry> entries, CropPolicy crop) {
        Hasher hasher = Hashing.sha256().newHasher().putInt(crop.ordinal()).putInt(entries.size());
        for (ImageEntry entry : entries) {
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
            // Where there are any, so that datasets without keep the fingerprint that they had.
            for (ImageEntry.KeyPoint point : entry.keyPoints()) {
                put(hasher, point.part());
                hasher.putDouble(point.x()).putDouble(point.y());
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
     * Decodes every image, on all cores, to find those that begin well and break off later. Nothing fails and nothing
     * is remembered; before training, {@link #verified} is the one to call.
     *
     * @return the report of the index, with those images added
     */
    public IndexReport checkImages() {
        Map<Integer, Problem> broken = VerifiedImageLog.none().decode(entries, ProgressListener.none());
        List<Problem> problems = new ArrayList<>(report.problems());
        problems.addAll(broken.values());
        List<ImageEntry> whole = IntStream.range(0, size())
                .filter(i -> !broken.containsKey(i))
                .mapToObj(entries::get)
                .toList();
        return report(report.dataset(), report.listed(), whole, problems);
    }

    /**
     * The same dataset after every image was decoded to its end, on all cores, so that no broken one stops the training
     * halfway. Those that were whole are remembered in a file and not decoded again as long as they stay as they are.
     * What becomes of broken ones was said when the dataset was read: with {@link Problems#FAIL} all are named and
     * nothing is returned, with {@link Problems#SKIP} they are left out and stand in the report.
     *
     * @param remembered a file for the names of whole images; made if need be, and may be shared by the splits of a
     *     dataset
     * @param progress hears how many of the images that are not known yet are decoded
     * @return a dataset whose images can all be decoded
     * @throws DatasetException if an image is broken and the policy is to fail, if none is left, or if the file cannot
     *     be read or written
     */
    public IndexedImages verified(Path remembered, ProgressListener progress) {
        VerifiedImageLog whole = VerifiedImageLog.read(remembered);
        int[] decoded = {0};
        Map<Integer, Problem> broken = whole.decode(entries, done -> {
            decoded[0] = (int) done.total();
            progress.onProgress(done);
        });
        if (decoded[0] > broken.size()) {
            whole.write(remembered);
        }
        if (broken.isEmpty()) {
            return this;
        }
        List<ImageEntry> usable = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (!broken.containsKey(i)) {
                usable.add(entries.get(i));
            }
        }
        List<Problem> problems = new ArrayList<>(report.problems());
        problems.addAll(broken.values());
        return of(report.dataset(), report.listed(), usable, problems, policy, crop);
    }

    /**
     * The images to train on when some classes are kept for tests, as the paper does with lists of Reed et al. (CVPR
     * 2016), here where a dataset has no such list. Seed and number alone decide which, of the classes' names in
     * alphabetic order.
     *
     * @param heldOut how many classes are kept, from 1 to one less than there are
     * @param seed draws them
     * @return the images of all other classes
     * @throws IllegalArgumentException if there are not so many classes
     * @see #ofHeldOutClasses
     */
    public IndexedImages withoutHeldOutClasses(int heldOut, long seed) {
        Set<String> kept = drawn(heldOut, seed);
        return ofClasses("/without-" + heldOut + "-classes", name -> !kept.contains(name));
    }

    /**
     * The images to test on, of the classes that {@link #withoutHeldOutClasses} leaves out.
     *
     * @param heldOut how many classes, from 1 to one less than there are
     * @param seed draws them
     * @return the images of these classes
     * @throws IllegalArgumentException if there are not so many classes
     */
    public IndexedImages ofHeldOutClasses(int heldOut, long seed) {
        return ofClasses("/held-out-" + heldOut + "-classes", drawn(heldOut, seed)::contains);
    }

    private Set<String> drawn(int count, long seed) {
        if (classCount() < 2) {
            throw new IllegalArgumentException(Quoted.bare(name()) + " has one class, so that none can be held out;"
                    + " say in its index which class each image has, or hold none out");
        }
        Require.between("heldOut", count, 1, classCount() - 1);
        List<String> names = new ArrayList<>(classNames);
        Collections.sort(names);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            Collections.swap(names, i, i + random.nextInt(names.size() - i));
        }
        return Set.copyOf(names.subList(0, count));
    }

    private IndexedImages ofClasses(String suffix, Predicate<String> wanted) {
        List<ImageEntry> chosen =
                entries.stream().filter(e -> wanted.test(e.className())).toList();
        int listed = chosen.size() + report.listed() - report.usable();
        return of(name() + suffix, listed, chosen, report.problems(), policy, crop);
    }

    /**
     * How wide or high is what of the images is shown, whichever is less. Reads every image's header.
     *
     * @return pixels, one number for each image
     */
    public int[] shorterSides() {
        return entries.stream()
                .parallel()
                .mapToInt(e -> {
                    Dimension size = ImageDecoder.requireHeader(e.where(), e.file());
                    Rectangle shown = crop.of(size.width, size.height, e.boxes());
                    return Math.min(shown.width, shown.height);
                })
                .toArray();
    }

    /**
     * Image files in the folders of this dataset's images that are none of them, nor a contact sheet. A dataset that
     * has splits, or whose report has problems, leaves files out for these reasons too.
     *
     * @return in alphabetic order
     * @throws DatasetException if a folder cannot be read
     */
    public List<Path> unmentioned() {
        Set<Path> mentioned =
                entries.stream().map(e -> e.file().toAbsolutePath().normalize()).collect(Collectors.toSet());
        return mentioned.stream()
                .map(Path::getParent)
                .distinct()
                .flatMap(folder -> imagesIn(Objects.requireNonNull(folder)).stream())
                .filter(file -> !mentioned.contains(file) && !file.endsWith(CaptionsBeside.SHEET))
                .sorted()
                .toList();
    }

    private static List<Path> imagesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> ImageEndings.has(String.valueOf(file.getFileName())))
                    .toList();
        } catch (IOException e) {
            throw new DatasetException("The folder " + folder + " cannot be read: " + e, e);
        }
    }

    /**
     * All that the index says of an image: its name, file, boxes and key points.
     *
     * @param index which image, in [0, {@link #size()})
     * @return the entry
     */
    public ImageEntry entry(int index) {
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
     * <p>Upright, cut as the dataset has it: about the first box, the middle square, or stretched whole; resized with
     * antialiasing. What is transparent becomes white.
     */
    @Override
    public BufferedImage image(int index, int side) {
        ImageEntry entry = entries.get(index);
        return ImageDecoder.square(entry.where(), entry.file(), (w, h) -> crop.of(w, h, entry.boxes()), side);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The first box that the dataset has, as far as it lies in what {@link #image} shows.
     */
    @Override
    public Optional<Location.Box> box(int index) {
        List<Box> boxes = entries.get(index).boxes();
        return boxes.isEmpty() ? Optional.empty() : frame(index).box(boxes.get(0));
    }

    /**
     * {@inheritDoc}
     *
     * <p>The points that lie in what {@link #image} shows.
     */
    @Override
    public Optional<Location.KeyPoints> keyPoints(int index) {
        List<ImageEntry.KeyPoint> points = entries.get(index).keyPoints();
        return points.isEmpty() ? Optional.empty() : Optional.of(frame(index).keyPoints(points));
    }

    private ShownFrame frame(int index) {
        return frames.computeIfAbsent(index, i -> {
            ImageEntry entry = entries.get(i);
            Dimension size = ImageDecoder.uprightSize(entry.where(), entry.file());
            return new ShownFrame(crop.of(size.width, size.height, entry.boxes()));
        });
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

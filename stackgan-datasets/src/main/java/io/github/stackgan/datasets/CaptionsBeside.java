package io.github.stackgan.datasets;

import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.datasets.IndexReport.Kind;
import io.github.stackgan.datasets.index.FileNames;
import io.github.stackgan.datasets.index.ImageEndings;
import io.github.stackgan.datasets.index.MetadataLine;
import io.github.stackgan.datasets.index.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The images of a folder and of those in it, with captions in a {@code .txt} of the same name beside each. Links are
 * followed. What cannot be read, and captions without an image, are told as problems. Passed over are names that begin
 * with a dot, what systems leave behind ({@code __MACOSX}, {@code @eaDir}), texts that tell of the folder, such as
 * {@code README.txt}, and what this library writes: samples and checkpoints of runs, lists of whole images, and contact
 * sheets.
 */
final class CaptionsBeside extends SimpleFileVisitor<Path> {
    private static final Set<String> SYSTEM = Set.of("__macosx", "@eadir", "$recycle.bin", "thumbs.db", "desktop.ini");
    private static final Set<String> ABOUT = Set.of(
            "readme",
            "license",
            "licence",
            "copying",
            "notice",
            "credits",
            "authors",
            "attribution",
            "citation",
            "changelog");
    private static final String TEXT = ".txt";

    /** In the folder of a run, and its folders. */
    private static final List<String> OF_A_RUN = List.of(VerifiedImageLog.USUAL_NAME, "in-use.lock");

    private static final Set<String> RUNS_OWN = Set.of("samples", "checkpoints", "tensorboard", "rehearsal");

    static final String SHEET = "contact-sheet.png";

    private final Path folder;
    private final IndexBuilder builder;
    private final List<Path> images = new ArrayList<>();

    /** By their paths without the ending, in order. */
    private final Map<String, Path> texts = new TreeMap<>();

    private CaptionsBeside(Path folder, IndexBuilder builder) {
        this.folder = folder;
        this.builder = builder;
    }

    /** Every image, in the order of their names; empty if none has captions. */
    static List<MetadataLine> read(Path folder, IndexBuilder builder) {
        CaptionsBeside found = new CaptionsBeside(folder, builder);
        try {
            Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, found);
        } catch (IOException e) {
            throw new DatasetException(folder + " cannot be listed: " + e + "; check its permissions", e);
        }
        return found.lines();
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
        return !dir.equals(folder) && (isPassedOver(dir) || isOfARun(dir))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
    }

    private static boolean isOfARun(Path dir) {
        return RUNS_OWN.contains(name(dir))
                && OF_A_RUN.stream().anyMatch(mark -> Files.isRegularFile(dir.resolveSibling(mark)));
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String name = name(file);
        boolean text = name.toLowerCase(Locale.ROOT).endsWith(TEXT);
        if (isPassedOver(file) || name.equals(VerifiedImageLog.USUAL_NAME) || !(text || ImageEndings.has(name))) {
            return FileVisitResult.CONTINUE;
        }
        if (FileNames.isGarbled(folder.relativize(file).toString())) {
            problem(file, FileNames.garbled());
        } else if (attributes.isSymbolicLink()) {
            problem(file, "the link leads to nothing; remove it, or put the file there");
        } else if (attributes.isRegularFile() && !text) {
            images.add(file);
        } else if (attributes.isRegularFile() && texts.putIfAbsent(stem(file), file) != null) {
            problem(file, "there is a second file of captions of this name; join the two");
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (file.equals(folder)) {
            throw e;
        }
        if (!isPassedOver(file)) {
            problem(
                    file,
                    e instanceof FileSystemLoopException
                            ? "the link leads back to a folder that it is in; remove it"
                            : "cannot be read: " + e.getClass().getSimpleName() + "; check its permissions");
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) {
        if (e != null) {
            problem(dir, "cannot be listed to its end: " + e.getClass().getSimpleName() + "; check the disk");
        }
        return FileVisitResult.CONTINUE;
    }

    private void problem(Path file, String what) {
        builder.problem(Kind.WRONG_ENTRY, FileNames.shown(file) + ": " + what);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /**
     * With slashes on every system, so that the order, and with it the fingerprint and what a seed chooses, are the
     * same.
     */
    private String nameIn(Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    static boolean isPassedOver(Path file) {
        String name = name(file);
        return name.startsWith(".") || SYSTEM.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Without what follows the last dot: no path, for not every system allows a name to end so. */
    private String stem(Path file) {
        return nameIn(file).replaceFirst("\\.[^./]*$", "");
    }

    private List<MetadataLine> lines() {
        images.sort(
                Comparator.comparing(image -> nameIn(image).getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
        Map<Path, Path> pairs = pairs();
        images.removeIf(image -> name(image).equals(SHEET) && !pairs.containsKey(image));
        TreeSet<Path> unused = new TreeSet<>(texts.values());
        unused.removeAll(pairs.values());
        for (Path text : unused) {
            String name = name(text);
            String bare = name.substring(0, name.length() - TEXT.length());
            if (!ABOUT.contains(bare.toLowerCase(Locale.ROOT))) {
                builder.problem(
                        Kind.UNKNOWN_IMAGE,
                        FileNames.shown(text) + ": there are captions, but beside them no image such as "
                                + Quoted.of(bare + ".png") + "; add it, or remove the captions");
            }
        }
        List<MetadataLine> lines = new ArrayList<>();
        if (!pairs.isEmpty()) {
            images.forEach(image -> line(image, pairs).ifPresent(lines::add));
        }
        return lines;
    }

    private Optional<MetadataLine> line(Path image, Map<Path, Path> pairs) {
        String name = nameIn(image);
        @Nullable Path text = pairs.get(image);
        try {
            return Optional.of(
                    text == null
                            ? MetadataLine.of(FileNames.shown(folder.resolve(stem(image) + TEXT)), name, List.of())
                            : MetadataLine.of(FileNames.shown(text), name, TextFile.captions(text)));
        } catch (DatasetException e) {
            builder.refuse(Kind.WRONG_ENTRY, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /**
     * Captions by their images; where no name is the same, by names that differ in case or in how accents are composed.
     */
    private Map<Path, Path> pairs() {
        Map<Path, Path> pairs = new HashMap<>();
        for (Path image : images) {
            @Nullable Path text = texts.get(stem(image));
            if (text != null) {
                pairs.put(image, text);
            }
        }
        Map<String, Path> alike = new HashMap<>();
        texts.forEach((stem, text) -> alike.putIfAbsent(folded(stem), text));
        pairs.values().forEach(text -> alike.remove(folded(stem(text)), text));
        for (Path image : images) {
            @Nullable Path text = alike.get(folded(stem(image)));
            if (text != null) {
                pairs.putIfAbsent(image, text);
            }
        }
        return pairs;
    }

    private static String folded(String stem) {
        return Normalizer.normalize(stem, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}

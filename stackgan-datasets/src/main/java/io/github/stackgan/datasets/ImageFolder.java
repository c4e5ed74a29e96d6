package io.github.stackgan.datasets;

import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.datasets.IndexReport.Kind;
import io.github.stackgan.datasets.index.FileNames;
import io.github.stackgan.datasets.index.MetadataLine;
import io.github.stackgan.datasets.index.MetadataTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A folder of your own images, PNG, JPEG, GIF or BMP by their content, with captions in one of three forms, looked for
 * in this order.
 *
 * <p>A {@code metadata.jsonl}, as Hugging Face's image folders have, with a JSON object on each line:
 *
 * <ul>
 *   <li>{@code "file_name"}: the image, relative to the folder, or to a folder {@code pictures} in it; backslashes, as
 *       Windows writes them, may stand for slashes
 *   <li>{@code "text"}, {@code "texts"} or {@code "captions"}: what it shows, a string or a list of strings; at least
 * one
 *   <li>{@code "keywords"}, optional: more words for it, a string or a list of strings, which make one
 *       more caption
 *   <li>{@code "class"} or {@code "label"}, optional: a string or a number; without, an image is a class of its own
 * </ul>
 *
 * Other fields are ignored. A {@code metadata.csv}: the same as columns, which the first line names; {@code text} may
 * stand more than once. Neither: every image of the folder and those in it, with a {@code .txt} of the same name
 * beside it, a caption on each line. Then images without captions, captions without an image, and images of kinds that
 * are not read are problems; names that begin with a dot, what systems leave in folders ({@code __MACOSX}, {@code
 * Thumbs.db}) and texts about the folder ({@code README.txt}, {@code LICENSE.txt}) are passed over. White space around
 * captions is taken off. Of every image the middle square is taken.
 *
 * <p>All this text, at most 512 MiB in a file, is UTF-8, or UTF-16 or UTF-32 with a byte order mark; captions beside
 * images may be Windows-1252 too, if that makes plausible text.
 *
 * @since 0.1.0
 */
public final class ImageFolder {
    private static final String LINES = "metadata.jsonl";
    private static final String TABLE = "metadata.csv";
    private static final String EXAMPLE = "{\"file_name\": \"a.png\", \"text\": \"a small red bird\"}";

    private ImageFolder() {}

    /**
     * Reads a folder, failing on problems.
     *
     * @param folder the folder
     * @return the dataset
     * @throws DatasetException naming file and line, if something is missing or makes no sense
     */
    public static IndexedImages read(Path folder) {
        return read(folder, Problems.FAIL);
    }

    /**
     * Reads the index and looks at every image's header; the images themselves are read when asked for.
     *
     * @param folder the folder
     * @param problems what becomes of images that cannot be used
     * @return the dataset
     * @throws DatasetException naming file and line, if something is missing or makes no sense
     */
    public static IndexedImages read(Path folder, Problems problems) {
        if (!Files.isDirectory(folder)) {
            throw new DatasetException("the folder " + folder + " does not exist; give one that holds " + LINES
                    + " and the images that it lists");
        }
        // The name goes into models, which others read: where the folder lies is nobody's business.
        Path name = folder.toAbsolutePath().normalize().getFileName();
        IndexBuilder builder = new IndexBuilder(String.valueOf(name == null ? folder : name), problems);
        for (MetadataLine line : lines(folder, builder)) {
            try {
                builder.add(entry(folder, line));
            } catch (DatasetException e) {
                builder.refuse(Kind.WRONG_ENTRY, String.valueOf(e.getMessage()));
            }
        }
        return builder.build(CropPolicy.MIDDLE_SQUARE);
    }

    private static List<MetadataLine> lines(Path folder, IndexBuilder builder) {
        Path index = folder.resolve(LINES);
        Path table = folder.resolve(TABLE);
        Consumer<String> wrong = problem -> builder.refuse(Kind.WRONG_ENTRY, problem);
        if (!Files.exists(index) && !Files.exists(table)) {
            return beside(folder, builder);
        }
        boolean json = Files.exists(index);
        List<MetadataLine> lines = json ? MetadataLine.all(index, wrong) : MetadataTable.rows(table, wrong);
        if (lines.isEmpty() && builder.isEmpty()) {
            throw new DatasetException(
                    (json ? index : table) + " lists no images; write a line for every image, such as " + EXAMPLE);
        }
        return lines;
    }

    private static List<MetadataLine> beside(Path folder, IndexBuilder builder) {
        List<MetadataLine> lines = CaptionsBeside.read(folder, builder);
        if (lines.isEmpty() && !builder.hasListed()) {
            throw new DatasetException("the folder " + folder + " has no " + LINES + ", no " + TABLE
                    + " and no .txt beside an image; write a " + LINES + ", with a line for every image, such as "
                    + EXAMPLE
                    + builder.firstProblem()
                            .map(problem -> ". Besides, " + problem)
                            .orElse(""));
        }
        return lines;
    }

    private static ImageEntry entry(Path folder, MetadataLine line) {
        String name = name(folder, line);
        Path file = file(folder, name, line);
        List<String> captions = captions(line);
        if (captions.isEmpty()) {
            throw line.wrong("the image " + Quoted.of(name) + " has no caption; give it a \"text\" that is not blank");
        }
        String className = line.className().orElse("\0" + name);
        return new ImageEntry(name, line.where(), file, captions, className, List.of(), List.of());
    }

    /** As it is written; with slashes, where only that names a file: an index of Windows, read elsewhere. */
    private static String name(Path folder, MetadataLine line) {
        String written = line.fileName();
        String slashed = written.replace('\\', '/');
        boolean other = !slashed.equals(written)
                && !Files.exists(file(folder, written, line))
                && Files.exists(file(folder, slashed, line));
        return other ? slashed : written;
    }

    private static Path file(Path folder, String name, MetadataLine line) {
        Path file = FileNames.inside(folder, name, line.where() + ": \"file_name\"");
        Path deeper = folder.resolve("pictures").resolve(name).normalize();
        return !Files.exists(file) && Files.isRegularFile(deeper) ? deeper : file;
    }

    /** Its keywords make one more: {@code "hash, number, pound"}. */
    private static List<String> captions(MetadataLine line) {
        List<String> captions = new ArrayList<>(line.captions());
        String words = String.join(", ", line.keywords());
        if (!words.isEmpty()) {
            captions.add(words);
        }
        return List.copyOf(captions);
    }
}

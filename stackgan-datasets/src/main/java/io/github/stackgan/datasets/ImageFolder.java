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
 *   <li>{@code "file_name"}: the image, relative to the folder, or to a folder {@code pictures} in it
 *   <li>{@code "text"}, {@code "texts"} or {@code "captions"}: what it shows, a string or a list of strings; at least
 * one
 *   <li>{@code "keywords"}, optional: more words for it, a string or a list of strings; see {@link Keywords}
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

    /**
     * What becomes of the keywords of an image.
     *
     * @since 0.1.0
     */
    public enum Keywords {
        /** They are not used. */
        IGNORED,
        /** They make one more caption: {@code "hash, number, pound"}. */
        OWN_CAPTION,
        /** They are added to every caption: {@code "hash sign: hash, number, pound"}. */
        APPENDED
    }

    private ImageFolder() {}

    /**
     * Reads a folder, with keywords as {@linkplain Keywords#OWN_CAPTION a caption of their own}.
     *
     * @param folder the folder
     * @return the dataset
     * @throws DatasetException naming file and line, if something is missing or makes no sense
     */
    public static IndexedImages read(Path folder) {
        return read(folder, Keywords.OWN_CAPTION);
    }

    /**
     * Reads a folder, failing on problems.
     *
     * @param folder the folder
     * @param keywords what becomes of keywords
     * @return the dataset
     * @throws DatasetException naming file and line, if something is missing or makes no sense
     */
    public static IndexedImages read(Path folder, Keywords keywords) {
        return read(folder, keywords, Problems.FAIL);
    }

    /**
     * Reads the index and looks at every image's header; the images themselves are read when asked for.
     *
     * @param folder the folder
     * @param keywords what becomes of keywords
     * @param problems what becomes of images that cannot be used
     * @return the dataset
     * @throws DatasetException naming file and line, if something is missing or makes no sense
     */
    public static IndexedImages read(Path folder, Keywords keywords, Problems problems) {
        if (!Files.isDirectory(folder)) {
            throw new DatasetException("the folder " + folder + " does not exist; give one that holds " + LINES
                    + " and the images that it lists");
        }
        // The name goes into models, which others read: where the folder lies is nobody's business.
        Path name = folder.toAbsolutePath().normalize().getFileName();
        IndexBuilder builder = new IndexBuilder(String.valueOf(name == null ? folder : name), problems);
        for (MetadataLine line : lines(folder, builder)) {
            try {
                builder.add(entry(folder, line, keywords));
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

    private static ImageEntry entry(Path folder, MetadataLine line, Keywords keywords) {
        String name = line.fileName();
        Path file = FileNames.inside(folder, name, line.where() + ": \"file_name\"");
        Path deeper = folder.resolve("pictures").resolve(name).normalize();
        if (!Files.exists(file) && Files.isRegularFile(deeper)) {
            file = deeper;
        }
        List<String> captions = captions(line, keywords);
        if (captions.isEmpty()) {
            throw line.wrong("the image " + Quoted.of(name) + " has no caption; give it a \"text\" that is not blank");
        }
        String className = line.className().orElse("\0" + name);
        return new ImageEntry(name, line.where(), file, captions, className, List.of(), List.of());
    }

    private static List<String> captions(MetadataLine line, Keywords keywords) {
        List<String> captions = line.captions();
        String words = String.join(", ", line.keywords());
        if (keywords == Keywords.IGNORED || words.isEmpty()) {
            return List.copyOf(captions);
        }
        if (keywords == Keywords.APPENDED && !captions.isEmpty()) {
            return captions.stream().map(c -> c + ": " + words).toList();
        }
        List<String> all = new ArrayList<>(captions);
        all.add(words);
        return List.copyOf(all);
    }
}

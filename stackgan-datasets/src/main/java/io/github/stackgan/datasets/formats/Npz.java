package io.github.stackgan.datasets.formats;

import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.formats.BoundedZip;
import io.github.stackgan.formats.MalformedFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads NumPy's archives of arrays, {@code .npz}, compressed or not. Arrays of objects are pickles, so they are
 * refused. All that an archive unpacks to may be 64 MiB and 32 times its own size; what is compressed further is
 * refused before it takes memory.
 *
 * @since 0.1.0
 */
public final class Npz {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int SHORTEST = 12;
    private static final int MOST_DIMENSIONS = 32;

    private static final Pattern TYPE = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([<>|=]?)([a-zA-Z]\\d+)['\"]");
    private static final Pattern FORTRAN = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");

    /** Python 2 may write an L behind a number. */
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9L, ]*)\\)");

    private Npz() {}

    /**
     * Reads a file.
     *
     * @param file an archive of arrays
     * @return the arrays by their names, in the order of the file
     * @throws DatasetException naming the file, if it is missing, damaged, unpacks to too much, or holds anything but
     *     arrays of numbers, each name once
     */
    public static Map<String, NumberArray> read(Path file) {
        DataFile.requirePresent(file, "a NumPy archive");
        Map<String, NumberArray> arrays = new LinkedHashMap<>();
        try (BoundedZip zip = BoundedZip.open(file)) {
            for (String entry : zip.names()) {
                String name = entry.endsWith(".npy") ? entry.substring(0, entry.length() - ".npy".length()) : entry;
                try {
                    ByteBuffer content = zip.content(entry, Integer.MAX_VALUE).orElseThrow();
                    if (arrays.put(name, array(content)) != null) {
                        throw new MalformedFileException(
                                "the archive has two arrays of this name; save it again, with one of them");
                    }
                } catch (MalformedFileException e) {
                    throw new DatasetException(file + ", entry " + Quoted.of(name) + ": " + e.getMessage(), e);
                }
            }
        } catch (MalformedFileException e) {
            throw new DatasetException(file + " cannot be used as a NumPy archive: " + e.getMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new DatasetException(
                    file + " cannot be used as a NumPy archive: " + Quoted.bare(e) + "; download it again", e);
        }
        return Collections.unmodifiableMap(arrays);
    }

    private static NumberArray array(ByteBuffer content) throws MalformedFileException {
        String header = header(content);
        Matcher type = TYPE.matcher(header);
        Matcher fortran = FORTRAN.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!type.find() || !fortran.find() || !shape.find()) {
            throw new MalformedFileException("it is no array of numbers, its header is " + Quoted.bare(header)
                    + "; save it without allow_pickle");
        }
        ByteBuffer numbers = content.slice();
        numbers.order(type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        NumberArray.Order order =
                fortran.group(1).equals("True") ? NumberArray.Order.FIRST_FASTEST : NumberArray.Order.LAST_FASTEST;
        return NumberArray.dense(NumPyObjects.elements(type.group(2)), dimensions(shape.group(1)), order, numbers);
    }

    /** Leaves the content where its numbers begin. */
    private static String header(ByteBuffer content) throws MalformedFileException {
        byte[] start = new byte[Math.min(SHORTEST, content.remaining())];
        content.get(0, start);
        int version = start.length == SHORTEST ? start[MAGIC.length] : 0;
        if (version < 1 || version > 3 || !Arrays.equals(Arrays.copyOf(start, MAGIC.length), MAGIC)) {
            throw new MalformedFileException("it is not a NumPy array; save arrays alone, with numpy.savez");
        }
        content.position(MAGIC.length + 2);
        int length = version == 1 ? content.getShort() & 0xffff : content.getInt();
        if (length < 0 || length > content.remaining()) {
            throw new MalformedFileException("its header claims " + length + " bytes");
        }
        ByteBuffer header = content.slice(content.position(), length);
        content.position(content.position() + length);
        return StandardCharsets.ISO_8859_1.decode(header).toString();
    }

    private static int[] dimensions(String text) throws MalformedFileException {
        int[] dimensions;
        try {
            dimensions = Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .mapToInt(
                            part -> Integer.parseInt(part.endsWith("L") ? part.substring(0, part.length() - 1) : part))
                    .toArray();
        } catch (NumberFormatException e) {
            throw new MalformedFileException("its shape is (" + Quoted.bare(text) + ")");
        }
        if (dimensions.length > MOST_DIMENSIONS) {
            throw new MalformedFileException("it has " + dimensions.length + " dimensions");
        }
        return dimensions;
    }
}

package io.github.stackgan.datasets.formats;

import io.github.stackgan.DatasetException;
import io.github.stackgan.formats.Refused;
import io.github.stackgan.spi.Quoted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads NumPy's archives of arrays, {@code .npz}, compressed or not. Arrays of objects are pickles, so they are refused.
 *
 * @since 0.1.0
 */
public final class Npz {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;
    private static final int MOST_DIMENSIONS = 32;

    /** Deflate makes at most 1032 bytes of one. */
    private static final long MOST_INFLATION = 1100;

    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=])([a-z]\\d+)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");

    private Npz() {}

    /**
     * Reads a file.
     *
     * @param file an archive of arrays
     * @return the arrays by their names, in the order of the file
     * @throws DatasetException naming the file, if it is missing, damaged, or holds anything but arrays of numbers
     */
    public static Map<String, NumberArray> read(Path file) {
        DataFile.requirePresent(file, "a NumPy archive");
        Map<String, NumberArray> arrays = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName().replaceFirst("\\.npy$", "");
                try (InputStream in = zip.getInputStream(entry)) {
                    arrays.put(name, array(in, entry.getCompressedSize()));
                } catch (Refused e) {
                    throw new DatasetException(file + ", entry \"" + Quoted.bare(name) + "\": " + e.getMessage(), e);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new DatasetException(
                    file + " cannot be used as a NumPy archive: " + Quoted.bare(String.valueOf(e.getMessage()))
                            + "; download it again",
                    e);
        }
        return Collections.unmodifiableMap(arrays);
    }

    private static NumberArray array(InputStream in, long compressed) throws IOException, Refused {
        String header = header(in);
        Matcher type = TYPE.matcher(header);
        Matcher fortran = FORTRAN.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!type.find() || !fortran.find() || !shape.find()) {
            throw new Refused("it is no array of numbers, its header is " + Quoted.bare(header)
                    + "; save it without allow_pickle");
        }
        ElementType elements = NumPyObjects.elements(type.group(2));
        int[] dimensions = dimensions(shape.group(1));
        long bytes = elements.bytes();
        for (int dimension : dimensions) {
            bytes = bytes * dimension;
            if (bytes > Integer.MAX_VALUE || bytes > compressed * MOST_INFLATION) {
                throw new Refused("it claims a shape of " + Arrays.toString(dimensions) + " in only " + compressed
                        + " compressed bytes");
            }
        }
        ByteBuffer data = content(in, (int) bytes);
        data.order(type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        NumberArray.Order order =
                fortran.group(1).equals("True") ? NumberArray.Order.FIRST_FASTEST : NumberArray.Order.LAST_FASTEST;
        return NumberArray.dense(elements, dimensions, order, data);
    }

    private static String header(InputStream in) throws IOException, Refused {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || !Arrays.equals(start, 0, 6, MAGIC, 0, 6) || start[6] < 1 || start[6] > 3) {
            throw new Refused("it is not a NumPy array");
        }
        byte[] digits = Arrays.copyOf(in.readNBytes(start[6] == 1 ? 2 : 4), 4);
        int length = ByteBuffer.wrap(digits).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (length < 0 || length > LONGEST_HEADER) {
            throw new Refused("its header claims " + length + " bytes");
        }
        return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    private static int[] dimensions(String text) throws Refused {
        int[] dimensions;
        try {
            dimensions = Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new Refused("its shape is (" + Quoted.bare(text) + ")");
        }
        if (dimensions.length > MOST_DIMENSIONS) {
            throw new Refused("it has " + dimensions.length + " dimensions");
        }
        return dimensions;
    }

    /** Grows as bytes come, because a few compressed ones may claim many. */
    private static ByteBuffer content(InputStream in, int bytes) throws IOException, Refused {
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(bytes, 1 << 16));
        byte[] buffer = new byte[1 << 14];
        while (out.size() < bytes) {
            int read = in.read(buffer, 0, Math.min(buffer.length, bytes - out.size()));
            if (read < 0) {
                throw new Refused("it ends after " + out.size() + " of " + bytes + " bytes");
            }
            out.write(buffer, 0, read);
        }
        return ByteBuffer.wrap(out.toByteArray());
    }
}

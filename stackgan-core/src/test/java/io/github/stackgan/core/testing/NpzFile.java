package io.github.stackgan.core.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The arrays of a NumPy .npz file, read without an engine: little-endian f2, f4, f8 and i8, in C order. */
public final class NpzFile {
    private static final Pattern HEADER =
            Pattern.compile("'descr': '([^']*)', 'fortran_order': (True|False), 'shape': \\(([0-9, ]*)\\)");

    private final Map<String, Array> arrays = new LinkedHashMap<>();

    private record Array(float[] values, long[] shape) {}

    private NpzFile() {}

    /** Reads a file. */
    public static NpzFile read(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return read(in);
        } catch (IOException e) {
            throw new IllegalStateException(path + " cannot be read", e);
        }
    }

    /** Reads a stream, to its end. */
    public static NpzFile read(InputStream in) throws IOException {
        NpzFile file = new NpzFile();
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            zip.transferTo(content);
            file.arrays.put(entry.getName().replaceFirst("\\.npy$", ""), array(content.toByteArray()));
        }
        return file;
    }

    private static Array array(byte[] npy) {
        ByteBuffer in = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
        boolean first = in.get(6) == 1;
        int length = first ? in.getShort(8) & 0xffff : in.getInt(8);
        int start = first ? 10 : 12;
        Matcher header = HEADER.matcher(new String(npy, start, length, StandardCharsets.US_ASCII));
        if (!header.find() || header.group(2).equals("True")) {
            throw new IllegalArgumentException(
                    "Not an array in C order: " + new String(npy, start, length, StandardCharsets.US_ASCII));
        }
        long[] shape = Arrays.stream(header.group(3).split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        in.position(start + length);
        for (int i = 0; i < values.length; i++) {
            values[i] = next(in, header.group(1));
        }
        return new Array(values, shape);
    }

    private static float next(ByteBuffer in, String type) {
        return switch (type) {
            case "<f2" -> half(in.getShort());
            case "<f4" -> in.getFloat();
            case "<f8" -> (float) in.getDouble();
            case "<i8" -> in.getLong();
            default -> throw new IllegalArgumentException("Arrays of type " + type + " are not read");
        };
    }

    /** The definition of the format: exponent 31 is infinite or no number, 0 is denormal. */
    public static float half(short bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        double size = exponent == 31
                ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                : exponent == 0 ? fraction * 0x1p-24 : (1024 + fraction) * Math.pow(2, exponent - 25);
        return (float) (bits < 0 ? -size : size);
    }

    /** The names of the arrays, in the order of the file. */
    public Set<String> names() {
        return arrays.keySet();
    }

    /** The numbers of an array, last dimension fastest. */
    public float[] floats(String name) {
        return find(name).values().clone();
    }

    /** The dimensions of an array. */
    public long[] shape(String name) {
        return find(name).shape().clone();
    }

    private Array find(String name) {
        return Objects.requireNonNull(arrays.get(name), () -> "no array " + name + ", but " + arrays.keySet());
    }
}

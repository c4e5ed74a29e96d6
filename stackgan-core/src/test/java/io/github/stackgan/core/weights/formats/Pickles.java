package io.github.stackgan.core.weights.formats;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Pickles and PyTorch files made by hand, an instruction at a time, so that tests can break each rule by itself. */
public final class Pickles {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Pickles() {}

    /** An empty program. */
    static Pickles program() {
        return new Pickles();
    }

    /** Instructions as Latin-1 text. */
    Pickles op(String instructions) {
        bytes.writeBytes(instructions.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Pickles repeat(int times, String instructions) {
        return op(instructions.repeat(times));
    }

    Pickles text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        op("X");
        bytes.writeBytes(little(4).putInt(utf8.length).array());
        bytes.writeBytes(utf8);
        return this;
    }

    Pickles number(long value) {
        op("\u008a\u0008");
        bytes.writeBytes(little(8).putLong(value).array());
        return this;
    }

    Pickles tuple(long... numbers) {
        op("(");
        for (long number : numbers) {
            number(number);
        }
        return op("t");
    }

    /** The persistent name of a storage. */
    Pickles storage(String type, String key, long count, String more) {
        op("(").text("storage")
                .op("ctorch\n" + type + "\n")
                .text(key)
                .text("cpu")
                .number(count);
        return op(more + "tQ");
    }

    /** A tensor over a storage of single-precision numbers. */
    Pickles tensor(String key, long count, long offset, long[] shape, long[] strides) {
        op("ctorch._utils\n_rebuild_tensor_v2\n(").storage("FloatStorage", key, count, "");
        return number(offset).tuple(shape).tuple(strides).op("\u0089NtR");
    }

    /** A dict with the one tensor "a". */
    static byte[] oneTensor(long count, long offset, long[] shape, long[] strides) {
        return program()
                .op("\u0080\u0002}")
                .text("a")
                .tensor("0", count, offset, shape, strides)
                .op("s.")
                .bytes();
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    static byte[] floats(float... values) {
        ByteBuffer data = little(4 * values.length);
        data.asFloatBuffer().put(values);
        return data.array();
    }

    public static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A compressed archive as of torch.save, with the storage "0". */
    static Path zip(Path file, byte[] pickle, byte[] storage, String byteOrder) {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            zip.write(pickle);
            zip.putNextEntry(new ZipEntry("archive/byteorder"));
            zip.write(byteOrder.getBytes(StandardCharsets.US_ASCII));
            zip.putNextEntry(new ZipEntry("archive/data/0"));
            zip.write(storage);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    static Path zip(Path file, byte[] pickle) {
        return zip(file, pickle, floats(1, 2, 3, 4, 5, 6), "little");
    }

    /** A file of the old format; storages come as counts and bytes. */
    static Path legacy(Path file, boolean littleEndian, byte[] pickle, Pickles keys, byte[] storages) {
        Pickles all = program()
                .op("\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.\u0080\u0002M\u00e9\u0003.\u0080\u0002}")
                .text("little_endian")
                .op(littleEndian ? "\u0088s." : "\u0089s.");
        all.bytes.writeBytes(pickle);
        all.bytes.writeBytes(keys.bytes());
        all.bytes.writeBytes(storages);
        try {
            return Files.write(file, all.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

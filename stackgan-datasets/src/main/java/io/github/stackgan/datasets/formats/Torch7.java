package io.github.stackgan.datasets.formats;

import io.github.stackgan.DatasetException;
import io.github.stackgan.formats.MalformedFileException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Reads the files of Lua's Torch7, {@code .t7}, in its binary form, written on machines of 32 or 64 bits: numbers,
 * text, truth values, tables, and tensors of every kind, those of CUDA among them. What is shared in the file is shared
 * in the result, and tables may contain themselves. Functions, networks and other objects are refused by name.
 *
 * @since 0.1.0
 */
public final class Torch7 {
    private Torch7() {}

    /**
     * Reads a file.
     *
     * @param file of up to 2 GiB
     * @return what it holds; large tensors stay in the file and are read when asked for
     * @throws DatasetException naming the file, if it is missing, damaged, or holds more than data
     */
    public static Value read(Path file) {
        return DataFile.read(file, "a Torch7 file", Torch7::read);
    }

    /** The width of a length is told nowhere in the file; only the right one fits it. */
    private static Value read(ByteBuffer bytes) throws MalformedFileException {
        try {
            return new Torch7Reader(bytes.duplicate(), Long.BYTES).read();
        } catch (MalformedFileException of64) {
            try {
                return new Torch7Reader(bytes.duplicate(), Integer.BYTES).read();
            } catch (MalformedFileException of32) {
                throw of64;
            }
        }
    }
}

package io.github.stackgan.core.internal.weights;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.formats.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The safetensors format: eight bytes with the length of a JSON header, the header, the numbers. Strict: offsets must tile the
 * file without holes, names must be unique, sizes must fit shapes.
 */
public final class Safetensors {
    private Safetensors() {}

    /** What is wanted of an open file. */
    @FunctionalInterface
    private interface Use<T> {
        T of(FileChannel channel, SafetensorsHeader header) throws IOException;
    }

    /**
     * Reads a file. The whole may be larger than 2 GB, each array may not.
     *
     * @param path the file
     * @return what it holds, in the order of its header
     * @throws ModelFormatException if it cannot be read or breaks the format
     */
    public static SafetensorsFile read(Path path) {
        return open(path, (channel, header) -> {
            Map<String, Weight> weights = new LinkedHashMap<>();
            for (SafetensorsHeader.Entry entry : header.entries()) {
                ByteBuffer data = Bytes.read(channel, header.start() + entry.begin(), entry.size());
                weights.put(entry.name(), new Weight(entry.type(), entry.shape(), data));
            }
            return new SafetensorsFile(header.metadata(), weights);
        });
    }

    /**
     * Reads the metadata alone, after checking the header and the file's size as {@link #read} does.
     *
     * @param path the file
     * @return free text by name
     * @throws ModelFormatException if it cannot be read or breaks the format
     */
    public static Map<String, String> readMetadata(Path path) {
        return open(path, (channel, header) -> Collections.unmodifiableMap(header.metadata()));
    }

    private static <T> T open(Path path, Use<T> use) {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new ModelFormatException(path + " cannot be read: it is a directory or a device");
        }
        try (FileChannel channel = FileChannel.open(path)) {
            return use.of(channel, SafetensorsHeader.read(channel));
        } catch (Refused e) {
            throw new ModelFormatException(
                    path + " is not a proper safetensors file: " + e.getMessage()
                            + ". It may be cut short or of another kind; fetch or write it again.",
                    e);
        } catch (NoSuchFileException e) {
            throw new ModelFormatException(path + " cannot be read: there is no such file", e);
        } catch (IOException e) {
            throw new ModelFormatException(path + " cannot be read: " + e, e);
        }
    }

    /**
     * Writes a file: aside, forced to disk, then moved, so that the name always stands for a whole file.
     *
     * @param path the file; one that is there is replaced
     * @param metadata free text by name
     * @param weights arrays by name
     * @throws ModelFormatException if it cannot be written
     */
    public static void write(Path path, Map<String, String> metadata, Map<String, Weight> weights) {
        try {
            ByteBuffer start = SafetensorsHeader.start(metadata, weights);
            AtomicFile.write(path, channel -> {
                Bytes.write(channel, start);
                for (Weight weight : weights.values()) {
                    Bytes.write(channel, weight.data());
                }
            });
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelFormatException(path + " cannot be written: " + e, e);
        }
    }
}

package io.github.stackgan.core.weights.formats;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.checks.FileFault;
import io.github.stackgan.core.weights.Bytes;
import io.github.stackgan.core.weights.Checksum;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.formats.AtomicFile;
import io.github.stackgan.formats.FileKind;
import io.github.stackgan.formats.MalformedFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The safetensors format: eight bytes with the length of a JSON header, the header, the numbers. Strict: offsets must
 * tile the file without holes, names must be unique, sizes must fit shapes. What is written here has a
 * {@link Checksum}, which is checked when the numbers are read, and is not part of the metadata that callers give and
 * get.
 *
 * <p>Limits, far above those of real files, whose headers have some thousand names and some hundred kilobytes: a header
 * of {@value SafetensorsHeader#LARGEST} bytes, {@value SafetensorsHeader#MOST_NAMES} names, 2 GB for each array, and no
 * more numbers than Java has memory for.
 */
public final class Safetensors {
    private Safetensors() {}

    /** What is wanted of an open file. */
    @FunctionalInterface
    private interface Use<T> {
        T of(FileChannel channel, SafetensorsHeader header) throws IOException, MalformedFileException;
    }

    /**
     * Reads a file. The whole may be larger than 2 GB, each array may not.
     *
     * @param path the file
     * @return what it holds, in the order of its header
     * @throws ModelFormatException if it cannot be read, breaks the format, or does not match its checksum
     */
    public static SafetensorsFile read(Path path) {
        return open(path, (channel, header) -> {
            requireRoom(channel.size());
            Map<String, Weight> weights = new LinkedHashMap<>();
            for (SafetensorsHeader.Entry entry : header.entries()) {
                ByteBuffer data = Bytes.read(channel, header.start() + entry.begin(), entry.size());
                weights.put(entry.name(), new Weight(entry.type(), entry.shape(), data));
            }
            if (header.checksum().isPresent()) {
                verify(channel, header, weights);
            }
            return new SafetensorsFile(header.metadata(), weights);
        });
    }

    /** A file with holes on disk claims any size. */
    private static void requireRoom(long bytes) throws IOException {
        long most = Runtime.getRuntime().maxMemory();
        if (bytes > most) {
            throw new IOException("it has " + bytes + " bytes, but Java may use " + most
                    + " of memory; if that is its true size, give Java more with -Xmx");
        }
    }

    private static void verify(FileChannel channel, SafetensorsHeader header, Map<String, Weight> weights)
            throws IOException, MalformedFileException {
        String wanted = header.checksum().orElseThrow();
        Checksum checksum = Checksum.begin(Bytes.read(channel, 0, (int) header.start()), wanted);
        header.entries().stream()
                .sorted(SafetensorsHeader.Entry.IN_FILE)
                .forEach(entry -> checksum.add(
                        Objects.requireNonNull(weights.get(entry.name())).data()));
        if (!checksum.value().equals(wanted)) {
            throw new MalformedFileException(
                    "its content does not match its checksum, so it is damaged or was changed by another program");
        }
    }

    /**
     * Reads the metadata alone, after checking the header and the file's size as {@link #read} does; the checksum is
     * not checked.
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
            throw new ModelFormatException(
                    path + " cannot be read: it is a directory or a device; name the file itself");
        }
        try (FileChannel channel = FileChannel.open(path)) {
            return read(path, channel, use);
        } catch (IOException e) {
            throw new ModelFormatException(path + " cannot be read: " + FileFault.reason(e), e);
        }
    }

    private static <T> T read(Path path, FileChannel channel, Use<T> use) throws IOException {
        try {
            return use.of(channel, SafetensorsHeader.read(channel));
        } catch (MalformedFileException e) {
            FileKind kind = FileKind.of(Bytes.start(channel));
            boolean own = kind == FileKind.SAFETENSORS || kind == FileKind.UNKNOWN;
            throw new ModelFormatException(
                    path + " is not a proper safetensors file: "
                            + (own
                                    ? e.getMessage()
                                            + ". It may be cut short or of another kind; fetch or write it again."
                                    : kind.explanation() + "."),
                    e);
        }
    }

    /**
     * Writes a file: aside, forced to disk, then moved, so that the name always stands for a whole file.
     *
     * @param path the file; one that is there is replaced, and stays if this fails
     * @param metadata free text by name, without "checksum"
     * @param weights arrays by name
     * @throws ModelFormatException if it cannot be written, with the reason and what to do
     */
    public static void write(Path path, Map<String, String> metadata, Map<String, Weight> weights) {
        try {
            ByteBuffer start = SafetensorsHeader.start(metadata, weights);
            Checksum checksum = Checksum.begin(start, Checksum.BLANK);
            weights.values().forEach(weight -> checksum.add(weight.data()));
            Checksum.put(start, checksum.value());
            AtomicFile.write(path, channel -> {
                Bytes.write(channel, start);
                for (Weight weight : weights.values()) {
                    Bytes.write(channel, weight.data());
                }
            });
        } catch (CharacterCodingException e) {
            throw new ModelFormatException(
                    path + " cannot be written: a text that goes with it has half of a surrogate pair, which is no"
                            + " character. Mend the captions; what was there is unchanged.",
                    e);
        } catch (IOException e) {
            throw new ModelFormatException(
                    path + " cannot be written: " + FileFault.reason(e)
                            + ". Name a file in a folder that may be written and has room;"
                            + " what was there is unchanged.",
                    e);
        } catch (IllegalArgumentException | MalformedFileException e) {
            throw new ModelFormatException(
                    path + " cannot be written: " + e.getMessage()
                            + ". Change what is to be saved; what was there is unchanged.",
                    e);
        }
    }
}

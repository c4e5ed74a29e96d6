package io.github.stackgan.core.internal.weights;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.github.stackgan.ModelFormatException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The safetensors format: eight bytes with the length of a JSON header, the header, the numbers. Strict: offsets must tile the
 * file without holes, names must be unique, sizes must fit shapes.
 */
public final class Safetensors {
    private static final long LARGEST_HEADER = 100_000_000;
    private static final int MOST_DIMENSIONS = 16;
    private static final String METADATA = "__metadata__";

    private Safetensors() {}

    private record Entry(String name, WeightType type, long[] shape, long begin, long end) {}

    /**
     * Reads a file.
     *
     * @param path the file
     * @return what it holds, in the order of its header
     * @throws ModelFormatException if it cannot be read or breaks the format
     */
    public static SafetensorsFile read(Path path) {
        try (FileChannel channel = FileChannel.open(path)) {
            long size = channel.size();
            ByteBuffer length = readFully(channel, 0, (int) Math.min(8, size));
            if (length.remaining() < 8) {
                throw broken(path, "it has " + size + " bytes, fewer than the 8 of its header's length");
            }
            long header = length.getLong();
            if (header < 2 || header > LARGEST_HEADER || header > size - 8) {
                throw broken(path, "its header claims " + header + " bytes of a file of " + size);
            }
            String json = StandardCharsets.UTF_8
                    .decode(readFully(channel, 8, (int) header))
                    .toString();
            Map<String, String> metadata = new LinkedHashMap<>();
            List<Entry> entries = header(path, json, metadata);
            checkTiling(path, entries, size - 8 - header);
            Map<String, Weight> weights = new LinkedHashMap<>();
            for (Entry entry : entries) {
                ByteBuffer data = readFully(channel, 8 + header + entry.begin(), (int) (entry.end() - entry.begin()));
                weights.put(entry.name(), new Weight(entry.type(), entry.shape(), data));
            }
            return new SafetensorsFile(metadata, weights);
        } catch (IOException e) {
            throw new ModelFormatException(path + " cannot be read: " + e, e);
        }
    }

    private static ByteBuffer readFully(FileChannel channel, long position, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the file ended while it was being read");
            }
        }
        return buffer.flip();
    }

    private static List<Entry> header(Path path, String json, Map<String, String> metadata) {
        List<Entry> entries = new ArrayList<>();
        Map<String, Boolean> seen = new LinkedHashMap<>();
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (seen.put(name, true) != null) {
                    throw broken(path, "\"" + name + "\" stands twice in its header");
                }
                if (name.equals(METADATA)) {
                    reader.beginObject();
                    while (reader.hasNext()) {
                        metadata.put(reader.nextName(), reader.nextString());
                    }
                    reader.endObject();
                } else {
                    entries.add(entry(path, reader, name));
                }
            }
            reader.endObject();
            String rest = json.substring(json.lastIndexOf('}') + 1);
            if (!rest.isBlank() || reader.peek() != JsonToken.END_DOCUMENT) {
                throw broken(path, "its header goes on after the closing brace");
            }
            return entries;
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            throw new ModelFormatException(path + " is not a safetensors file: its header is not proper JSON: " + e, e);
        }
    }

    private static Entry entry(Path path, JsonReader reader, String name) throws IOException {
        String type = "";
        List<Long> shape = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String key = reader.nextName();
            switch (key) {
                case "dtype" -> type = reader.nextString();
                case "shape" -> numbers(path, reader, name, shape);
                case "data_offsets" -> numbers(path, reader, name, offsets);
                default -> throw broken(path, "\"" + name + "\" has an unknown field \"" + key + "\"");
            }
        }
        reader.endObject();
        if (offsets.size() != 2) {
            throw broken(path, "\"" + name + "\" has " + offsets.size() + " data offsets instead of 2");
        }
        long[] dimensions = shape.stream().mapToLong(Long::longValue).toArray();
        return new Entry(name, type(path, name, type), dimensions, offsets.get(0), offsets.get(1));
    }

    private static WeightType type(Path path, String name, String type) {
        try {
            return WeightType.valueOf(type);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(
                    path + " cannot be used: \"" + name + "\" has numbers of type \"" + type + "\"; known are "
                            + List.of(WeightType.values()),
                    e);
        }
    }

    private static void numbers(Path path, JsonReader reader, String name, List<Long> into) throws IOException {
        reader.beginArray();
        while (reader.hasNext()) {
            long number = reader.nextLong();
            if (number < 0 || into.size() >= MOST_DIMENSIONS) {
                throw broken(path, "\"" + name + "\" has a negative number or too many in its shape or offsets");
            }
            into.add(number);
        }
        reader.endArray();
    }

    private static void checkTiling(Path path, List<Entry> entries, long bytes) {
        long at = 0;
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        for (Entry entry : sorted) {
            long size = entry.end() - entry.begin();
            if (entry.begin() != at || size < 0 || size > Integer.MAX_VALUE - 8) {
                throw broken(
                        path,
                        "\"" + entry.name() + "\" lies at bytes " + entry.begin() + " to " + entry.end()
                                + ", but must begin at " + at + " and have less than 2 GB");
            }
            if (expected(path, entry) != size) {
                throw broken(
                        path,
                        "\"" + entry.name() + "\" has " + size + " bytes, but its shape asks for "
                                + expected(path, entry));
            }
            at = entry.end();
        }
        if (at != bytes) {
            throw broken(path, "its weights take " + at + " bytes, but " + bytes + " follow the header");
        }
    }

    private static long expected(Path path, Entry entry) {
        try {
            return Math.multiplyExact(
                    Weight.count(entry.shape()), (long) entry.type().bytes());
        } catch (ArithmeticException e) {
            throw new ModelFormatException(
                    path + " is not a proper safetensors file: the shape of \"" + entry.name()
                            + "\" is beyond all size",
                    e);
        }
    }

    private static ModelFormatException broken(Path path, String what) {
        return new ModelFormatException(path + " is not a proper safetensors file: " + what
                + ". It may be cut short or of another kind; fetch or write it again.");
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
            byte[] header = header(metadata, weights);
            ByteBuffer start = ByteBuffer.allocate(8 + header.length).order(ByteOrder.LITTLE_ENDIAN);
            start.putLong(header.length).put(header).flip();
            AtomicFile.write(path, channel -> {
                writeFully(channel, start);
                for (Weight weight : weights.values()) {
                    writeFully(channel, weight.data().duplicate());
                }
            });
        } catch (IOException e) {
            throw new ModelFormatException(path + " cannot be written: " + e, e);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            channel.write(data);
        }
    }

    private static byte[] header(Map<String, String> metadata, Map<String, Weight> weights) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            if (!metadata.isEmpty()) {
                json.name(METADATA).beginObject();
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.name(entry.getKey()).value(entry.getValue());
                }
                json.endObject();
            }
            long at = 0;
            for (Map.Entry<String, Weight> entry : weights.entrySet()) {
                Weight weight = entry.getValue();
                json.name(entry.getKey()).beginObject();
                json.name("dtype").value(weight.type().name());
                json.name("shape").beginArray();
                for (long dimension : weight.shape()) {
                    json.value(dimension);
                }
                json.endArray();
                long end = at + weight.data().remaining();
                json.name("data_offsets").beginArray().value(at).value(end).endArray();
                json.endObject();
                at = end;
            }
            json.endObject();
        }
        String padded = text + " ".repeat((8 - text.toString().getBytes(StandardCharsets.UTF_8).length % 8) % 8);
        return padded.getBytes(StandardCharsets.UTF_8);
    }
}

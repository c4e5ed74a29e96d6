package io.github.stackgan.core.weights.formats;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.weights.Bytes;
import io.github.stackgan.core.weights.Checksum;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.WeightType;
import io.github.stackgan.formats.MalformedFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header of a safetensors file, read strictly: proper JSON, every name and field once, every number a number, and
 * offsets that tile the file.
 *
 * @param metadata free text by name
 * @param entries in the order of the header
 * @param start where in the file the numbers begin
 * @param checksum what the file says that its checksum is, taken out of the metadata
 */
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries, long start, Optional<String> checksum) {
    /** Most bytes of a header; the format itself allows 100 MB, and real files have less than one. */
    static final int LARGEST = 1 << 24;

    /** Most names of weights, and most of metadata; real files have some thousand. */
    static final int MOST_NAMES = 100_000;

    private static final int MOST_DIMENSIONS = 64;
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
    private static final String METADATA = "__metadata__";

    /** An array: bytes {@code begin} to {@code end}, counted from the end of the header. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(String name, WeightType type, long[] shape, long begin, long end) {
        static final Comparator<Entry> IN_FILE =
                Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end);

        int size() {
            return (int) (end - begin);
        }
    }

    static SafetensorsHeader read(FileChannel channel) throws IOException, MalformedFileException {
        long size = channel.size();
        if (size < 8) {
            throw new MalformedFileException("it has " + size + " bytes, fewer than the 8 of its header's length");
        }
        long length = Bytes.read(channel, 0, 8).getLong();
        if (length < 2 || length > size - 8) {
            throw new MalformedFileException("its header claims " + length + " bytes of a file of " + size);
        }
        if (length > LARGEST) {
            throw new MalformedFileException(
                    "its header has " + length + " bytes, but at most " + LARGEST + " are read");
        }
        ByteBuffer json = Bytes.read(channel, 8, (int) length);
        if (json.get(0) != '{') {
            throw new MalformedFileException("its header does not begin with a brace");
        }
        SafetensorsHeader header = parse(json, 8 + length);
        checkTiling(header.entries, size - header.start);
        return header;
    }

    private static SafetensorsHeader parse(ByteBuffer json, long start) throws MalformedFileException {
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        try (JsonReader reader = new JsonReader(new InputStreamReader(
                new ByteArrayInputStream(json.array(), json.arrayOffset(), json.limit()),
                StandardCharsets.UTF_8.newDecoder()))) {
            reader.setStrictness(Strictness.STRICT);
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                requireNew(name, seen.add(name), seen.size(), "header");
                if (name.equals(METADATA)) {
                    readMetadata(reader, metadata);
                } else {
                    entries.add(entry(reader, name));
                }
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedFileException("its header goes on after the closing brace");
            }
            Optional<String> checksum = Checksum.take(metadata);
            return new SafetensorsHeader(metadata, entries, start, checksum);
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw new MalformedFileException(
                    "its header is not proper JSON after " + entries.size() + " whole entries");
        }
    }

    private static void requireNew(String name, boolean isNew, int count, String where) throws MalformedFileException {
        if (!isNew) {
            throw new MalformedFileException(Quoted.of(name) + " stands twice in its " + where);
        }
        if (count > MOST_NAMES) {
            throw new MalformedFileException("its " + where + " has more than " + MOST_NAMES + " names");
        }
    }

    private static void readMetadata(JsonReader reader, Map<String, String> into)
            throws IOException, MalformedFileException {
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            String value = text(reader, METADATA);
            requireNew(name, into.put(name, value) == null, into.size(), "metadata");
        }
        reader.endObject();
    }

    private static Entry entry(JsonReader reader, String name) throws IOException, MalformedFileException {
        String quoted = Quoted.of(name);
        @Nullable String type = null;
        long @Nullable [] shape = null;
        long @Nullable [] offsets = null;
        reader.beginObject();
        while (reader.hasNext()) {
            String key = reader.nextName();
            if (key.equals("dtype") && type == null) {
                type = text(reader, quoted);
            } else if (key.equals("shape") && shape == null) {
                shape = numbers(reader, quoted);
            } else if (key.equals("data_offsets") && offsets == null) {
                offsets = numbers(reader, quoted);
            } else {
                throw new MalformedFileException(
                        quoted + " has the field " + Quoted.of(key) + " twice, or it is unknown");
            }
        }
        reader.endObject();
        if (type == null || shape == null || offsets == null || offsets.length != 2) {
            throw new MalformedFileException(quoted + " must have a dtype, a shape and two data_offsets, but has not");
        }
        return new Entry(name, type(quoted, type), shape, offsets[0], offsets[1]);
    }

    private static String text(JsonReader reader, String owner) throws IOException, MalformedFileException {
        if (reader.peek() != JsonToken.STRING) {
            throw new MalformedFileException(owner + " has " + reader.peek() + " where text belongs");
        }
        return reader.nextString();
    }

    private static long[] numbers(JsonReader reader, String owner) throws IOException, MalformedFileException {
        List<Long> numbers = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            String digits = reader.peek() == JsonToken.NUMBER ? reader.nextString() : "";
            if (!WHOLE.matcher(digits).matches() || numbers.size() >= MOST_DIMENSIONS) {
                throw new MalformedFileException(owner + " has something other than whole numbers, or more than "
                        + MOST_DIMENSIONS + ", as its shape or offsets");
            }
            numbers.add(Long.parseLong(digits));
        }
        reader.endArray();
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private static WeightType type(String owner, String name) throws MalformedFileException {
        for (WeightType type : WeightType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw new MalformedFileException(
                owner + " has numbers of type " + Quoted.of(name) + "; known are " + List.of(WeightType.values()));
    }

    private static void checkTiling(List<Entry> entries, long bytes) throws MalformedFileException {
        long at = 0;
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Entry.IN_FILE);
        for (Entry entry : sorted) {
            String name = Quoted.of(entry.name());
            long size = entry.end() - entry.begin();
            if (entry.begin() != at || size < 0 || size > Bytes.MOST) {
                throw new MalformedFileException(name + " lies at bytes " + entry.begin() + " to " + entry.end()
                        + ", but must begin at " + at + " and have less than 2 GB");
            }
            if (expected(name, entry) != size) {
                throw new MalformedFileException(
                        name + " has " + size + " bytes, but its shape asks for " + expected(name, entry));
            }
            at = entry.end();
        }
        if (at != bytes) {
            throw new MalformedFileException("its weights take " + at + " bytes, but " + bytes + " follow the header");
        }
    }

    private static long expected(String name, Entry entry) throws MalformedFileException {
        try {
            return Math.multiplyExact(
                    Weight.count(entry.shape()), (long) entry.type().bytes());
        } catch (ArithmeticException e) {
            throw new MalformedFileException("the shape of " + name + " is beyond all size");
        }
    }

    /** The bytes of a file up to its first number; the JSON is padded with blanks to a multiple of 8. */
    static ByteBuffer start(Map<String, String> metadata, Map<String, Weight> weights) throws IOException {
        if (weights.containsKey(METADATA) || metadata.containsKey(Checksum.KEY)) {
            throw new IllegalArgumentException(
                    "a weight cannot be named " + METADATA + ", nor metadata " + Checksum.KEY);
        }
        if (weights.size() > MOST_NAMES || metadata.size() >= MOST_NAMES) {
            throw new IllegalArgumentException("there are " + weights.size() + " weights and " + metadata.size()
                    + " metadata, but at most " + MOST_NAMES + " of each are read");
        }
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            json.name(METADATA).beginObject();
            json.name(Checksum.KEY).value(Checksum.BLANK);
            for (Map.Entry<String, String> entry : metadata.entrySet()) {
                json.name(entry.getKey()).value(entry.getValue());
            }
            json.endObject();
            writeEntries(json, weights);
            json.endObject();
        }
        ByteBuffer json = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text.getBuffer()));
        int padded = Math.addExact(json.remaining(), 7) / 8 * 8;
        if (padded > LARGEST) {
            throw new IllegalArgumentException(
                    "the names and metadata take " + padded + " bytes, but at most " + LARGEST + " are read");
        }
        ByteBuffer start = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(padded).put(json);
        while (start.hasRemaining()) {
            start.put((byte) ' ');
        }
        return start.flip();
    }

    private static void writeEntries(JsonWriter json, Map<String, Weight> weights) throws IOException {
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
    }
}

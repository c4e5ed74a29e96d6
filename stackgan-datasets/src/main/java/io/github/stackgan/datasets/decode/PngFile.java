package io.github.stackgan.datasets.decode;

import io.github.stackgan.checks.Quoted;
import java.awt.Dimension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

/**
 * The chunks of a PNG. Those that its pixels are made of must be whole; all others may be as odd or as large as they
 * like, since they are not given to the decoder. Of them, only the EXIF part is looked at.
 */
final class PngFile {
    private static final int SIGNATURE = 8;
    private static final int HEADER = 13;
    /** Length and type before a chunk's content, checksum behind it. */
    private static final int BEFORE = 8;

    private static final int BEHIND = 4;
    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int LONGEST_PROFILE = 1 << 18;
    private static final Pattern TYPE = Pattern.compile("[A-Za-z]{4}");
    private static final Pattern PROFILE_NAME = Pattern.compile("Raw profile type (?:exif|APP1)");
    private static final Pattern PROFILE = Pattern.compile("\\s*+\\w++\\s++\\d++\\s++([0-9A-Fa-f\\s]*+)");

    private final byte[] bytes;
    private final List<Chunk> needed = new ArrayList<>();
    private Optional<Orientation> exif = Optional.empty();
    private Optional<Orientation> profile = Optional.empty();
    private int bitDepth;
    private int colourType;
    private int colours;
    private boolean hasPixels;
    private boolean hasProfile;

    /** A chunk that lies in the file whole: where its content begins and how long it is. */
    private record Chunk(String type, int content, int length) {
        boolean isCritical() {
            return Character.isUpperCase(type.charAt(0));
        }
    }

    private PngFile(byte[] bytes) {
        this.bytes = bytes;
    }

    static Optional<Dimension> size(byte[] bytes) {
        int header = SIGNATURE + BEFORE;
        if (bytes.length < header + HEADER || !type(bytes, SIGNATURE).equals("IHDR")) {
            return Optional.empty();
        }
        ByteBuffer numbers = ByteBuffer.wrap(bytes);
        return Optional.of(new Dimension(numbers.getInt(header), numbers.getInt(header + 4)));
    }

    /**
     * Finds the chunks.
     *
     * @throws IOException if one that the pixels are made of is broken, missing or not known
     */
    static PngFile of(byte[] bytes) throws IOException {
        PngFile png = new PngFile(bytes);
        Optional<Chunk> chunk = png.chunk(SIGNATURE);
        while (chunk.isPresent() && !chunk.get().type.equals("IEND")) {
            png.take(chunk.get());
            chunk = png.chunk(chunk.get().content + chunk.get().length + BEHIND);
        }
        if (!png.hasPixels) {
            throw new IOException("it has no pixels (no chunk IDAT)");
        }
        return png;
    }

    private static String type(byte[] bytes, int chunk) {
        return new String(bytes, chunk + 4, 4, StandardCharsets.ISO_8859_1);
    }

    /** The chunk at a place; nothing if the file breaks off there, but behind the pixels. */
    private Optional<Chunk> chunk(int at) throws IOException {
        int left = bytes.length - at - BEFORE - BEHIND;
        String type = left < 0 ? "" : type(bytes, at);
        int length = left < 0 ? -1 : ByteBuffer.wrap(bytes).getInt(at);
        if (TYPE.matcher(type).matches() && length >= 0 && length <= left) {
            return Optional.of(new Chunk(type, at + BEFORE, length));
        }
        if (!hasPixels || type.equals("IDAT")) {
            throw new IOException("it breaks off at its byte " + at + " of " + bytes.length);
        }
        return Optional.empty();
    }

    private void take(Chunk chunk) throws IOException {
        if (checksum(bytes, chunk.content - 4, chunk.length + 4)
                != ByteBuffer.wrap(bytes).getInt(chunk.content + chunk.length)) {
            require(!chunk.isCritical(), "the checksum of its chunk " + chunk.type + " does not fit");
            return;
        }
        require(
                !chunk.isCritical() || needed.isEmpty() == chunk.type.equals("IHDR"),
                "its header is not at its beginning");
        if (needed.isEmpty() && !chunk.isCritical()) {
            return;
        }
        switch (chunk.type) {
            case "IHDR" -> takeHeader(chunk);
            case "PLTE" -> takePalette(chunk);
            case "tRNS" -> takeTransparency(chunk);
            case "IDAT" -> {
                require(colourType != PALETTE || colours > 0, "it has no palette");
                hasPixels = true;
                needed.add(chunk);
            }
            case "eXIf" -> exif = Optional.of(orientation(bytes, chunk.content, chunk.content + chunk.length));
            case "tEXt", "zTXt" -> takeProfile(chunk);
            default -> require(!chunk.isCritical(), "its chunk " + Quoted.of(chunk.type) + " is not known");
        }
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }

    private void takeHeader(Chunk chunk) throws IOException {
        require(chunk.length == HEADER, "its header has " + chunk.length + " bytes, but must have " + HEADER);
        bitDepth = bytes[chunk.content + 8];
        require(
                bitDepth == 16 || bitDepth > 0 && bitDepth <= 8 && Integer.bitCount(bitDepth) == 1,
                "its bit depth is " + bitDepth + ", but must be 1, 2, 4, 8 or 16");
        colourType = bytes[chunk.content + 9];
        needed.add(chunk);
    }

    /** Of images without indices it is only a proposal. */
    private void takePalette(Chunk chunk) throws IOException {
        if (colourType == PALETTE) {
            int count = chunk.length / 3;
            require(
                    colours == 0 && !hasPixels && count > 0 && count <= 256 && count * 3 == chunk.length,
                    "its palette has " + chunk.length + " bytes or comes at the wrong place");
            colours = Math.min(count, 1 << bitDepth);
            needed.add(new Chunk(chunk.type, chunk.content, 3 * colours));
        }
    }

    private void takeTransparency(Chunk chunk) {
        boolean fits =
                switch (colourType) {
                    case GREY -> chunk.length == 2;
                    case RGB -> chunk.length == 6;
                    case PALETTE -> chunk.length > 0 && chunk.length <= colours;
                    default -> false;
                };
        if (fits && !hasPixels && needed.stream().noneMatch(c -> c.type.equals("tRNS"))) {
            needed.add(chunk);
        }
    }

    private static Orientation orientation(byte[] exif, int from, int to) {
        boolean named = to - from >= 6 && new String(exif, from, 6, StandardCharsets.ISO_8859_1).equals("Exif\0\0");
        return Exif.orientation(exif, named ? from + 6 : from, to);
    }

    /** As programs kept EXIF parts before there was a chunk for them: in hexadecimal, often compressed. */
    private void takeProfile(Chunk chunk) {
        int name = 0;
        while (name < Math.min(80, chunk.length) && bytes[chunk.content + name] != 0) {
            name++;
        }
        boolean named = PROFILE_NAME
                .matcher(new String(bytes, chunk.content, name, StandardCharsets.ISO_8859_1))
                .matches();
        int skip = chunk.type.equals("zTXt") ? name + 2 : name + 1;
        if (!named || hasProfile || skip > chunk.length) {
            return;
        }
        // Only the first is unpacked, so that many cost no more time than one.
        hasProfile = true;
        InputStream content = new ByteArrayInputStream(bytes, chunk.content + skip, chunk.length - skip);
        try (InputStream in = chunk.type.equals("zTXt") ? new InflaterInputStream(content) : content) {
            Matcher hex = PROFILE.matcher(new String(in.readNBytes(LONGEST_PROFILE), StandardCharsets.ISO_8859_1));
            if (hex.matches()) {
                byte[] found = HexFormat.of().parseHex(hex.group(1).replaceAll("\\s", ""));
                profile = Optional.of(orientation(found, 0, found.length));
            }
        } catch (IOException | IllegalArgumentException e) {
            // A profile that cannot be read says nothing, as other parts that do not matter.
            profile = Optional.empty();
        }
    }

    Orientation orientation() {
        return exif.or(() -> profile).orElse(Orientation.UPRIGHT);
    }

    /** The same image without what is not needed for its pixels. */
    byte[] withoutExtras() {
        ByteArrayOutputStream less = new ByteArrayOutputStream(bytes.length);
        less.write(bytes, 0, SIGNATURE);
        boolean asPalette = isGreyOfFewBits();
        for (Chunk chunk : needed) {
            byte[] content = Arrays.copyOfRange(bytes, chunk.content, chunk.content + chunk.length);
            if (asPalette && chunk.type.equals("IHDR")) {
                content[9] = PALETTE;
                put(less, "IHDR", content);
                put(less, "PLTE", greys());
            } else if (asPalette && chunk.type.equals("tRNS")) {
                put(less, "tRNS", opacities(content[1]));
            } else {
                put(less, chunk.type, content);
            }
        }
        put(less, "IEND", new byte[0]);
        return less.toByteArray();
    }

    /** Java does not see which of 4 or 16 greys is transparent, unless they are a palette. */
    private boolean isGreyOfFewBits() {
        return colourType == GREY && bitDepth < 8 && needed.stream().anyMatch(c -> c.type.equals("tRNS"));
    }

    private byte[] greys() {
        int count = 1 << bitDepth;
        byte[] levels = new byte[3 * count];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) (i / 3 * 255 / (count - 1));
        }
        return levels;
    }

    private byte[] opacities(int transparent) {
        byte[] levels = new byte[1 << bitDepth];
        Arrays.fill(levels, (byte) 255);
        levels[transparent & levels.length - 1] = 0;
        return levels;
    }

    private static void put(ByteArrayOutputStream out, String type, byte[] content) {
        byte[] chunk = ByteBuffer.allocate(BEFORE + content.length + BEHIND)
                .putInt(content.length)
                .put(type.getBytes(StandardCharsets.ISO_8859_1))
                .put(content)
                .array();
        int checksum = checksum(chunk, 4, content.length + 4);
        ByteBuffer.wrap(chunk).putInt(BEFORE + content.length, checksum);
        out.writeBytes(chunk);
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}

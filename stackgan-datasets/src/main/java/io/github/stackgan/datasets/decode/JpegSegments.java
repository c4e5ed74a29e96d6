package io.github.stackgan.datasets.decode;

import java.awt.Dimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a JPEG up to its first scan, found as the Independent JPEG Group's library finds them: spare bytes
 * before a marker are passed over.
 */
final class JpegSegments {
    private static final int MARKER = 0xff;
    private static final int FIRST_FRAME = 0xc0;
    private static final int PROGRESSIVE = 0xc2;
    private static final int LAST_FRAME = 0xcf;
    private static final int FIRST_RESTART = 0xd0;
    private static final int START_OF_IMAGE = 0xd8;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int START_OF_SCAN = 0xda;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int COMMENT = 0xfe;
    private static final int ADOBE_LENGTH = 14;
    private static final int NONE = -1;

    private final byte[] bytes;
    private final List<Segment> segments = new ArrayList<>();
    private final int end;

    /** One part: its marker, where the marker is, where its content begins, and where the part ends. */
    private record Segment(int marker, int start, int content, int end) {}

    private JpegSegments(byte[] bytes) {
        this.bytes = bytes;
        int at = 2;
        int marker = NONE;
        while (marker != START_OF_SCAN && marker != END_OF_IMAGE) {
            int start = nextMarker(at);
            if (start < 0 || start + 4 > bytes.length) {
                break;
            }
            marker = bytes[start + 1] & 255;
            at = start + 2;
            if (marker > 1 && (marker < FIRST_RESTART || marker > END_OF_IMAGE)) {
                at += Math.max(2, number(start + 2));
                segments.add(new Segment(marker, start, start + 4, Math.min(at, bytes.length)));
            }
        }
        end = Math.min(at, bytes.length);
    }

    static JpegSegments of(byte[] bytes) {
        return new JpegSegments(bytes);
    }

    /** Where the next marker is, without the fill bytes before it. */
    private int nextMarker(int from) {
        for (int i = from; i + 1 < bytes.length; i++) {
            if (bytes[i] == (byte) MARKER && bytes[i + 1] != 0 && bytes[i + 1] != (byte) MARKER) {
                return i;
            }
        }
        return NONE;
    }

    /** Two bytes, the higher first. */
    private int number(int at) {
        return (bytes[at] & 255) << 8 | bytes[at + 1] & 255;
    }

    private static boolean isFrame(int marker) {
        boolean table = marker == 0xc4 || marker == 0xc8 || marker == 0xcc;
        return marker >= FIRST_FRAME && marker <= LAST_FRAME && !table;
    }

    private Optional<Segment> frame() {
        return segments.stream()
                .filter(s -> isFrame(s.marker) && s.content + 6 <= s.end)
                .findFirst();
    }

    private Optional<Segment> scan() {
        return segments.stream()
                .filter(s -> s.marker == START_OF_SCAN && s.content < s.end)
                .findFirst();
    }

    /** Width and height as the frame's header says, or nothing if there is none before the first scan. */
    Optional<Dimension> size() {
        return frame().map(s -> new Dimension(number(s.content + 3), number(s.content + 1)));
    }

    /** How often the decoder passes over the pixels: once, if the first scan has all colours whole. */
    int scans() {
        Optional<Segment> frame = frame();
        Optional<Segment> scan = scan();
        if (frame.isEmpty() || scan.isEmpty()) {
            return 0;
        }
        int colours = bytes[frame.get().content + 5];
        if (frame.get().marker != PROGRESSIVE && bytes[scan.get().content] == colours) {
            return 1;
        }
        int scans = 1;
        int at = nextMarker(end);
        while (at >= 0 && at + 4 <= bytes.length && (bytes[at + 1] & 255) != END_OF_IMAGE) {
            int marker = bytes[at + 1] & 255;
            scans += marker == START_OF_SCAN ? 1 : 0;
            boolean bare = marker >= FIRST_RESTART && marker <= START_OF_IMAGE;
            at = nextMarker(bare ? at + 2 : at + 2 + Math.max(2, number(at + 2)));
        }
        return scans;
    }

    Orientation orientation() {
        return segments.stream()
                .filter(s -> s.marker == APP1 && begins(s, "Exif\0"))
                .findFirst()
                // The name is followed by a byte that makes its length even.
                .map(s -> Exif.orientation(bytes, Math.min(s.content + 6, s.end), s.end))
                .orElse(Orientation.UPRIGHT);
    }

    private boolean begins(Segment segment, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (segment.content + i >= segment.end || bytes[segment.content + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean isJfif() {
        return segments.stream().anyMatch(s -> s.marker == APP0 && begins(s, "JFIF\0"));
    }

    /** What Adobe's part says of the colours: 0, 1 or 2; -1 without such a part. */
    int adobe() {
        int adobe = NONE;
        for (Segment s : segments) {
            if (s.marker == APP14 && s.content + ADOBE_LENGTH - 2 <= s.end && begins(s, "Adobe")) {
                adobe = bytes[s.content + 11] & 255;
            }
        }
        return adobe;
    }

    /** Whether the parts of the first scan are called R, G and B. */
    boolean isNamedRgb() {
        return scan().filter(s -> s.content + 6 <= s.end)
                .map(s -> bytes[s.content + 1] == 'R' && bytes[s.content + 3] == 'G' && bytes[s.content + 5] == 'B')
                .orElse(false);
    }

    /** The same image without what is not needed for its pixels, which may be odd: profiles, comments, spare bytes. */
    byte[] withoutExtras() {
        boolean needless = segments.stream().anyMatch(this::isExtra);
        int whole = 2 + segments.stream().mapToInt(s -> s.end - s.start).sum();
        if (!needless && whole == end) {
            return bytes;
        }
        byte[] less = Arrays.copyOf(bytes, bytes.length);
        int to = 2;
        for (Segment s : segments) {
            if (!isExtra(s)) {
                System.arraycopy(bytes, s.start, less, to, s.end - s.start);
                to += s.end - s.start;
            }
        }
        System.arraycopy(bytes, end, less, to, bytes.length - end);
        return Arrays.copyOf(less, to + bytes.length - end);
    }

    private boolean isExtra(Segment s) {
        boolean application = s.marker > APP0 && s.marker <= APP15 && s.marker != APP14;
        return application || s.marker == COMMENT;
    }
}

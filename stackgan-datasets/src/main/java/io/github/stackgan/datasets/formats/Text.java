package io.github.stackgan.datasets.formats;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Text, or bytes, which Python 2 and Lua do not tell apart.
 *
 * @since 0.1.0
 */
public final class Text implements Value {
    private volatile @Nullable ByteBuffer bytes;
    private volatile @Nullable String value;
    private volatile @Nullable Text latin1;

    private Text(@Nullable ByteBuffer bytes, @Nullable String value) {
        this.bytes = bytes;
        this.value = value;
    }

    static Text of(String value) {
        return new Text(null, value);
    }

    /** Nothing is copied, nor decoded before it is asked for. */
    static Text of(ByteBuffer bytes) {
        return new Text(bytes, null);
    }

    /**
     * As text.
     *
     * @return decoded as UTF-8; as Latin-1, where it is no UTF-8
     */
    public String value() {
        String known = value;
        if (known == null) {
            known = decoded(Objects.requireNonNull(bytes, "either is known from the start"));
            value = known;
        }
        return known;
    }

    private static String decoded(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
        }
    }

    /** The same text, as bytes its characters stand for, whatever bytes it was read from; made once. */
    Text asLatin1() {
        Text known = latin1;
        if (known == null) {
            known = of(value());
            latin1 = known;
        }
        return known;
    }

    /** How many bytes {@link #bytes} has. */
    int byteCount() {
        ByteBuffer known = bytes;
        return known == null ? value().length() : known.remaining();
    }

    /** As bytes; characters stand for the bytes of their numbers, as Python 3 writes bytes in old pickles. */
    ByteBuffer bytes() throws Refused {
        ByteBuffer known = bytes;
        if (known != null) {
            return known.duplicate();
        }
        String text = value();
        if (text.chars().anyMatch(c -> c > 255)) {
            throw new Refused("text stands where bytes should be: " + Refused.quote(text));
        }
        ByteBuffer encoded = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        bytes = encoded;
        return encoded.duplicate();
    }

    @Override
    public String kind() {
        return "the text \"" + Refused.quote(value()) + "\"";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Text text && value().equals(text.value());
    }

    @Override
    public int hashCode() {
        return value().hashCode();
    }

    @Override
    public String toString() {
        return value();
    }
}

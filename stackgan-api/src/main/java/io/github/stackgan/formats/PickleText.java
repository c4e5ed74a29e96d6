package io.github.stackgan.formats;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Text, or bytes, which Python 2 and Lua do not tell apart. Nothing is copied, nor decoded before it is asked for; what
 * is decoded is kept, so that asking again costs nothing.
 */
public final class PickleText {
    private final ByteBuffer bytes;
    private volatile @Nullable String value;
    private volatile @Nullable PickleText latin1;
    private volatile int hash;

    private PickleText(ByteBuffer bytes, @Nullable String value) {
        this.bytes = bytes;
        this.value = value;
    }

    /** Text of one's own; as bytes it is UTF-8. */
    public static PickleText of(String value) {
        return new PickleText(ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)), value);
    }

    /** Text or bytes out of a file. */
    public static PickleText of(ByteBuffer bytes) {
        return new PickleText(bytes, null);
    }

    /** As text: decoded as UTF-8, or as Latin-1 where it is no UTF-8. */
    public String value() {
        String known = value;
        if (known == null) {
            known = decoded(bytes);
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

    /** Whether this is a text of a few letters, found without decoding long ones. */
    public boolean is(String name) {
        return bytes.remaining() <= 4 * name.length() && value().equals(name);
    }

    /** As bytes. */
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /** The bytes for which the characters stand, as Python 3 writes bytes in old protocols; made once. */
    public PickleText asLatin1() throws MalformedFileException {
        PickleText known = latin1;
        if (known == null) {
            String text = value();
            if (text.chars().anyMatch(c -> c > 255)) {
                throw new MalformedFileException("the pickle has characters where bytes should be");
            }
            known = of(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
            latin1 = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof PickleText text && value().equals(text.value());
    }

    /** Another one in each run of a program; see {@link SeededHash}. */
    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = SeededHash.of(value());
        }
        return hash;
    }

    /** The text of what must be one. */
    public static String value(Object object) throws MalformedFileException {
        if (object instanceof PickleText text) {
            return text.value();
        }
        throw new MalformedFileException("the pickle gives something else where text should be");
    }
}

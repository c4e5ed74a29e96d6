package io.github.stackgan.datasets.formats;

import io.github.stackgan.checks.Quoted;
import io.github.stackgan.formats.PickleText;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Text, or bytes, which Python 2 and Lua do not tell apart.
 *
 * @since 0.1.0
 */
public final class Text implements Value {
    private final PickleText content;

    Text(PickleText content) {
        this.content = content;
    }

    static Text of(String value) {
        return new Text(PickleText.of(value));
    }

    /** Nothing is copied, nor decoded before it is asked for. */
    static Text of(ByteBuffer bytes) {
        return new Text(PickleText.of(bytes));
    }

    /**
     * As text.
     *
     * @return decoded as UTF-8; as Latin-1, where it is no UTF-8
     */
    public String value() {
        return content.value();
    }

    @Override
    public String kind() {
        return "the text " + Quoted.of(value());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Text text && value().equals(text.value());
    }

    /** Another one in each run of a program, so that no file can make the codes of its texts alike. */
    @Override
    public int hashCode() {
        return content.hashCode();
    }

    @Override
    public String toString() {
        return value();
    }
}

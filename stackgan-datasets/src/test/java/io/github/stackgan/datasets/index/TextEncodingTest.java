package io.github.stackgan.datasets.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.DatasetException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextEncodingTest {
    private static final String TEXT = "a r\u00e9d bird \u9e1f \ud83d\udc26\nanother\n";

    @TempDir
    private Path folder;

    private static byte[] bytes(String text, String charset) {
        ByteBuffer encoded = Charset.forName(charset).encode(text);
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    private Path file() {
        return folder.resolve("a.txt");
    }

    private void assertRefused(byte[] bytes, String message) {
        for (boolean western : new boolean[] {false, true}) {
            assertThatExceptionOfType(DatasetException.class)
                    .isThrownBy(() -> {
                        if (western) {
                            TextEncoding.unicodeOrWestern(file(), bytes);
                        } else {
                            TextEncoding.unicode(file(), bytes);
                        }
                    })
                    .withMessageStartingWith(file() + message)
                    .withMessageEndingWith("; save it as UTF-8");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void text_is_decoded_by_its_mark(String charset) throws IOException {
        byte[] marked = bytes("\ufeff" + TEXT, charset);
        assertThat(TextEncoding.unicode(file(), marked)).isEqualTo(TEXT);
        assertThat(TextEncoding.unicodeOrWestern(file(), marked)).isEqualTo(TEXT);
        Files.write(file(), marked);
        try (Reader reader = TextEncoding.reader(file())) {
            char[] read = new char[100];
            assertThat(new String(read, 0, reader.read(read))).isEqualTo(TEXT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void wide_text_without_a_mark_is_refused(String charset) throws IOException {
        byte[] bytes = bytes("a red bird\nanother\n", charset);
        assertRefused(bytes, " holds NULs, so it is not text or UTF-16 without a mark");
        Files.write(file(), bytes);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> TextEncoding.reader(file()))
                .withMessageContaining("holds NULs");
    }

    @Test
    void half_a_character_after_a_mark_is_refused() throws IOException {
        assertRefused(new byte[] {-1, -2, 'a'}, " begins with the mark of UTF-16LE, but is no such text");
        Files.write(file(), new byte[] {-1, -2, 'a', 0, 'b'});
        assertThatExceptionOfType(CharacterCodingException.class).isThrownBy(() -> {
            try (Reader reader = TextEncoding.reader(file())) {
                reader.transferTo(Writer.nullWriter());
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "windows-1252, a caf\u00e9 with a na\u00efve bird",
        "windows-1252, it\u2019s a \u201csmall\u201d bird \u2013 red",
        "ISO-8859-1, ein kleiner gr\u00fcner Vogel",
        "windows-1252, une tr\u00e8s jolie fleur dor\u00e9e\ttabbed"
    })
    void western_text_is_told_by_its_letters(String charset, String text) {
        byte[] bytes = bytes(text, charset);
        assertThat(TextEncoding.unicodeOrWestern(file(), bytes)).isEqualTo(text);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> TextEncoding.unicode(file(), bytes))
                .withMessage(file() + " is not UTF-8 text; save it as UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "windows-1251, \u043c\u0430\u043b\u0435\u043d\u044c\u043a\u0430\u044f"
                + " \u043a\u0440\u0430\u0441\u043d\u0430\u044f \u043f\u0442\u0438\u0446\u0430",
        "GBK, \u4e00\u53ea\u7ea2\u8272\u7684\u5c0f\u9e1f",
        "Shift_JIS, \u8d64\u3044\u5c0f\u3055\u306a\u9ce5",
        "ISO-8859-7, \u03ad\u03bd\u03b1 \u03bc\u03b9\u03ba\u03c1\u03cc \u03c0\u03bf\u03c5\u03bb\u03af"
    })
    void letters_of_other_encodings_are_not_taken_for_western_ones(String charset, String text) {
        assertRefused(bytes(text, charset), " is not UTF-8 text");
    }

    @Test
    void what_is_no_text_is_refused() {
        assertRefused(new byte[] {'a', ' ', 'b', 1, (byte) 0xe9, 'c', 'd', 'e', 'f'}, " is not UTF-8 text");
        assertRefused(new byte[] {'P', 'N', 'G', 0, (byte) 0xe9, 'c', 'd', 'e', 'f'}, " ");
        byte[] damaged = "a caf\u00e9 with many letters beside it".getBytes(StandardCharsets.UTF_8);
        damaged[damaged.length - 1] = (byte) 0xe9;
        assertRefused(damaged, " is not UTF-8 text");
    }
}

package io.github.stackgan.cli.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextLinesTest {
    @TempDir
    private Path folder;

    @Test
    void lines_are_texts_without_the_mark_that_some_editors_begin_a_file_with() throws IOException {
        Path file = Files.writeString(folder.resolve("texts.txt"), "\uFEFFa red bird\r\n\n  a blue bird \n");
        assertThat(TextLines.read("--texts", file)).containsExactly("a red bird", "a blue bird");
    }

    @Test
    void what_cannot_be_read_is_refused_by_name_and_reason() throws IOException {
        Path missing = folder.resolve("missing.txt");
        assertThatThrownBy(() -> TextLines.read("--texts", missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--texts " + missing + ": cannot be read: there is no such file");
        Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {(byte) 0xE9});
        assertThatThrownBy(() -> TextLines.read("--texts", latin))
                .hasMessage("--texts " + latin + ": is not UTF-8 text; save it as UTF-8");
        Path empty = Files.writeString(folder.resolve("empty.txt"), " \n");
        assertThatThrownBy(() -> TextLines.read("--texts", empty)).hasMessageEndingWith("write one in each line");
    }
}

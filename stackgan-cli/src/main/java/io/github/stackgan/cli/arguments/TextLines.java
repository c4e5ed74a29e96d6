package io.github.stackgan.cli.arguments;

import io.github.stackgan.checks.FileFault;
import io.github.stackgan.checks.Quoted;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files with a text in every line, as options take them. */
public final class TextLines {
    private TextLines() {}

    /**
     * Reads the texts.
     *
     * @param option what names the file, for messages
     * @param file UTF-8; lines of white space alone are passed over
     * @return at least one
     * @throws IllegalArgumentException if it cannot be read as UTF-8, or holds no text
     */
    public static List<String> read(String option, Path file) {
        String named = option + " " + Quoted.bare(file.toString());
        List<String> lines;
        try {
            lines = withoutMark(Files.readString(file))
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(named + ": is not UTF-8 text; save it as UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(named + ": cannot be read: " + FileFault.reason(e), e);
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException(named + ": holds no text; write one in each line");
        }
        return lines;
    }

    /** Without the byte order mark U+FEFF, which some editors and Windows PowerShell begin a file with. */
    public static String withoutMark(String content) {
        return content.startsWith("\uFEFF") ? content.substring(1) : content;
    }
}

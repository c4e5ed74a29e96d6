package io.github.stackgan.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileKindTest {
    private static byte[] bytes(String start) {
        return start.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE html>|a web page",
                "<HTML><head>|a web page",
                "<!-- saved from url -->|a web page",
                "<?xml version='1.0'?><Error/>|a web page",
                "{\"message\": \"Not Found\"}|JSON text",
                "version https://git-lfs.github.com/spec/v1|a git-lfs pointer",
                "BZh91AY|compressed",
                "%PDF-1.4|a PDF document"
            })
    void texts_and_documents_are_told_with_or_without_what_stands_before(String start, String kind) {
        assertThat(FileKind.mistaken(bytes(start)).orElseThrow()).contains(kind);
        if (start.startsWith("<") || start.startsWith("v")) {
            assertThat(FileKind.mistaken(bytes("\u00ef\u00bb\u00bf\r\n  " + start))
                            .orElseThrow())
                    .contains(kind);
        }
    }

    @Test
    void binary_files_are_told_by_their_first_bytes() {
        assertThat(FileKind.mistaken(bytes("\u001f\u008b\u0008")).orElseThrow())
                .contains("compressed archive; unpack it");
        assertThat(FileKind.mistaken(bytes("\u0089HDF\r\n\u001a\n")).orElseThrow())
                .contains("HDF5");
        assertThat(FileKind.mistaken(bytes("\u0089PNG\r\n\u001a\n")).orElseThrow())
                .contains("image");
        assertThat(FileKind.mistaken(bytes("PK\u0003\u0004")).orElseThrow()).contains("zip archive");
        assertThat(FileKind.mistaken(bytes("")).orElseThrow()).contains("empty");
    }

    @Test
    void what_a_format_of_data_may_begin_with_is_no_mistake() {
        assertThat(FileKind.mistaken(bytes("\u0080\u0002]q\u0001."))).isEmpty();
        assertThat(FileKind.mistaken(bytes("MATLAB 5.0 MAT-file"))).isEmpty();
        assertThat(FileKind.mistaken(bytes("a bird < a dog"))).isEmpty();
    }
}

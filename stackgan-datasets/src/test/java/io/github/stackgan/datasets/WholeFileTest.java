package io.github.stackgan.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path folder;

    @Test
    void a_file_appears_whole_or_stays_as_it_was() throws IOException {
        Path file = folder.resolve("new/er/f");
        WholeFile.write(file, channel -> channel.write(ByteBuffer.wrap(new byte[] {'o', 'l', 'd'})));
        assertThatIOException()
                .isThrownBy(() -> WholeFile.write(file, channel -> {
                    channel.write(ByteBuffer.wrap(new byte[] {'n'}));
                    throw new IOException("the disk is full");
                }))
                .withMessage("the disk is full");
        assertThat(file).hasContent("old");
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void a_folder_may_be_a_link() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("there")));
        WholeFile.write(link.resolve("f"), channel -> {});
        assertThat(folder.resolve("there/f")).isEmptyFile();
    }
}

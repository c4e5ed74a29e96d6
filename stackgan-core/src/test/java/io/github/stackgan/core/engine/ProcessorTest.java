package io.github.stackgan.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {
    @Test
    void units_for_matrices_are_found_in_what_linux_says_of_the_processor(@TempDir Path folder) throws IOException {
        Path description = folder.resolve("cpuinfo");
        assertThat(Processor.multipliesMatrices(description)).isFalse();
        Files.writeString(description, "flags\t\t: fpu avx512_bf16 amx_bf16 amx_tile\n");
        assertThat(Processor.multipliesMatrices(description)).isTrue();
        Files.writeString(description, "flags\t\t: fpu avx512_bf16\n");
        assertThat(Processor.multipliesMatrices(description)).isFalse();
    }
}

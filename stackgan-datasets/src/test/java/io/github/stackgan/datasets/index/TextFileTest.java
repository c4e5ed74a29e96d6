package io.github.stackgan.datasets.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.index.TextFile.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void lines_end_as_on_any_system(String end) throws IOException {
        Path file = folder.resolve("a.txt");
        Files.writeString(file, String.join(end, "a, \"b\"\tc  ", "", "\ufeff d"));
        assertThat(TextFile.lines(file))
                .containsExactly(new Line(file + " line 1", "a, \"b\"\tc"), new Line(file + " line 3", "d"));
        assertThat(TextFile.captions(file)).containsExactly("a, \"b\"\tc", "d");
    }

    @Test
    void numbers_are_decimal_and_finite() {
        Line line = new Line("f line 1", "x");
        assertThat(line.whole("007", "n")).isEqualTo(7);
        assertThat(line.real("1e3", "x")).isEqualTo(1000);
        assertThat(line.real("-.5", "x")).isEqualTo(-0.5);
        for (String bad : new String[] {"1e3", "1.0", "2147483648", "", "x\u001b[2J"}) {
            assertThatExceptionOfType(DatasetException.class)
                    .isThrownBy(() -> line.whole(bad, "n"))
                    .withMessage("f line 1: n must be a whole number, but is \"" + bad.replace('\u001b', '?') + "\"");
        }
        for (String bad : new String[] {"NaN", "Infinity", "1e999", "0x1p3", "1f", "1,5"}) {
            assertThatExceptionOfType(DatasetException.class)
                    .isThrownBy(() -> line.real(bad, "x"))
                    .withMessage("f line 1: x must be a number, but is \"" + bad + "\"");
        }
    }
}

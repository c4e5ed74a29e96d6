package io.github.stackgan.cli.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class PngArgumentTest {
    @ParameterizedTest
    @ValueSource(strings = {"bird.png", "bird.PNG", "bird", "runs/v1.2/bird", "jpg"})
    void names_of_png_files_and_without_a_format_are_taken(String name) {
        assertThat(new PngArgument().convert(name)).isEqualTo(Path.of(name));
    }

    @Test
    void a_folder_is_refused() {
        assertThatThrownBy(() -> new PngArgument().convert("."))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageStartingWith("\".\" is a folder, but an image is a file");
    }

    @Test
    void a_name_that_promises_another_format_is_refused() {
        assertThatThrownBy(() -> new PngArgument().convert("my/bird.JPG"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("\"my/bird.JPG\" promises another format, but images are written as PNG; name a file that"
                        + " ends with .png");
    }
}

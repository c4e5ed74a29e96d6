package io.github.stackgan.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
    @TempDir
    private Path folder;

    private static String error(String... command) {
        PrintStream console = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThat(Main.run(command)).isEqualTo(1);
        } finally {
            System.setErr(console);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_model_goes_to_each_folder_that_is_named() {
        Path onnx = folder.resolve("onnx");
        Path pytorch = folder.resolve("pytorch");
        Path serving = folder.resolve("serving");
        assertThat(Main.run(
                        "export",
                        "--onnx",
                        onnx.toString(),
                        "--float16",
                        "--pytorch",
                        pytorch.toString(),
                        "--serving",
                        serving.toString(),
                        "birds"))
                .isZero();
        assertThat(onnx.resolve("generators.onnx")).exists();
        assertThat(onnx.resolve("text-encoder.onnx")).exists();
        assertThat(pytorch.resolve("netG-stage1.safetensors")).exists();
        assertThat(pytorch.resolve("netG-stage2.safetensors")).exists();
        assertThat(serving.resolve("serving.properties")).exists();
    }

    @Test
    void without_a_folder_it_says_what_to_give() {
        assertThat(error("export")).contains("give --onnx DIR, --page DIR, --pytorch DIR or --serving DIR");
    }

    @Test
    void a_page_without_its_runtime_says_how_to_get_it() {
        String absent = folder.resolve("absent.tgz").toString();
        assertThat(error("export", "--page", folder.toString(), "--runtime", absent))
                .contains("absent.tgz cannot be read: there is no such file")
                .contains("npm pack onnxruntime-web@1.30.0");
        assertThat(folder).isEmptyDirectory();
    }
}

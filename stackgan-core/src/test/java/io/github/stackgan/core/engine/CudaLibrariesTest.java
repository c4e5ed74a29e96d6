package io.github.stackgan.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.StackGanException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CudaLibrariesTest {
    private static final String PATH = "jna.library.path";
    private static final List<String> LIBRARIES = List.of(
            "libcublasLt.so.11",
            "libcublas.so.11",
            "libcudnn_ops_infer.so.8",
            "libcudnn_ops_train.so.8",
            "libcudnn_cnn_infer.so.8",
            "libcudnn_cnn_train.so.8",
            "libcudnn.so.8",
            "libcudart.so.11.0");

    @TempDir
    Path temp;

    private String path = "";

    @BeforeEach
    void remember() {
        path = System.getProperty(PATH, "");
    }

    @AfterEach
    void restore() {
        System.setProperty(PATH, path);
    }

    /** A jar's content, unpacked, with the libraries' names as their content. */
    private ClassLoader jar(List<String> libraries) throws IOException {
        Path root = temp.resolve("jar");
        Path folder = Files.createDirectories(root.resolve("org/bytedeco/cuda/linux-x86_64"));
        for (String library : libraries) {
            Files.writeString(folder.resolve(library), library);
        }
        return new URLClassLoader(new URL[] {root.toUri().toURL()}, null);
    }

    private List<String> cached() throws IOException {
        try (Stream<Path> files = Files.list(temp.resolve("cache"))) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }

    @Test
    void without_the_jar_nothing_happens() throws IOException {
        assertThat(CudaLibraries.load(jar(List.of()), temp.resolve("cache"))).isEqualTo(CudaLibraries.Outcome.ABSENT);
        assertThat(temp.resolve("cache")).doesNotExist();
        assertThat(System.getProperty(PATH, "")).isEqualTo(path);
    }

    @Test
    void libraries_are_unpacked_once_under_the_names_that_are_asked_for() throws IOException {
        ClassLoader jar = jar(LIBRARIES);
        Path folder = CudaLibraries.unpacked(jar, temp.resolve("cache"));
        assertThat(folder.resolve("libcudnn.so.8")).hasContent("libcudnn.so.8");
        assertThat(folder.resolve("libcudart.so")).hasContent("libcudart.so.11.0");
        Files.writeString(folder.resolve("libcudnn.so.8"), "still here");
        assertThat(CudaLibraries.unpacked(jar, temp.resolve("cache"))).isEqualTo(folder);
        assertThat(folder.resolve("libcudnn.so.8")).hasContent("still here");
        assertThat(cached()).hasSize(1);
    }

    @Test
    void a_jar_that_lacks_one_leaves_nothing_behind() throws IOException {
        ClassLoader jar = jar(LIBRARIES.stream()
                .filter(name -> !name.startsWith("libcudnn_cnn_train"))
                .toList());
        assertThatThrownBy(() -> CudaLibraries.unpacked(jar, temp.resolve("cache")))
                .isInstanceOf(StackGanException.class)
                .hasMessageContaining("the jar has no org/bytedeco/cuda/linux-x86_64/libcudnn_cnn_train.so.8")
                .hasMessageContaining("DJL_CACHE_DIR");
        assertThat(cached()).isEmpty();
    }

    @Test
    void a_library_that_cannot_be_loaded_is_named_with_its_folder() throws IOException {
        ClassLoader jar = jar(LIBRARIES);
        Path cache = temp.resolve("cache");
        assertThatThrownBy(() -> CudaLibraries.load(jar, cache))
                .isInstanceOf(StackGanException.class)
                .hasMessageContaining("libcublasLt.so.11 cannot be loaded")
                .hasMessageContaining("install cuDNN 8 for CUDA 11");
    }
}

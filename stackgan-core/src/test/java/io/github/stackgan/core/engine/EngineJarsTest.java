package io.github.stackgan.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.StackGanException;
import io.github.stackgan.core.engine.EngineJars.Engine;
import io.github.stackgan.core.engine.EngineJars.Natives;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineJarsTest {
    private static final String NATIVES = "native/lib/pytorch.properties";

    @TempDir
    Path temp;

    private final List<URL> jars = new ArrayList<>();

    private void jar(String file, String text) throws IOException {
        Path path = temp.resolve("jar" + jars.size()).resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        jars.add(temp.resolve("jar" + jars.size()).toUri().toURL());
    }

    private EngineJars found() throws IOException {
        try (URLClassLoader loader = new URLClassLoader(jars.toArray(new URL[0]), null)) {
            return EngineJars.of(loader);
        }
    }

    @Test
    void an_empty_class_path_has_nothing() throws IOException {
        assertThat(found().engine()).isEmpty();
        assertThat(found().natives()).isEmpty();
        assertThat(found().jni()).isEmpty();
    }

    @Test
    void versions_platforms_and_the_jni_of_each_are_read() throws IOException {
        jar("pytorch-engine.properties", "djl_version=0.35.1\npytorch_version=2.7.1");
        jar(NATIVES, "version=2.7.1-20250812\nflavor=cpu\nclassifier=linux-x86_64\nlibraries=libtorch.so");
        jar(NATIVES, "version=1.9.1\nclassifier=cu111-win-x86_64");
        jar(NATIVES, "placeholder=true\nversion=2.7.1");
        jar("jnilib/pytorch.properties", "jni_version=2.7.1-0.35.1");
        jar("jnilib/linux-x86_64/cpu/libdjl_torch.so", "");
        EngineJars found = found();
        assertThat(found.engine()).contains(new Engine("0.35.1", "2.7.1"));
        assertThat(found.natives())
                .containsExactly(
                        new Natives("2.7.1-20250812", "cpu", "linux-x86_64", true),
                        new Natives("1.9.1", "cu111", "win-x86_64", false));
        assertThat(found.jni()).contains("2.7.1-0.35.1");
        assertThat(found.natives()).extracting(Natives::release).containsExactly("2.7.1", "1.9.1");
    }

    @Test
    void a_broken_file_is_named() throws IOException {
        jar(NATIVES, "version=\\u12zz");
        assertThatThrownBy(this::found).isInstanceOf(StackGanException.class).hasMessageContaining(NATIVES);
    }
}

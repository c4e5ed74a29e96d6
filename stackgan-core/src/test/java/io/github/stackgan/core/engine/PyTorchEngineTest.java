package io.github.stackgan.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.stackgan.StackGanException;
import io.github.stackgan.core.text.CharCnnRnn;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PyTorchEngineTest {
    private static final String REPORTS = "OPT_OUT_TRACKING";

    /** Opens the engine as a user does, with less on the class path. */
    static final class Newcomer {
        public static void main(String[] args) {
            try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 8, 1)) {
                System.out.println("encoder of " + encoder.embeddingSize());
            } catch (StackGanException e) {
                System.out.println(e.getMessage());
            }
            System.out.println(REPORTS + "=" + System.getProperty(REPORTS));
        }
    }

    private static String newcomer(String... without) throws Exception {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Stream.of(without)
                        .noneMatch(String.valueOf(Path.of(entry).getFileName())::contains))
                .collect(Collectors.joining(File.pathSeparator));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        Newcomer.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .keySet()
                .removeAll(List.of(REPORTS, "DJL_OFFLINE", "PYTORCH_LIBRARY_PATH", "PYTORCH_VERSION"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }

    @Test
    void without_the_engine_the_artifact_to_add_is_named() throws Exception {
        assertThat(newcomer("pytorch-"))
                .startsWith("No PyTorch engine is on the class path: add the artifact"
                        + " io.github.stackgan:stackgan-pytorch-cpu (type pom).");
    }

    @Test
    void without_natives_nothing_is_downloaded_and_the_artifact_to_add_is_named() throws Exception {
        assertThat(newcomer("pytorch-native"))
                .startsWith("PyTorch's natives for this machine (")
                .contains("io.github.stackgan:stackgan-pytorch-cpu (type pom)", "ai.djl.offline=false");
    }

    @Test
    void without_jni_nothing_is_downloaded_and_the_version_to_add_is_named() throws Exception {
        assertThat(newcomer("pytorch-jni"))
                .contains("pytorch-jni is not on the class path", "io.github.stackgan:stackgan-pytorch-cpu (type pom)");
    }

    @Test
    void a_library_leaves_the_programs_properties_as_they_were() throws Exception {
        assertThat(newcomer()).startsWith("encoder of ").contains(REPORTS + "=null");
    }

    @Test
    void reports_are_off_while_the_engine_starts_unless_the_user_chose() {
        assumeThat(System.getenv(REPORTS)).isNull();
        String before = System.getProperty(REPORTS);
        try {
            System.clearProperty(REPORTS);
            assertThat(PyTorchEngine.<String>withoutReports(() -> System.getProperty(REPORTS)))
                    .isEqualTo("true");
            assertThat(System.getProperty(REPORTS)).isNull();
            System.setProperty(REPORTS, "false");
            assertThat(PyTorchEngine.<String>withoutReports(() -> System.getProperty(REPORTS)))
                    .isEqualTo("false");
            assertThat(System.getProperty(REPORTS)).isEqualTo("false");
        } finally {
            if (before == null) {
                System.clearProperty(REPORTS);
            } else {
                System.setProperty(REPORTS, before);
            }
        }
    }

    @Test
    void natives_may_be_chosen_by_variables_and_properties_of_DJL() {
        assertThat(chosen(Map.of(), Map.of())).isFalse();
        assertThat(chosen(Map.of(), Map.of("ai.djl.offline", "true"))).isFalse();
        assertThat(chosen(Map.of(), Map.of("ai.djl.offline", "false"))).isTrue();
        assertThat(chosen(Map.of("DJL_OFFLINE", "true"), Map.of("ai.djl.offline", "false")))
                .isFalse();
        assertThat(chosen(Map.of("DJL_OFFLINE", "false"), Map.of("ai.djl.offline", "true")))
                .isTrue();
        assertThat(chosen(Map.of("PYTORCH_LIBRARY_PATH", "/opt/torch"), Map.of()))
                .isTrue();
        assertThat(chosen(Map.of("PYTORCH_LIBRARY_PATH", ""), Map.of())).isFalse();
        assertThat(chosen(Map.of(), Map.of("PYTORCH_VERSION", "2.5.1"))).isTrue();
    }

    private static boolean chosen(Map<String, String> environment, Map<String, String> properties) {
        return PyTorchEngine.nativesAreChosen(environment::get, properties::get);
    }

    @Test
    void whatever_fails_while_it_loads_is_told_with_what_was_there() {
        Machine machine = new Machine("Linux", "amd64", Optional.empty());
        EngineJars jars = new EngineJars(
                Optional.of(new EngineJars.Engine("0.35.1", "2.7.1")),
                List.of(new EngineJars.Natives("2.7.1-20250812", "cpu", "linux-x86_64", true)),
                Optional.of("2.7.1-0.35.1"));
        List<Throwable> failures = List.of(
                new IllegalStateException("outer", new UnsatisfiedLinkError("libgomp: cannot open")),
                new UnsatisfiedLinkError("libgomp: cannot open"),
                new AssertionError("libgomp: cannot open"));
        for (Throwable failure : failures) {
            assertThatThrownBy(() -> PyTorchEngine.started(machine, jars, () -> {
                        if (failure instanceof Error error) {
                            throw error;
                        }
                        throw (RuntimeException) failure;
                    }))
                    .isInstanceOf(StackGanException.class)
                    .hasCause(failure)
                    .hasMessageContainingAll(
                            "libgomp: cannot open", "Linux, amd64", "2.7.1-20250812", "stackgan-pytorch-cpu");
        }
    }
}

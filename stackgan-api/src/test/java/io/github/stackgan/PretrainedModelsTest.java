package io.github.stackgan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stackgan.spi.PretrainedModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainedModelsTest {
    @TempDir
    private Path folder;

    private final AtomicInteger opened = new AtomicInteger();

    /** A model whose artifact holds some bytes and promises the checksum of others. */
    private record Fake(String name, byte[] bytes, String sha256, AtomicInteger opened, Runnable whenOpened)
            implements PretrainedModel {
        @Override
        public String version() {
            return "1";
        }

        @Override
        public String licence() {
            return "Apache-2.0";
        }

        @Override
        public InputStream open() {
            opened.incrementAndGet();
            whenOpened.run();
            return new ByteArrayInputStream(bytes);
        }
    }

    private Fake fake(String name, String content, String promised) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(promised.getBytes(StandardCharsets.UTF_8));
        return new Fake(
                name, content.getBytes(StandardCharsets.UTF_8), HexFormat.of().formatHex(digest), opened, () -> {});
    }

    private PretrainedModels of(PretrainedModel... models) {
        return new PretrainedModels(List.of(models), folder.resolve("to").resolve("cache"));
    }

    /** A reader that refuses what has been damaged. */
    private Path whole(Path file) {
        try {
            if (Files.readString(file).equals("weigh") || Files.size(file) == 0) {
                throw new ModelFormatException(file + " is damaged");
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> unpacked() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("to").resolve("cache"))) {
            return files.toList();
        }
    }

    @Test
    void a_model_is_unpacked_once() throws Exception {
        PretrainedModels models = of(fake("birds", "weights", "weights"));
        Path file = models.open("birds", this::whole);
        assertThat(file).hasContent("weights");
        assertThat(file.getFileName().toString()).startsWith("birds-").endsWith(".safetensors");
        assertThat(models.open("birds", this::whole)).isEqualTo(file);
        assertThat(opened).hasValue(1);
        assertThat(unpacked()).containsExactly(file);
    }

    @Test
    void versions_lie_side_by_side() throws Exception {
        Path one = of(fake("birds", "one", "one")).open("birds", this::whole);
        Path two = of(fake("birds", "two", "two")).open("birds", this::whole);
        assertThat(one).hasContent("one");
        assertThat(two).hasContent("two");
    }

    @Test
    void a_file_that_cannot_be_read_is_unpacked_anew() throws Exception {
        PretrainedModels models = of(fake("birds", "weights", "weights"));
        Path file = models.open("birds", this::whole);
        for (String damaged : List.of("weigh", "")) {
            Files.writeString(file, damaged);
            assertThat(models.open("birds", this::whole)).hasContent("weights");
        }
        assertThat(unpacked()).containsExactly(file);
    }

    @Test
    void what_is_wrong_with_the_artifacts_own_file_is_told() throws Exception {
        PretrainedModels models = of(fake("birds", "weigh", "weigh"));
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(ModelFormatException.class)
                    .isThrownBy(() -> models.open("birds", this::whole))
                    .withMessageEndingWith("is damaged");
        }
        assertThat(opened).hasValue(1);
    }

    @Test
    void a_damaged_artifact_is_refused_and_leaves_nothing() throws Exception {
        PretrainedModels models = of(fake("birds", "weightz", "weights"));
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> models.open("birds", this::whole))
                .withMessageStartingWith("The artifact of the pretrained model \"birds\" is damaged")
                .withMessageEndingWith("fetch the artifact again");
        assertThat(unpacked()).isEmpty();
    }

    /** All have found no file when the first may write one. */
    @Test
    void many_may_unpack_at_once() throws Exception {
        int many = 4;
        CyclicBarrier barrier = new CyclicBarrier(many);
        Fake model = fake("birds", "weights".repeat(100_000), "weights".repeat(100_000));
        PretrainedModels models =
                of(new Fake(model.name(), model.bytes(), model.sha256(), opened, () -> await(barrier)));
        List<Path> files = new CopyOnWriteArrayList<>();
        List<Thread> threads = IntStream.range(0, many)
                .mapToObj(i -> new Thread(() -> files.add(models.open("birds", this::whole))))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(files).hasSize(many);
        assertThat(unpacked()).hasSize(1).containsOnly(files.get(0));
        assertThat(Files.readAllBytes(files.get(0))).isEqualTo(model.bytes());
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_folder_that_cannot_be_used_is_named_with_what_to_do() throws Exception {
        Files.writeString(folder.resolve("to"), "a file where the folder should be");
        PretrainedModels models = of(fake("birds", "weights", "weights"));
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> models.open("birds", this::whole))
                .withMessageContaining("cannot be unpacked to \"")
                .withMessageEndingWith("name another folder by -Dstackgan.cache=FOLDER");
    }

    @Test
    void an_unknown_name_lists_those_on_the_class_path_and_the_artifact_to_add() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of().open("birds", this::whole))
                .withMessage(
                        "There is no pretrained model \"birds\" on the class path, which has none; add the artifact"
                                + " io.github.stackgan:stackgan-model-birds");
        PretrainedModels models = of(fake("flowers", "f", "f"), fake("birds", "b", "b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> models.open("cats", this::whole))
                .withMessageContaining(
                        "which has birds, flowers; add the artifact" + " io.github.stackgan:stackgan-model-cats");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> models.open("../\u001b[2Jcats", this::whole))
                .withMessageContaining("names are of a to z, 0 to 9 and dashes")
                .withMessageNotContaining("\u001b");
    }

    @Test
    void a_name_that_two_artifacts_bring_is_refused() throws Exception {
        PretrainedModels models = of(fake("birds", "one", "one"), fake("birds", "two", "two"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> models.open("birds", this::whole))
                .withMessageContaining("2 times")
                .withMessageEndingWith("leave one of their artifacts");
    }

    @Test
    void the_cache_is_where_each_system_keeps_such_files() {
        Path home = folder.resolve("home");
        Path elsewhere = folder.resolve("elsewhere");
        assertThat(cache("Linux", Map.of())).isEqualTo(home.resolve(".cache/stackgan"));
        assertThat(cache("Linux", Map.of("XDG_CACHE_HOME", elsewhere.toString())))
                .isEqualTo(elsewhere.resolve("stackgan"));
        assertThat(cache("Linux", Map.of("XDG_CACHE_HOME", "relative"))).isEqualTo(home.resolve(".cache/stackgan"));
        assertThat(cache("Mac OS X", Map.of("XDG_CACHE_HOME", elsewhere.toString())))
                .isEqualTo(home.resolve("Library/Caches/stackgan"));
        assertThat(cache("Windows 11", Map.of("LOCALAPPDATA", elsewhere.toString())))
                .isEqualTo(elsewhere.resolve("stackgan/cache"));
        assertThat(cache("Windows 11", Map.of())).isEqualTo(home.resolve("AppData/Local/stackgan/cache"));
        assertThat(PretrainedModels.cache(
                        Map.of("stackgan.cache", elsewhere.toString(), "user.home", home.toString())::get,
                        Map.<String, String>of()::get))
                .isEqualTo(elsewhere);
    }

    private Path cache(String system, Map<String, String> environment) {
        return PretrainedModels.cache(
                Map.of("os.name", system, "user.home", folder.resolve("home").toString())::get, environment::get);
    }
}

package io.github.stackgan.model.birds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.Device;
import io.github.stackgan.StackGan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BirdsModelTest {
    private static final String CACHE = "stackgan.cache";

    @Test
    void the_checksum_is_that_of_the_weights() throws Exception {
        BirdsModel birds = new BirdsModel();
        try (InputStream in = birds.open()) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            assertThat(HexFormat.of().formatHex(digest)).isEqualTo(birds.sha256());
        }
    }

    @Test
    void it_is_found_by_its_name_and_generates() {
        try (StackGan gan = StackGan.pretrained("birds", Device.cpu())) {
            assertThat(gan.provenance().dataset()).isEqualTo("synthetic-birds/train");
            assertThat(gan.generate("a small red bird with a white belly").getWidth())
                    .isEqualTo(256);
        }
    }

    @Test
    void a_cached_file_with_a_wrong_bit_is_unpacked_anew(@TempDir Path cache) throws IOException {
        String usual = System.getProperty(CACHE);
        System.setProperty(CACHE, cache.toString());
        try {
            StackGan.pretrained("birds", Device.cpu()).close();
            Path file;
            try (Stream<Path> files = Files.list(cache)) {
                file = files.findFirst().orElseThrow();
            }
            byte[] whole = Files.readAllBytes(file);
            byte[] damaged = whole.clone();
            damaged[damaged.length / 2] ^= 4;
            Files.write(file, damaged);
            StackGan.pretrained("birds", Device.cpu()).close();
            assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        } finally {
            if (usual == null) {
                System.clearProperty(CACHE);
            } else {
                System.setProperty(CACHE, usual);
            }
        }
    }

    @Test
    void another_name_is_answered_with_those_that_are_here_and_the_artifact_to_add() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StackGan.pretrained("flowers"))
                .withMessage("There is no pretrained model \"flowers\" on the class path, which has birds; add the"
                        + " artifact io.github.stackgan:stackgan-model-flowers");
    }
}

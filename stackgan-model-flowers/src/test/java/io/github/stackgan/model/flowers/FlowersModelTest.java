package io.github.stackgan.model.flowers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.StackGan;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FlowersModelTest {
    @Test
    void the_checksum_is_that_of_the_weights() throws Exception {
        FlowersModel flowers = new FlowersModel();
        try (InputStream in = flowers.open()) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            assertThat(HexFormat.of().formatHex(digest)).isEqualTo(flowers.sha256());
        }
    }

    @Test
    void it_is_found_by_its_name_and_generates() {
        try (StackGan gan = StackGan.pretrained("flowers")) {
            assertThat(gan.provenance().dataset()).isEqualTo("oxford-102/all/without-20-classes");
            assertThat(gan.generate("a flower with long yellow petals").getWidth())
                    .isEqualTo(256);
        }
    }
}

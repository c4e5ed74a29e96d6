package io.github.stackgan.metrics.features;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class InceptionFeaturesTest {
    @TempDir
    private Path folder;

    /** A safetensors file whose only weight has a dimension of 0, so that it takes no room. */
    private Path claim(String name, String shape) throws IOException {
        byte[] json = ("{\"" + name + "\":{\"dtype\":\"F32\",\"shape\":[" + shape + "],\"data_offsets\":[0,0]}}")
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(
                folder.resolve("inception.pth"),
                bytes.putLong(json.length).put(json).array());
    }

    @Test
    @Timeout(60)
    void a_file_that_claims_classes_it_does_not_hold_is_refused() throws IOException {
        for (String shape : new String[] {"0,2048", "1000000000000,0", "0", "4000000,0"}) {
            Path file = claim("fc.weight", shape);
            assertThatThrownBy(() -> InceptionFeatures.fid(file))
                    .as(shape)
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageStartingWith(file + ": fc.weight is")
                    .hasMessageContaining("at least 2 classes, 2048");
            assertThatThrownBy(() -> InceptionFeatures.torchvision(file)).isInstanceOf(ModelFormatException.class);
        }
    }
}

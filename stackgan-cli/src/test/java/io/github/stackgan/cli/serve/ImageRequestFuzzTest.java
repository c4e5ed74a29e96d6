package io.github.stackgan.cli.serve;

import io.github.stackgan.cli.faults.MutatedJson;
import org.junit.jupiter.api.Test;

class ImageRequestFuzzTest {
    @Test
    void mutated_requests_are_read_or_refused_with_a_message() {
        String whole = "{\"text\": \"a red bird\", \"to\": \"a\", \"box\": [0.1, 0.2, 0.5, 0.5], \"seed\": -71}";
        MutatedJson.to(ImageRequest::parse, whole, IllegalArgumentException.class);
        String points = "{\"text\": \"a\", \"keyPoints\": {\"beak\": [0.7, 0.3], \"left eye\": [0.6, 0.25]}}";
        MutatedJson.to(ImageRequest::parse, points, IllegalArgumentException.class);
    }
}

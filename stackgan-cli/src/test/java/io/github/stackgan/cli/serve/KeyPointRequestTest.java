package io.github.stackgan.cli.serve;

import static io.github.stackgan.cli.serve.ServerCalls.images;
import static io.github.stackgan.cli.serve.ServerCalls.json;
import static io.github.stackgan.cli.serve.ServerCalls.refused;
import static io.github.stackgan.cli.serve.ServerCalls.send;
import static io.github.stackgan.cli.serve.ServerCalls.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verify;

import io.github.stackgan.GenerationRequest;
import io.github.stackgan.Location;
import io.github.stackgan.StackGan;
import io.github.stackgan.settings.Stage1;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyPointRequestTest {
    @Test
    void a_model_that_is_told_key_points_gets_those_that_it_knows() throws Exception {
        StackGan gan = BlackModels.told(Stage1.gawwnKeyPoints());
        try (ImageServer server = ImageServer.start(gan, "127.0.0.1", 0, 8)) {
            assertThat(send(to(server, "model").build()).body())
                    .contains("\"location\":\"KEY_POINTS\"", "\"keyPoints\":[\"back\",\"beak\"");
            String points = "{\"text\": \"a\", \"seed\": 1, \"keyPoints\": {\"left eye\": [0.6, 0.25]}}";
            assertThat(images(send(json(server, points)))).hasSize(1);
            Map<String, Location.Point> eye = Map.of("left eye", new Location.Point(0.6, 0.25));
            verify(gan).generate(GenerationRequest.of("a").withSeed(1).withKeyPoints(eye));
            for (String wrong :
                    List.of("1", "[0.5, 0.5]", "{\"beak\": 1}", "{\"beak\": [1]}", "{\"beak\": [0, \"x\"]}")) {
                assertThat(refused(server, "{\"text\": \"a\", \"keyPoints\": " + wrong + "}"))
                        .as(wrong)
                        .contains("keyPoints must be two numbers for each name");
            }
            assertThat(refused(server, "{\"text\": \"a\", \"keyPoints\": {\"beak\": [0.5, 1.1]}}"))
                    .contains("inside of the image");
            assertThat(refused(server, "{\"text\": \"a\", \"keyPoints\": {\"nose\": [0.5, 0.5]}}"))
                    .contains("no key point \"nose\"");
            assertThat(refused(server, "{\"text\": \"a\", \"keyPoints\": {}, \"box\": [0, 0, 1, 1]}"))
                    .contains("exclude each other");
        }
    }
}

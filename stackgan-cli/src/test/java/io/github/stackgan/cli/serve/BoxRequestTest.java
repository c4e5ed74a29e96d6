package io.github.stackgan.cli.serve;

import static io.github.stackgan.cli.serve.ServerCalls.images;
import static io.github.stackgan.cli.serve.ServerCalls.json;
import static io.github.stackgan.cli.serve.ServerCalls.refused;
import static io.github.stackgan.cli.serve.ServerCalls.send;
import static io.github.stackgan.cli.serve.ServerCalls.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verify;

import io.github.stackgan.GenerationRequest;
import io.github.stackgan.StackGan;
import io.github.stackgan.settings.Stage1;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoxRequestTest {
    @Test
    void a_model_that_is_told_a_box_gets_one() throws Exception {
        StackGan gan = BlackModels.told(Stage1.gawwnBox());
        try (ImageServer server = ImageServer.start(gan, "127.0.0.1", 0, 8)) {
            assertThat(send(to(server, "model").build()).body()).contains("\"location\":\"BOX\"");
            String box = "{\"text\": \"a\", \"seed\": 1, \"box\": [0.1, 0.2, 0.5, 0.25]}";
            assertThat(images(send(json(server, box)))).hasSize(1);
            verify(gan).generate(GenerationRequest.of("a").withSeed(1).withBox(0.1, 0.2, 0.5, 0.25));
            assertThat(refused(server, "{\"text\": \"a\"}"))
                    .contains("in a box that it is told; box must be four numbers");
            for (String wrong : List.of("1", "[1, 2, 3]", "[1, 2, 3, \"x\"]", "[[], 1, 1, 1]", "null")) {
                assertThat(refused(server, "{\"text\": \"a\", \"box\": " + wrong + "}"))
                        .as(wrong)
                        .contains("box must be four numbers");
            }
            assertThat(refused(server, "{\"text\": \"a\", \"box\": [0.5, 0, 0.6, 1]}"))
                    .contains("inside of the image");
            assertThat(refused(server, "{\"text\": \"a\", \"to\": \"b\", \"box\": [0, 0, 1, 1]}"))
                    .contains("leave out to");
        }
        try (ImageServer server = ImageServer.start(BlackModels.oneStage(List.of()), "127.0.0.1", 0, 8)) {
            assertThat(refused(server, "{\"text\": \"a\", \"box\": [0, 0, 1, 1]}"))
                    .contains("told no location");
        }
    }
}

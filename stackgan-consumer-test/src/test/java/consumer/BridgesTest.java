package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.modality.cv.Image;
import ai.djl.repository.zoo.Criteria;
import dev.langchain4j.model.image.ImageModel;
import io.github.stackgan.StackGan;
import io.github.stackgan.langchain4j.StackGanImageModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Who uses other libraries adds one artifact. */
class BridgesTest {
    private static final String TEXT = "a small red bird with a white belly";

    @EnableAutoConfiguration
    static class Application {}

    @Test
    void langchain4j() throws IOException {
        try (StackGanImageModel model =
                StackGanImageModel.builder().gan(StackGan.pretrained("birds")).build()) {
            ImageModel images = model;
            assertEquals(256, width(images.generate(TEXT).content().base64Data()));
        }
    }

    @Test
    void spring_boot() throws IOException {
        try (var context =
                new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run()) {
            var images = context.getBean(org.springframework.ai.image.ImageModel.class);
            var image = images.call(new ImagePrompt(TEXT)).getResult().getOutput();
            assertEquals(256, width(image.getB64Json()));
        }
    }

    @Test
    void djl() throws Exception {
        Criteria<String, Image> criteria = Criteria.builder()
                .setTypes(String.class, Image.class)
                .optModelUrls("stackgan://birds")
                .build();
        try (var model = criteria.loadModel();
                var predictor = model.newPredictor()) {
            assertEquals(256, predictor.predict(TEXT).getWidth());
        }
    }

    private static int width(String base64) throws IOException {
        var png = Base64.getDecoder().decode(base64);
        var image = ImageIO.read(new ByteArrayInputStream(png));
        assertTrue(image != null, "not a PNG");
        return image.getWidth();
    }
}

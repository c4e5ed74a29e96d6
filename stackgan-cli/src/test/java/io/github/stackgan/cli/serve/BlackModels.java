package io.github.stackgan.cli.serve;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import ai.djl.modality.cv.ImageFactory;
import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.Provenance;
import io.github.stackgan.StackGan;
import io.github.stackgan.Vocabulary;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage1;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Models that generate black images, at once or when they are let. */
final class BlackModels {
    private BlackModels() {}

    /** Generates black; "hold" as a text waits for the gate, "break" fails. */
    static StackGan black(Semaphore gate, CountDownLatch held) {
        StackGan gan = mock(StackGan.class);
        when(gan.generate(any(GenerationRequest.class))).thenAnswer(call -> {
            GenerationRequest request = call.getArgument(0);
            String text = request.texts().get(0);
            if (text.equals("break")) {
                throw new IllegalStateException("the secret cause");
            }
            if (text.equals("hold")) {
                held.countDown();
                gate.acquire();
            }
            BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
            return List.of(new GeneratedImage(
                    text, 0, List.of(ImageFactory.getInstance().fromImage(image))));
        });
        when(gan.settings()).thenReturn(StackGanSettings.of(8, Stage1.paper(), List.of()));
        return gan;
    }

    /** Generates a black image of one stage, in any box that it is told. */
    static StackGan told(Stage1 stage) {
        StackGan gan = oneStage(List.of("a bird"));
        when(gan.settings()).thenReturn(StackGanSettings.of(8, stage, List.of()));
        return gan;
    }

    /** Generates a black image of one stage. */
    static StackGan oneStage(List<String> captions) {
        StackGan gan = black(new Semaphore(0), new CountDownLatch(1));
        when(gan.vocabulary()).thenReturn(Vocabulary.of(Map.of("bird", 2)));
        when(gan.provenance())
                .thenReturn(Provenance.untrained("", List.of(1L), "", "")
                        .withDataset("birds")
                        .withCaptions(captions));
        return gan;
    }
}

package io.github.stackgan.metrics.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.Provenance;
import io.github.stackgan.StackGan;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.training.TextEncoderPlan;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageEmbeddingsTest {
    private static final int EMBEDDING = 8;
    private static final SyntheticBirds BIRDS = SyntheticBirds.train(1, 12);

    @TempDir
    private Path folder;

    private static StackGan with(TextEncoder encoder) {
        StackGan gan = mock(StackGan.class);
        when(gan.textEncoder()).thenReturn(encoder);
        when(gan.provenance()).thenReturn(Provenance.untrained(encoder.fingerprint(), List.of(0L), "", ""));
        return gan;
    }

    private Path trained(CharCnnRnn encoder, int iterations) {
        Path file = folder.resolve("images-" + iterations + ".safetensors");
        TextEncoderPlan plan =
                TextEncoderPlan.standard().withIterations(iterations).withBatchSize(4);
        ImageEmbeddings.train(with(encoder), BIRDS, plan, file, ProgressListener.none());
        return file;
    }

    @Test
    void what_was_trained_gives_images_and_captions_codes_of_one_length() {
        try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, EMBEDDING, 1);
                ImageEmbeddings one = ImageEmbeddings.load(trained(encoder, 1), with(encoder));
                ImageEmbeddings two = ImageEmbeddings.load(trained(encoder, 2), with(encoder))) {
            float[][] images = one.encode(List.of(BIRDS.image(0, 64), BIRDS.image(1, 64)));
            float[][] captions = one.sentences(encoder.encode(BIRDS.captions(0)));
            assertThat(images).hasDimensions(2, 256);
            assertThat(captions).hasDimensions(BIRDS.captions(0).size(), 256);
            assertThat(images[0]).isNotEqualTo(images[1]);
            assertThat(captions[0]).isNotEqualTo(captions[1]);
            assertThat(one.fingerprint()).isNotEqualTo(two.fingerprint());
        }
    }

    @Test
    void a_file_for_another_text_encoder_or_of_something_else_is_refused() {
        try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, EMBEDDING, 1);
                CharCnnRnn longer = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 9, 1);
                CharCnnRnn stranger = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, EMBEDDING, 2)) {
            Path file = trained(encoder, 1);
            assertThatThrownBy(() -> ImageEmbeddings.load(file, with(longer)))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessage(file + ": it takes embeddings of 8 numbers, but the text encoder's have 9. Train an"
                            + " image encoder for this text encoder.");
            assertThatThrownBy(() -> ImageEmbeddings.load(file, with(stranger)))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageStartingWith(file + ": it was trained for another text encoder");
            Path other = folder.resolve("encoder.safetensors");
            encoder.save(other);
            assertThatThrownBy(() -> ImageEmbeddings.load(other, with(encoder)))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessage(other + " holds no image encoder. Train one with the command train-image-encoder.");
        }
    }
}

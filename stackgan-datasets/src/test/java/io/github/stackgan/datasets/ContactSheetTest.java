package io.github.stackgan.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContactSheetTest {
    private final SyntheticBirds birds = SyntheticBirds.train(1, 5);

    @Test
    void images_stand_row_by_row_with_gaps_of_four_pixels() {
        BufferedImage sheet = ContactSheet.draw(birds, 5, 32, 3);
        assertThat(sheet.getWidth()).isEqualTo(4 + 3 * 36);
        assertThat(PixelMeasures.pixels(sheet.getSubimage(4 + 36, 4, 32, 32)))
                .isEqualTo(PixelMeasures.pixels(birds.image(1, 32)));
        int below = (sheet.getHeight() - 4) / 2;
        assertThat(PixelMeasures.pixels(sheet.getSubimage(4, 4 + below, 32, 32)))
                .isEqualTo(PixelMeasures.pixels(birds.image(3, 32)));
    }

    @Test
    void a_small_dataset_fills_what_it_can() {
        assertThat(ContactSheet.draw(birds, 100, 16, 100).getWidth()).isEqualTo(4 + 5 * 20);
    }

    @Test
    void an_image_that_cannot_be_read_is_left_out() {
        CaptionedImages broken = mock(CaptionedImages.class, delegatesTo(birds));
        doThrow(new DatasetException("cut short")).when(broken).image(0, 32);
        BufferedImage sheet = ContactSheet.draw(broken, 2, 32, 3);
        assertThat(sheet.getWidth()).isEqualTo(4 + 2 * 36);
        assertThat(PixelMeasures.pixels(sheet.getSubimage(4, 4, 32, 32)))
                .isEqualTo(PixelMeasures.pixels(birds.image(1, 32)));
    }

    @Test
    void wrong_numbers_are_refused() {
        assertThatThrownBy(() -> ContactSheet.draw(birds, 0, 8, 8)).hasMessage("count is 0, but must be at least 1");
        assertThatThrownBy(() -> ContactSheet.draw(birds, 8, 0, 8)).hasMessage("side is 0, but must be at least 1");
        assertThatThrownBy(() -> ContactSheet.draw(birds, 8, 8, 0)).hasMessage("columns is 0, but must be at least 1");
    }

    @Test
    void an_empty_dataset_is_refused() {
        CaptionedImages nothing = new Nothing();
        assertThatThrownBy(() -> ContactSheet.draw(nothing, 8, 8, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("images is \"nothing\", but holds no image; give a dataset that does");
    }

    private static final class Nothing implements CaptionedImages {
        @Override
        public String name() {
            return "nothing";
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public BufferedImage image(int index, int side) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public List<String> captions(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public int classOf(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public int classCount() {
            return 0;
        }

        @Override
        public String fingerprint() {
            return "00";
        }
    }
}

package io.github.stackgan.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class ContactSheetTest {
    private final SyntheticBirds birds = SyntheticBirds.train(1, 5);

    @Test
    void pictures_stand_row_by_row_with_gaps_of_four_pixels() {
        BufferedImage sheet = ContactSheet.draw(birds, 5, 32, 3);
        assertThat(sheet.getWidth()).isEqualTo(4 + 3 * 36);
        assertThat(Pictures.pixels(sheet.getSubimage(4 + 36, 4, 32, 32)))
                .isEqualTo(Pictures.pixels(birds.image(1, 32)));
        int below = (sheet.getHeight() - 4) / 2;
        assertThat(Pictures.pixels(sheet.getSubimage(4, 4 + below, 32, 32)))
                .isEqualTo(Pictures.pixels(birds.image(3, 32)));
    }

    @Test
    void a_small_dataset_fills_what_it_can() {
        assertThat(ContactSheet.draw(birds, 100, 16, 100).getWidth()).isEqualTo(4 + 5 * 20);
    }

    @Test
    void wrong_numbers_are_refused() {
        assertThatThrownBy(() -> ContactSheet.draw(birds, 0, 8, 8)).hasMessage("count is 0, but must be at least 1");
        assertThatThrownBy(() -> ContactSheet.draw(birds, 8, 0, 8)).hasMessage("side is 0, but must be at least 1");
        assertThatThrownBy(() -> ContactSheet.draw(birds, 8, 8, 0)).hasMessage("columns is 0, but must be at least 1");
    }
}

package io.github.stackgan.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.datasets.ImageEntry.Box;
import java.awt.Rectangle;
import java.util.List;
import org.junit.jupiter.api.Test;

class CropPolicyTest {
    @Test
    void a_box_is_cut_about_its_centre_and_clipped() {
        Box box = new Box("bird", 60, 27, 325, 304);
        // Centre (222, 179), half-side 243, so from -21 to 465 and from -64 to 422.
        assertThat(CropPolicy.AROUND_BOX.of(500, 335, List.of(box))).isEqualTo(new Rectangle(0, 0, 465, 335));
        assertThat(CropPolicy.AROUND_BOX.of(500, 335, List.of())).isEqualTo(new Rectangle(82, 0, 335, 335));
        assertThat(CropPolicy.STRETCHED.of(500, 335, List.of(box))).isEqualTo(new Rectangle(0, 0, 500, 335));
    }

    @Test
    void a_box_outside_of_its_image_does_not_matter() {
        Box far = new Box("bird", 900, 900, 10, 10);
        assertThat(CropPolicy.AROUND_BOX.of(100, 80, List.of(far))).isEqualTo(new Rectangle(10, 0, 80, 80));
    }
}

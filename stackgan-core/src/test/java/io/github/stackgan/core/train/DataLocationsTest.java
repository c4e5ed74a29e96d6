package io.github.stackgan.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.Location;
import io.github.stackgan.StackGan;
import io.github.stackgan.settings.LocationSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataLocationsTest {
    private static final Location.Box LEFT = new Location.Box(0, 0, 0.5, 1);
    private static final Location.Box RIGHT = new Location.Box(0.5, 0, 0.5, 1);
    private static final GenerationRequest REQUEST =
            GenerationRequest.of("a", "b").withSeed(5).withSeedStep(3).withCount(2);

    private static List<GenerationRequest> asked(Optional<LocationSettings> told) {
        CaptionedImages data = mock(CaptionedImages.class);
        when(data.box(8)).thenReturn(Optional.of(RIGHT));
        when(data.box(9)).thenReturn(Optional.of(LEFT));
        List<GenerationRequest> asked = new ArrayList<>();
        StackGan gan = mock(StackGan.class);
        when(gan.generate(any(GenerationRequest.class))).thenAnswer(call -> {
            asked.add(call.getArgument(0));
            return List.of();
        });
        assertThat(new DataLocations(data, told).generate(gan, REQUEST, i -> 9 - i))
                .isEmpty();
        return asked;
    }

    /** The seeds are those that the texts have in one request. */
    @Test
    void a_stack_that_is_told_draws_each_text_where_its_image_has_its_subject() {
        assertThat(asked(Optional.of(LocationSettings.box())))
                .containsExactly(
                        REQUEST.withTexts("a").withSeed(5).withLocation(LEFT),
                        REQUEST.withTexts("b").withSeed(8).withLocation(RIGHT));
    }

    @Test
    void a_stack_that_is_told_nothing_gets_one_request() {
        assertThat(asked(Optional.empty())).containsExactly(REQUEST);
    }
}

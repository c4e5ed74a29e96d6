package io.github.stackgan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void figures_keep_their_order_and_change_for_nobody() {
        Map<String, Float> mine = new LinkedHashMap<>(Map.of("loss", 3f));
        Losses first = new Losses(mine);
        Losses more = first.with("accuracy", 0.5f).with("loss", 2);
        mine.put("loss", 7f);
        assertThat(first.values()).containsExactly(Map.entry("loss", 3f));
        assertThat(more.values()).containsExactly(Map.entry("loss", 2f), Map.entry("accuracy", 0.5f));
        assertThatThrownBy(() -> more.values().put("kl", 1f)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void a_figure_that_is_not_there_is_named_with_those_that_are() {
        Progress progress = new Progress("text encoder", 1, 2, Losses.none().with("loss", 1));
        assertThatThrownBy(() -> progress.figures().get("accuracy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no loss accuracy; there are [loss]");
    }

    @Test
    void work_that_trains_nothing_has_no_figures() {
        assertThat(Progress.of("images checked", 1, 1).figures().values()).isEmpty();
    }

    @Test
    void more_than_all_cannot_be_done() {
        assertThatThrownBy(() -> Progress.of("images checked", 9, 8))
                .hasMessage("done is 9 of images checked, but must be in [1, 8], the total");
        assertThatThrownBy(() -> Progress.of("images checked", 0, 8)).isInstanceOf(IllegalArgumentException.class);
    }
}

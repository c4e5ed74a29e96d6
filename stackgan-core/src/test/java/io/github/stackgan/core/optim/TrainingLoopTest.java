package io.github.stackgan.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.Losses;
import io.github.stackgan.Progress;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.TrainingException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingLoopTest {
    /** What happened, in order. */
    private final List<String> events = new ArrayList<>();

    private TrainingLoop loop(long iterations) {
        return new TrainingLoop(
                "parrot",
                iterations,
                (name, value, iteration) -> name + " is " + value + " in iteration " + iteration,
                progress -> events.add("told " + progress.done() + "/" + progress.total()));
    }

    private Losses learn(long iteration) {
        events.add("learned " + iteration);
        return Losses.none().with("loss", iteration);
    }

    @Test
    void it_ends_at_the_plan_and_tells_of_every_iteration_before_the_next() {
        loop(2).run(this::learn);
        assertThat(events).containsExactly("learned 0", "told 1/2", "learned 1", "told 2/2");
    }

    @Test
    void in_parts_it_does_what_it_does_at_once() {
        loop(5).run(this::learn);
        List<String> whole = List.copyOf(events);
        events.clear();
        loop(5).run(0, 3, this::learn);
        loop(5).run(3, 3, this::learn);
        loop(5).run(3, 5, this::learn);
        assertThat(events).isEqualTo(whole);
    }

    @Test
    void figures_reach_the_listener_by_name_and_in_order() {
        List<Progress> told = new ArrayList<>();
        new TrainingLoop("parrot", 1, (name, value, iteration) -> name, told::add)
                .run(i -> Losses.none().with("z", 1).with("a", 2));
        assertThat(told).singleElement().satisfies(progress -> {
            assertThat(progress.what()).isEqualTo("parrot");
            assertThat(progress.figures().values().keySet()).containsExactly("z", "a");
            assertThat(progress.figures().get("a")).isEqualTo(2);
        });
    }

    @Test
    void a_figure_that_is_not_finite_stops_it_before_anyone_is_told() {
        for (float broken : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            events.clear();
            assertThatThrownBy(() -> loop(9).run(i -> learn(i).with("kl", i == 2 ? broken : 0)))
                    .isInstanceOf(TrainingException.class)
                    .hasMessage("kl is " + broken + " in iteration 3");
            assertThat(events).containsExactly("learned 0", "told 1/9", "learned 1", "told 2/9", "learned 2");
        }
    }

    @Test
    void a_listener_that_throws_stops_it() {
        ProgressListener full = progress -> {
            throw new IllegalStateException("disk full");
        };
        assertThatThrownBy(() -> new TrainingLoop("parrot", 3, (name, value, i) -> name, full).run(this::learn))
                .hasMessage("disk full");
        assertThat(events).containsExactly("learned 0");
    }

    @Test
    void iterations_beyond_the_plan_are_refused() {
        assertThatThrownBy(() -> loop(4).run(2, 5, this::learn))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The parrot has iterations 0 to 4, but those from 2 to 5 were asked for");
        assertThatThrownBy(() -> loop(4).run(-1, 2, this::learn)).isInstanceOf(IllegalArgumentException.class);
        assertThat(events).isEmpty();
    }
}

package io.github.stackgan.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.stackgan.GenerationRequest;
import io.github.stackgan.StackGan;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage1;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.Answer;
import org.springframework.ai.image.ImagePrompt;

/** Several requests at once, and an end while they run, with a StackGan that is none. */
class StackGanImageModelTest {
    private static final ImagePrompt PROMPT = new ImagePrompt("a bird");

    private static StackGanImageModel model(Answer<List<Object>> generate) {
        StackGan gan = mock(StackGan.class);
        when(gan.settings()).thenReturn(StackGanSettings.of(8, Stage1.paper(), List.of()));
        when(gan.generate(any(GenerationRequest.class))).thenAnswer(generate);
        return new StackGanImageModel(gan, GenerationRequest.of(""));
    }

    @Test
    void requests_are_generated_one_after_another() throws InterruptedException {
        AtomicInteger within = new AtomicInteger();
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        StackGanImageModel model = model(call -> {
            seen.add(within.incrementAndGet());
            Thread.yield();
            within.decrementAndGet();
            return List.of();
        });
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> model.call(PROMPT)))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(seen).hasSize(8).containsOnly(1);
    }

    @Test
    void closing_waits_for_what_is_being_generated_and_refuses_the_rest() throws InterruptedException {
        List<String> happened = Collections.synchronizedList(new ArrayList<>());
        List<StackGanImageModel> itself = new ArrayList<>();
        Thread closing = new Thread(() -> {
            itself.get(0).close();
            happened.add("closed");
        });
        StackGanImageModel model = model(call -> {
            closing.start();
            while (closing.getState() != Thread.State.WAITING && closing.isAlive()) {
                Thread.onSpinWait();
            }
            happened.add("generated");
            return List.of();
        });
        itself.add(model);
        model.call(PROMPT);
        closing.join();
        assertThat(happened).containsExactly("generated", "closed");
        assertThatThrownBy(() -> model.call(PROMPT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}

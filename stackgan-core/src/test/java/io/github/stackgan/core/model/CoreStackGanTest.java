package io.github.stackgan.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.modality.cv.Image;
import com.google.common.util.concurrent.Uninterruptibles;
import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.GenerationRequest.ConditioningMode;
import io.github.stackgan.Losses;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.StackGanException;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.Oracle;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.settings.Precision;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoreStackGanTest {
    private static final GenerationRequest REQUEST =
            GenerationRequest.of("a red patch", "a blue patch").withSeed(7).withCount(3);

    private static List<int[]> pixels(List<GeneratedImage> images) {
        List<int[]> all = new ArrayList<>();
        for (GeneratedImage image : images) {
            for (Image stage : image.stages()) {
                BufferedImage seen = (BufferedImage) stage.getWrappedImage();
                all.add(seen.getRGB(0, 0, seen.getWidth(), seen.getHeight(), null, 0, seen.getWidth()));
            }
        }
        return all;
    }

    private static void assertSame(List<GeneratedImage> found, List<GeneratedImage> expected) {
        assertThat(pixels(found)).usingRecursiveComparison().isEqualTo(pixels(expected));
    }

    @Test
    void draws_every_stage_of_every_sentence_with_its_seed() {
        try (StackGan gan = Small.model(1)) {
            List<GeneratedImage> images = gan.generate(REQUEST);
            assertThat(images).extracting(GeneratedImage::seed).containsExactly(7L, 8L, 9L, 7L, 8L, 9L);
            assertThat(images)
                    .extracting(GeneratedImage::text)
                    .startsWith("a red patch")
                    .endsWith("a blue patch");
            assertThat(images).allSatisfy(p -> {
                assertThat(p.stages()).extracting(Image::getWidth).containsExactly(16, 32);
                assertThat(p.image().getHeight()).isEqualTo(32);
            });
            List<int[]> all = pixels(images);
            assertThat(all.get(0)).isNotEqualTo(all.get(2));
        }
    }

    @Test
    void the_same_seed_draws_the_same_image_in_another_model_of_the_same_seed() {
        try (StackGan one = Small.model(1);
                StackGan two = Small.model(1);
                StackGan other = Small.model(2)) {
            assertSame(one.generate(REQUEST), two.generate(REQUEST));
            assertThat(pixels(other.generate(REQUEST)).get(0))
                    .isNotEqualTo(pixels(one.generate(REQUEST)).get(0));
        }
    }

    /** An untrained network's images are nearly grey, so their differences are measured against their own contrast. */
    @Test
    void sixteen_bits_draw_nearly_the_same() {
        try (StackGan gan = Small.model(1)) {
            gan.train(new ColourPatches(20), Small.plan(60));
            List<int[]> wide = pixels(gan.generate(REQUEST));
            List<int[]> narrow = pixels(gan.generate(REQUEST.withPrecision(Precision.BFLOAT16)));
            assertThat(wide).usingRecursiveComparison().isNotEqualTo(narrow);
            double difference = 0;
            double contrast = 0;
            for (int i = 0; i < wide.size(); i++) {
                for (int j = 0; j < wide.get(i).length; j++) {
                    int red = wide.get(i)[j] >> 16 & 255;
                    difference += Math.abs(red - (narrow.get(i)[j] >> 16 & 255));
                    contrast += Math.abs(red - (wide.get(i)[0] >> 16 & 255));
                }
            }
            assertThat(difference).isLessThan(0.05 * contrast);
        }
    }

    @Test
    void eight_threads_draw_what_one_draws() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (StackGan gan = Small.model(1)) {
            List<GeneratedImage> alone = gan.generate(REQUEST);
            List<Future<List<GeneratedImage>>> all = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                all.add(threads.submit(() -> gan.generate(REQUEST)));
            }
            for (Future<List<GeneratedImage>> one : all) {
                assertSame(one.get(), alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_stream_gives_the_same_images_a_batch_at_a_time() {
        try (StackGan gan = Small.model(1)) {
            GenerationRequest many = REQUEST.withBatchSize(2);
            assertSame(gan.stream(many).toList(), gan.generate(many));
            AtomicInteger encoded = new AtomicInteger();
            assertThat(gan.stream(REQUEST.withCount(1_000_000_000)).limit(3).peek(image -> encoded.incrementAndGet()))
                    .hasSize(3);
            assertThat(encoded).hasValue(3);
        }
    }

    @Test
    void an_interrupted_thread_gets_the_batch_at_hand_and_no_more() {
        try (StackGan gan = Small.model(1)) {
            List<GeneratedImage> taken = new ArrayList<>();
            assertThatThrownBy(() -> gan.stream(REQUEST.withBatchSize(2)).forEach(image -> {
                        taken.add(image);
                        Thread.currentThread().interrupt();
                    }))
                    .isInstanceOf(StackGanException.class)
                    .hasMessage("Generating was interrupted after 2 of 6 images");
            assertThat(taken).hasSize(2);
            assertThat(Thread.interrupted()).as("stays interrupted").isTrue();
        }
    }

    @Test
    void a_closed_model_says_so(@TempDir Path folder) {
        StackGan gan = Small.model(1);
        Stream<GeneratedImage> late = gan.stream(REQUEST);
        gan.close();
        gan.close();
        List<ThrowingCallable> uses = List.of(
                late::toList,
                () -> gan.generate("a"),
                () -> gan.interpolate("a", "b", 3, 1),
                () -> gan.train(new ColourPatches(20), Small.plan(1)),
                () -> gan.save(folder.resolve("model.safetensors")),
                gan::fingerprint);
        assertThat(uses).allSatisfy(use -> assertThatThrownBy(use)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("This model was closed; use it before close(), or load it again"));
    }

    @Test
    void closing_waits_for_the_images_at_hand() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        TextEncoder slow = new TextEncoder() {
            @Override
            public int embeddingSize() {
                return Small.EMBEDDING;
            }

            @Override
            public float[][] encode(List<String> texts) {
                begun.countDown();
                Uninterruptibles.awaitUninterruptibly(gate);
                return new Small.HashEncoder().encode(texts);
            }

            @Override
            public String fingerprint() {
                return "slow";
            }
        };
        StackGan gan =
                StackGan.builder().textEncoder(slow).stage1(Small.stage1()).build();
        CompletableFuture<Image> image = CompletableFuture.supplyAsync(() -> gan.generate("a red patch"));
        begun.await();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(gan::close);
        Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(100));
        assertThat(closed).isNotDone();
        gate.countDown();
        assertThat(image.get(1, TimeUnit.MINUTES).getWidth()).isEqualTo(16);
        closed.get(1, TimeUnit.MINUTES);
        assertThatThrownBy(() -> gan.generate("a")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_text_that_is_null_is_named() {
        assertThatThrownBy(() -> GenerationRequest.of("a", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("text 2 of 2 is null, but must be a text; an empty one is legal");
    }

    @Test
    void a_gpu_that_is_not_there_is_told_in_a_line() {
        int beyond = Engine.getEngine("PyTorch").getGpuCount();
        assertThatThrownBy(() -> StackGan.builder()
                        .textEncoder(CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 8, 1))
                        .stage1(Stage1.paper())
                        .device(Device.gpu(beyond))
                        .build())
                .isInstanceOf(StackGanException.class)
                .hasMessageStartingWith("device is gpu(" + beyond + "), but PyTorch")
                .hasMessageContaining("take Device.cpu()");
    }

    @Test
    void the_mean_condition_differs_from_a_drawn_one() {
        try (StackGan gan = Small.model(1)) {
            GenerationRequest one = GenerationRequest.of("a red patch").withSeed(5);
            assertThat(pixels(gan.generate(one.withConditioning(ConditioningMode.MEAN)))
                            .get(1))
                    .isNotEqualTo(pixels(gan.generate(one)).get(1));
        }
    }

    @Test
    void interpolation_starts_and_ends_with_the_sentences_own_images() {
        try (StackGan gan = Small.model(1)) {
            List<GeneratedImage> way = gan.interpolate("a red patch", "a blue patch", 3, 7);
            List<GeneratedImage> ends = gan.generate(REQUEST.withCount(1));
            assertThat(way).hasSize(3);
            assertClose(pixels(way).get(1), pixels(ends).get(1));
            assertClose(pixels(way).get(5), pixels(ends).get(3));
            assertThatThrownBy(() -> gan.interpolate("a", "b", 1, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("steps is 1");
        }
    }

    /** Another batch size may round differently: within one grey level. */
    private static void assertClose(int[] found, int[] expected) {
        for (int i = 0; i < expected.length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                assertThat(found[i] >> shift & 255)
                        .isBetween((expected[i] >> shift & 255) - 1, (expected[i] >> shift & 255) + 1);
            }
        }
    }

    @Test
    void a_saved_model_draws_the_same_and_knows_where_it_comes_from(@TempDir Path folder) {
        Path file = folder.resolve("model.safetensors");
        try (StackGan gan = StackGan.builder()
                .textEncoder(CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 20, 1))
                .stage1(Small.stage1())
                .stage2(Small.stage2())
                .build()) {
            gan.train(new ColourPatches(8), Small.plan(2));
            gan.save(file);
            try (StackGan loaded = StackGan.load(file)) {
                assertThat(loaded.settings()).isEqualTo(gan.settings());
                assertThat(loaded.provenance()).isEqualTo(gan.provenance());
                assertThat(loaded.provenance().dataset()).isEqualTo("colour-patches");
                assertThat(loaded.provenance().iterations()).containsExactly(2L, 2L);
                assertSame(loaded.generate(REQUEST), gan.generate(REQUEST));
                loaded.train(new ColourPatches(8), Small.plan(3));
                assertThat(loaded.provenance().iterations()).containsExactly(5L, 5L);
            }
        }
    }

    @Test
    void a_model_that_is_given_the_text_once_trains_and_comes_back(@TempDir Path folder) {
        Path file = folder.resolve("once.safetensors");
        List<Losses> losses = new ArrayList<>();
        try (StackGan gan = StackGan.builder()
                .textEncoder(new Small.HashEncoder())
                .stage1(Small.stage1())
                .stage2(Small.stage2().withText(Stage2.TextInput.NONE))
                .build()) {
            gan.train(new ColourPatches(8), Small.plan(2), new TrainingListener() {
                @Override
                public void onIteration(Iteration i) {
                    losses.add(i.losses());
                }
            });
            gan.save(file);
            try (StackGan loaded = StackGan.load(file, Device.cpu(), new Small.HashEncoder())) {
                assertThat(loaded.settings()).isEqualTo(gan.settings());
                assertSame(loaded.generate(REQUEST), gan.generate(REQUEST));
            }
        }
        assertThat(losses).hasSize(4);
        assertThat(losses.get(1).get("kl")).isPositive();
        assertThat(losses.get(3).get("kl")).isZero();
        assertThat(losses.get(3).get("generator")).isPositive();
    }

    @Test
    void a_small_model_is_less_than_half_as_large_and_draws_nearly_the_same(@TempDir Path folder) throws IOException {
        try (StackGan gan = Small.model(1)) {
            gan.train(new ColourPatches(8), Small.plan(2));
            gan.save(folder.resolve("full"));
            gan.save(folder.resolve("small"), SaveOption.FLOAT16, SaveOption.GENERATORS_ONLY);
            assertThat(Files.size(folder.resolve("small"))).isLessThan(Files.size(folder.resolve("full")) / 2);
            try (StackGan small = StackGan.load(folder.resolve("small"), Device.cpu(), new Small.HashEncoder())) {
                int[] found = pixels(small.generate(REQUEST)).get(0);
                int[] expected = pixels(gan.generate(REQUEST)).get(0);
                double sum = 0;
                for (int i = 0; i < found.length; i++) {
                    sum += Math.abs((found[i] & 255) - (expected[i] & 255));
                }
                assertThat(sum / found.length).isLessThan(2);
            }
        }
    }

    @Test
    void a_thread_that_was_told_to_stop_still_saves(@TempDir Path folder) {
        Path file = folder.resolve("model.safetensors");
        try (StackGan gan = Small.model(1)) {
            Thread.currentThread().interrupt();
            gan.save(file);
            assertThat(Thread.interrupted()).isTrue();
        }
        try (StackGan loaded = StackGan.load(file, new Small.HashEncoder())) {
            assertThat(loaded.settings().stage1()).isEqualTo(Small.stage1());
        }
    }

    @Test
    void refuses_what_is_no_model_and_asks_for_an_encoder_it_cannot_save(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("page.html"), "<html>not found</html>");
        assertThatThrownBy(() -> StackGan.load(text))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("page.html is not a proper safetensors file");
        assertThatThrownBy(() -> StackGan.load(folder.resolve("absent")))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("absent cannot be read");
        assertThatThrownBy(() -> StackGan.load(Oracle.path("stackgan/netG1.pth")))
                .isInstanceOf(ModelFormatException.class);
        Path external = folder.resolve("external");
        try (StackGan gan = Small.model(1)) {
            gan.save(external);
        }
        assertThatThrownBy(() -> StackGan.load(external))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("text encoder of your own");
    }

    @Test
    void a_builder_names_what_is_missing_and_what_was_set_twice() {
        assertThatThrownBy(() -> StackGan.builder().stage1(Small.stage1()).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("textEncoder is not set; call StackGan.builder().textEncoder(...)");
        assertThatThrownBy(() -> StackGan.builder().seed(4).seed(5))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("seed is already set, to 4; set it only once");
    }
}

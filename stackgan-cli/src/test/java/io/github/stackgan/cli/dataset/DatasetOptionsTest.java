package io.github.stackgan.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.CaptionedImages;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class DatasetOptionsTest {
    private static final Path MINI = Path.of("../stackgan-datasets/src/test/resources/mini");

    @TempDir
    private Path folder;

    @Command
    private static final class Options {
        @CommandLine.Mixin
        private DatasetOptions dataset = new DatasetOptions();

        @CommandLine.Option(names = "--birds")
        private int birds;
    }

    private static DatasetOptions options(String... arguments) {
        Options options = new Options();
        String[] dataset = {"--dataset", "cub:" + MINI.resolve("birds")};
        new CommandLine(options)
                .parseArgs(
                        Stream.concat(Stream.of(dataset), Stream.of(arguments)).toArray(String[]::new));
        return options.dataset;
    }

    private static Stream<String> captions(CaptionedImages images) {
        return IntStream.range(0, images.size()).mapToObj(images::captions).map(Object::toString);
    }

    @Test
    void what_a_model_was_trained_on_is_all_but_the_held_out_classes() {
        DatasetOptions held = options("--held-out-classes", "1", "--held-out");
        CaptionedImages trained = held.trainedOn(folder, 8).orElseThrow();
        CaptionedImages tests = held.open(folder, 1, 1, 8);
        CaptionedImages all = options().open(folder, 1, 1, 8);
        assertThat(Stream.concat(captions(trained), captions(tests)))
                .containsExactlyInAnyOrderElementsOf(captions(all).toList());
        assertThat(captions(trained))
                .containsExactlyElementsOf(
                        captions(options("--held-out-classes", "1").open(folder, 1, 1, 8))
                                .toList());
        assertThat(options().trainedOn(folder, 8)).isEmpty();
        assertThat(captions(
                        options("--held-out-classes", "1").testedOn(folder, 8).orElseThrow()))
                .containsExactlyElementsOf(captions(tests).toList());
        assertThat(options().testedOn(folder, 8)).isEmpty();
    }

    @Test
    void prepared_images_of_tests_lie_apart_from_those_of_training() {
        String prepared = folder.resolve("prepared").toString();
        DatasetOptions held = options("--held-out-classes", "1", "--held-out", "--prepared", prepared);
        CaptionedImages tests = held.open(folder, 1, 1, 8);
        CaptionedImages trained = held.trainedOn(folder, 8).orElseThrow();
        assertThat(trained.fingerprint())
                .isNotEqualTo(tests.fingerprint())
                .isEqualTo(options("--held-out-classes", "1", "--prepared", prepared)
                        .open(folder, 1, 1, 8)
                        .fingerprint());
        assertThat(trained.image(0, 8).getWidth()).isEqualTo(8);
    }

    @Test
    void a_page_that_says_what_made_it_names_the_images() {
        assertThat(options("--held-out-classes", "2", "--held-out-seed", "3", "--anywhere")
                        .arguments())
                .isEqualTo(" --dataset cub:PATH --held-out-classes 2 --held-out-seed 3 --anywhere");
        assertThat(options("--problems", "SKIP").arguments()).isEqualTo(" --dataset cub:PATH --problems skip");
        assertThat(options().arguments()).isEqualTo(" --dataset cub:PATH");
    }

    @Test
    void what_would_change_nothing_is_refused() {
        assertRefused("--birds says nothing to a dataset of files", "--birds", "7");
        assertRefused("--cache-mb says nothing to --prepared", "--cache-mb", "7", "--prepared", folder.toString());
        assertRefused(
                "--held-out-seed draws the classes that --held-out-classes keeps from training",
                "--held-out-seed",
                "7");
    }

    @Test
    void a_memory_of_less_than_nothing_is_refused_by_its_option() {
        assertRefused("--cache-mb is -1, but must be from 0 to", "--cache-mb", "-1");
    }

    private void assertRefused(String message, String... arguments) {
        assertThatThrownBy(() -> options(arguments).open(folder, 1, 1, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--split=train-classes", "--prepared=p", "--problems=SKIP", "--held-out", "--held-out-seed=2"})
    void what_is_for_files_is_refused_for_synthetic_birds(String option) {
        Options options = new Options();
        new CommandLine(options).parseArgs(option);
        assertThatThrownBy(() -> options.dataset.open(folder, 1, 1, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(option.replaceAll("=.*", ""))
                .hasMessageContaining("datasets of files");
    }
}

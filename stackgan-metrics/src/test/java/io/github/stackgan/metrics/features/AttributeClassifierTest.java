package io.github.stackgan.metrics.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import io.github.stackgan.datasets.birds.attributes.BirdColour;
import io.github.stackgan.metrics.scores.Attribute;
import io.github.stackgan.metrics.scores.AttributeAccuracy;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributeClassifierTest {
    private static final List<Attribute> COLOURS = List.of(
            new Attribute("left", List.of(List.of("red"), List.of("blue")), List.of("side")),
            new Attribute("right", List.of(List.of("red"), List.of("blue"), List.of("green")), List.of("end")));

    @TempDir
    private Path folder;

    /** Birds of a split and a seed that the bundled classifier never saw, at the size of generated images. */
    @Test
    void the_bundled_classifier_knows_birds_that_it_has_never_seen() {
        SyntheticBirds birds = SyntheticBirds.test(2026, 150);
        try (AttributeClassifier classifier = AttributeClassifier.ofSyntheticBirds()) {
            List<BufferedImage> images = new ArrayList<>();
            int[][] labels = new int[birds.size()][];
            for (int i = 0; i < birds.size(); i++) {
                images.add(birds.image(i, 128));
                labels[i] = new BirdExamples(birds).labels(i);
            }
            AttributeAccuracy accuracy =
                    AttributeAccuracy.of(classifier.attributes(), classifier.classify(images), labels);
            assertThat(accuracy.byAttribute().values()).allMatch(part -> part > 0.93);
            assertThat(classifier.heldOutAccuracy().orElseThrow().overall()).isBetween(0.98, 1.0);
            assertThat(classifier.heldOutAccuracy().orElseThrow().counts().values())
                    .containsOnly(1000);
            ImageFeatures.Batch batch = classifier.extract(images.subList(0, 2));
            assertThat(batch.features()[0]).hasSize(classifier.width());
            assertThat(batch.logits()[1]).hasSize(classifier.classCount());
        }
    }

    /** What it tells of details, no classifier of 64 pixels could. */
    @Test
    void the_classifier_of_256_pixels_knows_details() {
        SyntheticBirds birds = SyntheticBirds.test(2026, 60);
        try (AttributeClassifier classifier = AttributeClassifier.ofSyntheticBirdsInDetail()) {
            assertThat(classifier.attributes())
                    .extracting(Attribute::name)
                    .containsExactly(
                            "body",
                            "wing",
                            "belly",
                            "crown",
                            "beakLength",
                            "tail",
                            "eyeRing",
                            "wingBars",
                            "breastStripes");
            List<BufferedImage> images = new ArrayList<>();
            int[][] labels = new int[birds.size()][];
            for (int i = 0; i < birds.size(); i++) {
                images.add(birds.image(i, 256));
                labels[i] = BirdExamples.details(birds.attributes(i));
            }
            AttributeAccuracy accuracy =
                    AttributeAccuracy.of(classifier.attributes(), classifier.classify(images), labels);
            assertThat(accuracy.byAttribute().values()).allMatch(part -> part > 0.8);
            assertThat(classifier.resizing()).endsWith("to 256 pixels");
        }
    }

    @Test
    void its_attributes_are_the_synthetic_birds_colours_in_their_order() {
        List<String> colours = Arrays.stream(BirdColour.values())
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .toList();
        try (AttributeClassifier classifier = AttributeClassifier.ofSyntheticBirds()) {
            assertThat(classifier.attributes())
                    .extracting(Attribute::name)
                    .containsExactly("body", "wing", "belly", "crown");
            for (Attribute attribute : classifier.attributes()) {
                assertThat(attribute.values()).extracting(words -> words.get(0)).isEqualTo(colours);
            }
        }
    }

    /** Every caption says the body's colour, and whatever it says of the parts is true. */
    @Test
    void sentences_say_what_is_true_of_their_bird() {
        SyntheticBirds birds = SyntheticBirds.train(3, 200);
        List<Attribute> attributes;
        try (AttributeClassifier classifier = AttributeClassifier.ofSyntheticBirdsInDetail()) {
            attributes = classifier.attributes();
        }
        int[] said = new int[attributes.size()];
        List<String> untrue = new ArrayList<>();
        for (int i = 0; i < birds.size(); i++) {
            int[] labels = BirdExamples.details(birds.attributes(i));
            for (String caption : birds.captions(i)) {
                for (int a = 0; a < said.length; a++) {
                    OptionalInt value = attributes.get(a).said(caption);
                    if (value.isPresent() && value.getAsInt() != labels[a]) {
                        untrue.add(attributes.get(a).name() + ": " + caption);
                    }
                    said[a] += value.isPresent() ? 1 : 0;
                }
            }
        }
        assertThat(untrue).isEmpty();
        // Captions say a part of what is true, in many forms, of which the plain ones are understood.
        assertThat(Arrays.stream(said, 0, 4).min().orElse(0)).isGreaterThan(50);
    }

    @Test
    void plain_forms_say_every_value_of_every_attribute() {
        try (AttributeClassifier classifier = AttributeClassifier.ofSyntheticBirdsInDetail()) {
            for (Attribute attribute : classifier.attributes()) {
                for (int value = 0; value < attribute.values().size(); value++) {
                    for (String word : attribute.values().get(value)) {
                        for (String noun : attribute.nouns()) {
                            assertThat(attribute.said("something with a " + word + " " + noun + " and more"))
                                    .as("%s: %s %s", attribute.name(), word, noun)
                                    .hasValue(value);
                        }
                    }
                }
            }
        }
    }

    /**
     * Every batch is of one image that is its own mirror image, whose labels the last layer's biases alone can learn.
     */
    @Test
    void one_example_is_learned() {
        List<Float> losses = new ArrayList<>();
        AttributeClassifier.train(
                        COLOURS,
                        halves(1),
                        halves(1),
                        20,
                        1,
                        progress -> losses.add(progress.figures().get("loss")))
                .close();
        assertThat(losses).hasSize(20);
        assertThat(losses.get(19)).isLessThan(losses.get(0) / 2);
    }

    @Test
    void it_is_written_and_reads_again() {
        try (AttributeClassifier trained =
                AttributeClassifier.train(COLOURS, halves(60), halves(31), 2, 1, ProgressListener.none())) {
            Path file = folder.resolve("halves.safetensors");
            trained.save(file);
            try (AttributeClassifier read = AttributeClassifier.load(file)) {
                assertThat(read.attributes()).isEqualTo(COLOURS);
                assertThat(read.heldOutAccuracy()).isEqualTo(trained.heldOutAccuracy());
                assertThat(read.accuracy(halves(31))).isEqualTo(trained.accuracy(halves(31)));
                assertThat(read.classCount()).isEqualTo(2);
            }
        }
    }

    /** Two halves, each of a colour. */
    private static AttributeTraining.Examples halves(int size) {
        Color[] colours = {Color.RED, Color.BLUE, Color.GREEN};
        return new AttributeTraining.Examples() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public BufferedImage image(int index) {
                int[] labels = labels(index);
                BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
                Graphics2D g = image.createGraphics();
                // Mirrored images mean the same, so upper and lower are told apart, and not left and right.
                g.setColor(colours[labels[0]]);
                g.fillRect(0, 0, 64, 32);
                g.setColor(colours[labels[1]]);
                g.fillRect(0, 32 + index % 5, 64, 32);
                g.dispose();
                return image;
            }

            @Override
            public int[] labels(int index) {
                return new int[] {index % 2, index % 3};
            }
        };
    }

    @Test
    void bad_input_is_named() throws Exception {
        assertThatThrownBy(() -> new AttributeNetwork.Sizes(48, 2))
                .hasMessage("imageSize is 48, but must be a power of two, at least 16");
        Path file = folder.resolve("other.safetensors");
        Files.writeString(file, "nothing");
        assertThatThrownBy(() -> AttributeClassifier.load(file)).isInstanceOf(ModelFormatException.class);
        assertThatThrownBy(() -> InceptionFeatures.fid(file)).isInstanceOf(ModelFormatException.class);
        assertThatThrownBy(() -> InceptionV3.untrained(InceptionV3.Variant.FID, 1, 0))
                .hasMessageContaining("classes is 1");
    }

    private Path bundled() throws IOException {
        Path file = folder.resolve("bundled.safetensors");
        try (InputStream in = AttributeClassifier.class.getResourceAsStream("drawn-birds.safetensors")) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    private Path changed(String old, String other) throws IOException {
        // Both of the same length, so that the header's stays right; the bundled files have no checksum.
        assertThat(other).hasSameSizeAs(old);
        Path file = bundled();
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(old);
        return Files.writeString(file, text.replace(old, other), StandardCharsets.ISO_8859_1);
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> AttributeClassifier.load(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message)
                .message()
                .doesNotContain("gson", "Exception");
    }

    @Test
    void metadata_that_the_weights_do_not_have_or_that_is_broken_is_refused() throws IOException {
        assertRefused(
                changed("[\\\"blue\\\"],", " ".repeat(11)),
                "head.weight is (36, 128), but the settings ask for (32, 128)");
        assertRefused(
                changed("\\\"nouns\\\":[\\\"crown", "\\\"mouns\\\":[\\\"crown"),
                "its metadata \"attributes\" is broken");
        assertRefused(changed("\"attributes\":\"[{", "\"attributes\":\"[["), "its metadata \"attributes\" is broken");
        assertRefused(
                changed("heldOutAccuracy\":\"{", "heldOutAccuracy\":\"["),
                "its metadata \"heldOutAccuracy\" is broken");
        assertRefused(changed("heldOutAccuracy\"", "imageSize\"      "), "its metadata \"imageSize\" is");
    }

    @Test
    void a_saved_classifier_with_a_flipped_bit_is_refused() throws IOException {
        Path file = folder.resolve("saved.safetensors");
        try (AttributeClassifier classifier = AttributeClassifier.load(bundled())) {
            classifier.save(file);
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertRefused(file, "does not match its checksum");
    }
}

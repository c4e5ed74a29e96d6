package io.github.stackgan.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.IndexReport.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set of 24 birds, one of which, in the middle, begins well and breaks off. */
class IndexedImagesTest {
    @TempDir
    private Path folder;

    private Path birds;
    private Path list;
    private Path image;
    private byte[] whole;

    private final AtomicInteger decoded = new AtomicInteger();

    @BeforeEach
    void a_copy_with_a_broken_image() throws IOException {
        birds = Mini.copy("birds", folder.resolve("birds"));
        list = folder.resolve("run/whole-pictures.txt");
        IndexedImages images = Cub200.in(birds).read();
        image = images.entry(images.size() / 2).file();
        whole = Files.readAllBytes(image);
        Files.write(image, Arrays.copyOf(whole, whole.length / 2));
    }

    private IndexedImages verified(Problems policy) {
        return Cub200.in(birds).withProblems(policy).read().verified(list, progress -> decoded.incrementAndGet());
    }

    @Test
    void a_broken_image_fails_before_training_and_the_others_are_not_decoded_again() throws IOException {
        assertThat(Cub200.in(birds).read().size()).as("the header is well").isEqualTo(24);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> verified(Problems.FAIL))
                .withMessageContaining("images.txt line 13: the image " + image + " is damaged");
        assertThat(decoded).hasValue(24);
        Files.write(image, whole);
        assertThat(verified(Problems.FAIL).size()).isEqualTo(24);
        assertThat(decoded).hasValue(25);
        verified(Problems.FAIL);
        assertThat(decoded).as("nothing has changed").hasValue(25);
    }

    @Test
    void held_out_classes_are_drawn_by_a_seed_and_share_nothing_with_the_others() {
        IndexedImages all = Cub200.in(birds).read();
        IndexedImages train = all.withoutHeldOutClasses(1, 7);
        IndexedImages test = all.ofHeldOutClasses(1, 7);
        assertThat(train.name()).isEqualTo("cub-200-2011/all/without-1-classes");
        assertThat(test.name()).isEqualTo("cub-200-2011/all/held-out-1-classes");
        assertThat(train.classCount()).isEqualTo(3);
        assertThat(test.classCount()).isEqualTo(1);
        assertThat(train.size() + test.size()).isEqualTo(all.size());
        assertThat(train.report().listed()).as("others are not missing").isEqualTo(train.size());
        assertThat(classNames(train)).doesNotContainAnyElementsOf(classNames(test));
        assertThat(classNames(all.ofHeldOutClasses(1, 7))).isEqualTo(classNames(test));
        assertThat(LongStream.range(0, 20).mapToObj(seed -> classNames(all.ofHeldOutClasses(1, seed))))
                .as("every class is drawn by some seed")
                .containsAll(classNames(all).stream().map(Set::of).toList());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> all.withoutHeldOutClasses(4, 7))
                .withMessageContaining("heldOut is 4, but must be from 1 to 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.withoutHeldOutClasses(1, 7))
                .withMessageStartingWith(
                        "cub-200-2011/all/held-out-1-classes has one class, so that none can be held out");
    }

    private static Set<String> classNames(IndexedImages images) {
        return IntStream.range(0, images.classCount())
                .mapToObj(images::className)
                .collect(Collectors.toSet());
    }

    @Test
    void a_check_counts_captions_and_classes_of_whole_images_alone() throws IOException {
        IndexedImages images = Cub200.in(birds).read();
        assertThat(images.checkImages().captions()).isEqualTo(230);
        for (int i = 0; i < images.size(); i++) {
            if (images.classOf(i) == 0) {
                Path file = images.entry(i).file();
                byte[] bytes = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            }
        }
        assertThat(Cub200.in(birds).read().checkImages().classes()).isEqualTo(3);
    }

    @Test
    void a_key_point_that_moves_is_another_dataset() throws IOException {
        String before = Cub200.in(birds).read().fingerprint();
        Path parts = birds.resolve("CUB_200_2011/parts/part_locs.txt");
        String seen = Files.readAllLines(parts).stream()
                .filter(line -> line.endsWith(" 1"))
                .findFirst()
                .orElseThrow();
        String[] fields = seen.split(" ");
        fields[2] = String.valueOf(Double.parseDouble(fields[2]) + 1);
        Mini.edit(parts, seen, String.join(" ", fields));
        assertThat(Cub200.in(birds).read().fingerprint()).isNotEqualTo(before);
    }

    /** The mini birds' boxes are smaller than their images. */
    @Test
    void what_is_shown_of_an_image_has_the_side_that_counts() {
        int[] shown = Cub200.in(birds).read().shorterSides();
        int[] whole = Cub200.in(birds).withFrame(Cub200.Frame.WHOLE).read().shorterSides();
        assertThat(shown).hasSameSizeAs(whole);
        assertThat(IntStream.range(0, shown.length).allMatch(i -> shown[i] <= whole[i]))
                .isTrue();
        assertThat(shown).isNotEqualTo(whole);
    }

    @Test
    void a_broken_image_is_left_out_and_told() {
        IndexedImages before = Cub200.in(birds).read();
        IndexedImages rest = verified(Problems.SKIP);
        assertThat(rest.size()).isEqualTo(23);
        assertThat(rest.report().counts()).isEqualTo(Map.of(Kind.UNREADABLE_IMAGE, 1L));
        assertThat(rest.report().toString())
                .startsWith("cub-200-2011/all: 23 of 24 images can be used, with 230 captions, in 4 classes")
                .contains(image.toString());
        assertThat(rest.fingerprint()).isNotEqualTo(before.fingerprint());
        for (int i = 0; i < rest.size(); i++) {
            assertThat(rest.image(i, 8).getWidth()).isEqualTo(8);
        }
        assertThat(verified(Problems.SKIP).fingerprint()).isEqualTo(rest.fingerprint());
        assertThat(decoded).as("only the broken one is tried again").hasValue(25);
    }

    @Test
    void an_image_that_has_changed_is_decoded_again() throws IOException {
        Files.write(image, whole);
        verified(Problems.FAIL);
        Files.write(image, Arrays.copyOf(whole, whole.length - whole.length / 3));
        assertThat(verified(Problems.SKIP).size()).isEqualTo(23);
        assertThat(decoded).hasValue(25);
    }

    @Test
    void a_list_that_is_none_is_made_anew() throws IOException {
        Files.createDirectories(list.getParent());
        Files.write(list, new byte[] {(byte) 0xff, 0, '\n', 7});
        verified(Problems.SKIP);
        assertThat(decoded).hasValue(24);
        assertThat(list).content().startsWith("stackgan-whole-pictures/1\n").hasLineCount(24);
        assertThat(list.getParent()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void a_list_that_cannot_be_kept_is_named() throws IOException {
        Files.createDirectories(list);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> verified(Problems.SKIP))
                .withMessageStartingWith("the list of whole images " + list + " cannot be read: ")
                .withMessageEndingWith("; name another file");
    }
}

package io.github.stackgan.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.stackgan.DatasetException;
import io.github.stackgan.Location;
import io.github.stackgan.datasets.Cub200.Captions;
import io.github.stackgan.datasets.Cub200.Split;
import io.github.stackgan.datasets.ImageEntry.Box;
import io.github.stackgan.datasets.decode.ImageDecoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cub200Test {
    private static final String FIRST = "001.Red_capped_Warbler/Red_capped_Warbler_0001_86405";

    @TempDir
    private Path folder;

    private Path birds;

    @BeforeEach
    void a_copy() {
        birds = Mini.copy("birds", folder.resolve("birds"));
    }

    private static ThrowableAssertAlternative<DatasetException> failure(ThrowingCallable call) {
        return assertThatExceptionOfType(DatasetException.class).isThrownBy(call);
    }

    private Path index(String name) {
        return birds.resolve("CUB_200_2011").resolve(name);
    }

    @Test
    void images_come_with_captions_classes_boxes_and_key_points() {
        IndexedImages read = Cub200.in(birds).read();
        assertThat(read.size()).isEqualTo(24);
        assertThat(read.classCount()).isEqualTo(4);
        assertThat(read.className(read.classOf(23))).isEqualTo("004.Brown_Wren");
        ImageEntry first = read.entry(0);
        assertThat(first.name()).isEqualTo(FIRST);
        assertThat(read.captions(0)).hasSize(10);
        assertThat(read.captions(0).get(0)).startsWith("this bird is");
        assertThat(first.boxes()).containsExactly(new Box("bird", 128, 117, 94, 54));
        // Parts 1 to 3 of the first image are marked 0 in part_locs.txt, so not to be seen.
        assertThat(first.keyPoints()).hasSizeLessThan(15).noneMatch(p -> p.part()
                .equals("1"));
        BufferedImage image = read.image(0, 76);
        assertThat(image.getWidth()).isEqualTo(76);
        assertThat(image.getHeight()).isEqualTo(76);
        assertThat(read.report().toString())
                .isEqualTo("cub-200-2011/all: 24 of 24 images can be used, with 240 captions, in 4 classes");
    }

    @Test
    void the_folder_itself_may_be_given() {
        assertThat(Cub200.in(birds.resolve("CUB_200_2011")).read().size()).isEqualTo(24);
    }

    @Test
    void the_folder_itself_is_read_by_any_name_and_not_another_beside_it() throws IOException {
        Path mine = Files.move(birds.resolve("CUB_200_2011"), birds.resolve("mine"));
        assertThat(Cub200.in(mine).read().size()).isEqualTo(24);
        Files.createDirectory(birds.resolve("CUB_200_2011"));
        Files.createFile(birds.resolve("CUB_200_2011/images.txt"));
        assertThat(Cub200.in(mine).read().entry(0).file()).startsWith(mine);
    }

    @Test
    void reeds_torch_files_give_the_same_sentences() {
        IndexedImages text = Cub200.in(birds).read();
        IndexedImages torch = Cub200.in(birds).withCaptions(Captions.TORCH7).read();
        for (int i = 0; i < text.size(); i++) {
            assertThat(torch.captions(i)).isEqualTo(text.captions(i));
        }
        ReedFile file = ReedFile.read(birds.resolve("cub_icml/" + FIRST + ".t7"));
        assertThat(file.embeddings().orElseThrow().shape()[0]).isEqualTo(10);
    }

    @Test
    void splits_are_disjoint_by_classes_or_by_files() {
        IndexedImages train = Cub200.in(birds).withSplit(Split.TRAIN_CLASSES).read();
        IndexedImages test = Cub200.in(birds).withSplit(Split.TEST_CLASSES).read();
        assertThat(train.size()).isEqualTo(18);
        assertThat(train.classCount()).isEqualTo(3);
        assertThat(test.size()).isEqualTo(6);
        assertThat(test.className(0)).isEqualTo("004.Brown_Wren");
        assertThat(train.fingerprint()).isNotEqualTo(test.fingerprint());
        IndexedImages trainFiles = Cub200.in(birds).withSplit(Split.TRAIN_FILES).read();
        IndexedImages testFiles = Cub200.in(birds).withSplit(Split.TEST_FILES).read();
        assertThat(trainFiles.size() + testFiles.size()).isEqualTo(24);
    }

    @Test
    void reeds_class_lists_come_before_the_pickles() throws IOException {
        Files.writeString(birds.resolve("text_c10/trainvalclasses.txt"), "004.Brown_Wren\n");
        Files.writeString(birds.resolve("text_c10/testclasses.txt"), "001.Red_capped_Warbler\n003.Yellow_Finch\n");
        assertThat(Cub200.in(birds).withSplit(Split.TRAIN_CLASSES).read().size())
                .isEqualTo(6);
        Files.writeString(birds.resolve("text_c10/testclasses.txt"), "004.Brown_Wren\n");
        failure(() -> Cub200.in(birds).withSplit(Split.TRAIN_CLASSES).read())
                .withMessage("the classes [004.Brown_Wren] are in both " + birds.resolve("text_c10/trainvalclasses.txt")
                        + " and " + birds.resolve("text_c10/testclasses.txt")
                        + ", but the two must have none in common");
        Files.writeString(birds.resolve("text_c10/testclasses.txt"), "005.Crow\n");
        failure(() -> Cub200.in(birds).withSplit(Split.TRAIN_CLASSES).read())
                .withMessageStartingWith("the split lists the class \"005.Crow\"");
    }

    @Test
    void a_level_too_high_or_too_low_is_told() {
        failure(() -> Cub200.in(folder).read())
                .withMessage("the folder " + folder + " holds no CUB_200_2011/images.txt; there is one in " + birds
                        + ", so give that folder");
        Path images = index("images");
        failure(() -> Cub200.in(images).read()).withMessageContaining("there is one in " + birds);
        Path nowhere = folder.resolve("nowhere");
        failure(() -> Cub200.in(nowhere).read())
                .withMessage("the folder " + nowhere + " does not exist; give the one that holds CUB_200_2011");
    }

    @Test
    void lines_that_make_no_sense_are_named() {
        Mini.edit(index("image_class_labels.txt"), "3 1\n", "3 9\n");
        failure(() -> Cub200.in(birds).read())
                .withMessage(index("image_class_labels.txt")
                        + " line 3: the class is 9, but classes.txt has only 4 classes");
        Mini.edit(index("image_class_labels.txt"), "3 9\n", "3 x\n");
        failure(() -> Cub200.in(birds).read())
                .withMessage(
                        index("image_class_labels.txt") + " line 3: the class must be a whole number, but is \"x\"");
        Mini.edit(index("image_class_labels.txt"), "3 x\n", "");
        failure(() -> Cub200.in(birds).read())
                .withMessage(index("images.txt") + " line 3: the image 3 has no line in image_class_labels.txt");
    }

    @Test
    void a_path_out_of_the_folder_is_refused() {
        Mini.edit(index("images.txt"), FIRST + ".jpg", "../../../etc/passwd");
        failure(() -> Cub200.in(birds).read())
                .withMessage(index("images.txt")
                        + " line 1: the image's name is \"../../../etc/passwd.jpg\", which is not inside the folder "
                        + index("images") + "; give a path relative to it, without \"..\"");
    }

    @Test
    void missing_broken_and_speechless_images_are_told_at_once_or_left_out() throws IOException {
        Files.delete(index("images/" + FIRST + ".jpg"));
        Files.delete(birds.resolve("text_c10/004.Brown_Wren/Brown_Wren_0002_85310.txt"));
        Files.writeString(index("images/004.Brown_Wren/Brown_Wren_0001_10023.jpg"), "<html>not found</html>");
        failure(() -> Cub200.in(birds).read())
                .withMessageContaining("21 of 24 images can be used")
                .withMessageContaining("{MISSING_IMAGE=1, UNREADABLE_IMAGE=1, NO_CAPTION=1}")
                .withMessageContaining(index("images.txt") + " line 1: the image \"" + FIRST + "\" does not exist")
                .withMessageContaining("is a web page, not an image");
        IndexedImages rest = Cub200.in(birds).withProblems(Problems.SKIP).read();
        assertThat(rest.size()).isEqualTo(21);
        assertThat(rest.report().problems()).hasSize(3);
    }

    @Test
    void images_that_break_off_are_found_by_a_full_check() throws IOException {
        Path image = index("images/" + FIRST + ".jpg");
        byte[] whole = Files.readAllBytes(image);
        Files.write(image, Arrays.copyOf(whole, whole.length / 2));
        IndexReport report = Cub200.in(birds).read().checkImages();
        assertThat(report.usable()).isEqualTo(23);
        assertThat(report.problems()).hasSize(1);
        assertThat(report.problems().get(0).message()).contains(image.toString());
    }

    @Test
    void the_real_photographs_are_read() {
        IndexedImages read = Cub200.in(Mini.real("cub10")).read();
        assertThat(read.size()).isEqualTo(543);
        assertThat(read.classCount()).isEqualTo(10);
        assertThat(read.report().captions()).isEqualTo(5430);
        assertThat(read.checkImages().problems()).isEmpty();
        assertThat(Cub200.in(Mini.real("cub10"))
                        .withSplit(Split.TRAIN_CLASSES)
                        .read()
                        .size())
                .isEqualTo(275);
    }

    @Test
    void whole_photographs_have_their_boxes_and_points_as_fractions_of_them() {
        IndexedImages whole = Cub200.in(birds).withFrame(Cub200.Frame.WHOLE).read();
        Location.Box box = whole.box(0).orElseThrow();
        BufferedImage stored = ImageDecoder.read("a test", whole.entry(0).file());
        double width = stored.getWidth();
        double height = stored.getHeight();
        assertThat(new double[] {box.left(), box.top(), box.width(), box.height()})
                .containsExactly(new double[] {128 / width, 117 / height, 94 / width, 54 / height}, within(1e-9));
        Map<String, Location.Point> points = whole.keyPoints(0).orElseThrow().points();
        assertThat(whole.entry(0).keyPoints()).isNotEmpty().allSatisfy(point -> assertThat(points)
                .containsEntry(point.part(), new Location.Point(point.x() / width, point.y() / height)));
    }

    /** The square about a bird is one and a half times as wide as its box, unless the photograph ends before. */
    @Test
    void a_square_about_the_bird_has_the_box_in_its_middle() {
        IndexedImages about = Cub200.in(birds).read();
        Location.Box box = about.box(0).orElseThrow();
        assertThat(box.width()).isBetween(0.6, 1.0);
        assertThat(about.image(0, 76).getWidth()).isEqualTo(76);
        assertThat(about.fingerprint())
                .isNotEqualTo(
                        Cub200.in(birds).withFrame(Cub200.Frame.WHOLE).read().fingerprint());
    }
}

package io.github.stackgan.metrics.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HumanStudyTest {
    @TempDir
    private Path folder;

    private Path page() {
        return folder.resolve("out/study.html");
    }

    private Path key() {
        return folder.resolve("out/study-key.json");
    }

    private JsonObject inPage() throws IOException {
        String html = Files.readString(page());
        String start = "<script type=\"application/json\" id=\"study\">";
        int from = html.indexOf(start) + start.length();
        return JsonParser.parseString(html.substring(from, html.indexOf("</script>", from)))
                .getAsJsonObject();
    }

    @Test
    void the_key_tells_which_method_drew_each_candidate() throws IOException {
        StudyKey key = Studies.colours(folder, "one", "two", "three", "four")
                .withSeed(5)
                .write(page(), key());
        JsonArray questions = inPage().getAsJsonArray("questions");
        for (int i = 0; i < 4; i++) {
            JsonArray candidates = questions.get(i).getAsJsonObject().getAsJsonArray("candidates");
            for (int j = 0; j < 3; j++) {
                JsonObject candidate = candidates.get(j).getAsJsonObject();
                int method = key.method(i, candidate.get("id").getAsString());
                byte[] png = Base64.getDecoder()
                        .decode(candidate.getAsJsonArray("images").get(0).getAsString());
                BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
                assertThat(image.getRGB(4, 4) & 0xffffff).isEqualTo((250 - i) << 8 * (2 - method));
            }
        }
        assertThat(StudyKey.read(key())).isEqualTo(key);
    }

    /** Greys of 100, opaque; Java's own conversion would make 168 of them. */
    @Test
    void greys_are_shown_as_bright_as_they_are_stored() throws IOException {
        BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 64; i++) {
            grey.getRaster().setSample(i % 8, i / 8, 0, 100);
        }
        List<StudyMethod> methods = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            Path file = folder.resolve(name + ".png");
            ImageIO.write(grey, "png", file.toFile());
            methods.add(new StudyMethod(name, List.of(file)));
        }
        HumanStudy.of(List.of("one"), methods).write(page(), key());
        JsonObject question = inPage().getAsJsonArray("questions").get(0).getAsJsonObject();
        JsonObject candidate = question.getAsJsonArray("candidates").get(0).getAsJsonObject();
        byte[] png = Base64.getDecoder()
                .decode(candidate.getAsJsonArray("images").get(0).getAsString());
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getRGB(4, 4) & 0xffffff)
                .isEqualTo(0x646464);
    }

    @Test
    void raters_cannot_read_the_methods_names_nor_the_files() throws IOException {
        Studies.colours(folder, "one").write(page(), key());
        String data = inPage().toString();
        assertThat(data).doesNotContain("red", "green", "\"blue", "seed", ".png");
        assertThat(Files.readString(key())).contains("red", "green", "blue");
    }

    @Test
    void the_same_study_gives_the_same_bytes_and_another_seed_another_shuffle() throws IOException {
        String[] sentences = {"1", "2", "3", "4", "5", "6", "7", "8"};
        StudyKey first = Studies.colours(folder, sentences).write(page(), key());
        byte[] bytes = Files.readAllBytes(page());
        Studies.colours(folder, sentences).write(page(), key());
        assertThat(Files.readAllBytes(page())).isEqualTo(bytes);
        HumanStudy shuffled = Studies.colours(folder, sentences).withSeed(1);
        assertThatThrownBy(() -> shuffled.write(page(), key()))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("is the key of another study");
        assertThat(Files.readAllBytes(page())).isEqualTo(bytes);
        Files.delete(key());
        StudyKey other = shuffled.write(page(), key());
        assertThat(other.hidden()).isNotEqualTo(first.hidden());
        assertThat(other.study()).isNotEqualTo(first.study());
    }

    /** Each of 6 orders is expected 100 times in 600; the standard deviation is 9.1: allow five. */
    @Test
    void every_order_is_as_likely() {
        String[] sentences = new String[600];
        for (int i = 0; i < sentences.length; i++) {
            sentences[i] = "s" + i;
        }
        Path one = Studies.plain(folder.resolve("one.png"), 1);
        List<Path> files = java.util.Collections.nCopies(600, one);
        HumanStudy study = HumanStudy.of(
                List.of(sentences),
                List.of(new StudyMethod("A", files), new StudyMethod("B", files), new StudyMethod("C", files)));
        StudyKey key = study.write(page(), key());
        assertThat(key.hidden().stream()
                        .collect(java.util.stream.Collectors.groupingBy(o -> o, java.util.stream.Collectors.counting()))
                        .values())
                .hasSize(6)
                .allSatisfy(count -> assertThat(count).isBetween(54L, 146L));
    }

    @Test
    void a_sentence_cannot_leave_its_place_in_the_page() throws IOException {
        String nasty = "</script><script>alert(1)</script><!-- & \u2028 \"";
        Studies.colours(folder, nasty).write(page(), key());
        assertThat(Files.readString(page())).doesNotContain("alert(1)</script>");
        assertThat(inPage().getAsJsonArray("questions")
                        .get(0)
                        .getAsJsonObject()
                        .get("sentence")
                        .getAsString())
                .isEqualTo(nasty);
    }

    @Test
    void the_page_loads_nothing_from_elsewhere() throws IOException {
        Studies.colours(folder, "one").write(page(), key());
        assertThat(Files.readString(page()))
                .contains("default-src 'none'")
                .doesNotContain("http://", "https://", "src=\"", "<link", "@import");
    }

    @Test
    void several_images_of_a_sentence_stay_together() throws IOException {
        Path a1 = Studies.plain(folder.resolve("a1.png"), 1);
        Path a2 = Studies.plain(folder.resolve("a2.png"), 2);
        HumanStudy study = HumanStudy.of(
                List.of("one"), List.of(new StudyMethod("A", List.of(a1, a2)), new StudyMethod("B", List.of(a2, a1))));
        assertThat(study.imagesPerSentence()).isEqualTo(2);
        study.write(page(), key());
        JsonArray candidates =
                inPage().getAsJsonArray("questions").get(0).getAsJsonObject().getAsJsonArray("candidates");
        assertThat(candidates).allSatisfy(c -> assertThat(c.getAsJsonObject().getAsJsonArray("images"))
                .hasSize(2));
    }

    @Test
    void broken_images_are_named() {
        Path text = Studies.text(folder.resolve("a.png"), "no image");
        Path good = Studies.plain(folder.resolve("b.png"), 1);
        HumanStudy study = HumanStudy.of(
                List.of("one"), List.of(new StudyMethod("A", List.of(text)), new StudyMethod("B", List.of(good))));
        assertThatThrownBy(() -> study.write(page(), key()))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("a.png: not an image");
        assertThat(page()).doesNotExist();
        assertThatThrownBy(() -> Studies.colours(folder, "one").write(page(), page()))
                .hasMessageContaining("must be two files");
    }

    @Test
    void studies_that_make_no_sense_are_refused() {
        List<Path> one = List.of(Path.of("x.png"));
        List<Path> three = List.of(Path.of("x.png"), Path.of("y.png"), Path.of("z.png"));
        StudyMethod a = new StudyMethod("A", one);
        assertThatThrownBy(() -> HumanStudy.of(List.of("s"), List.of(a))).hasMessageContaining("1 methods");
        assertThatThrownBy(() -> HumanStudy.of(List.of("s"), List.of(a, a)))
                .hasMessageContaining("Two methods are called \"A\"");
        assertThatThrownBy(() -> HumanStudy.of(List.of("s"), List.of(a, new StudyMethod("B", three))))
                .hasMessageContaining("\"B\" has 3 images, but \"A\" has 1");
        assertThatThrownBy(() -> HumanStudy.of(List.of("s", "t"), List.of(a, new StudyMethod("B", three))))
                .hasMessageContaining("\"A\" has 1 images for 2 sentences");
        assertThatThrownBy(() -> HumanStudy.of(List.of(), List.of(a, a))).hasMessageContaining("no sentences");
        assertThatThrownBy(() -> HumanStudy.of(List.of("s", " "), List.of(a, a)))
                .hasMessageContaining("Sentence 2 of 2 is blank");
        assertThatThrownBy(() -> new StudyMethod(" ", one)).hasMessageContaining("blank");
        assertThatThrownBy(() -> new StudyMethod("A", List.of())).hasMessageContaining("\"A\" has no images");
        assertThatThrownBy(() -> HumanStudy.of(List.of("s"), List.of(a, new StudyMethod("B", one)))
                        .withQuestion(""))
                .hasMessageContaining("question is blank");
    }

    @Test
    void folders_are_read_in_the_order_of_their_numbers() {
        for (int i = 1; i <= 11; i++) {
            Studies.plain(folder.resolve("m/bird-" + i + ".png"), i);
        }
        Studies.plain(folder.resolve("m/bird-stages.png"), 0);
        StudyMethod method = StudyMethod.fromFolder("A", folder.resolve("m"));
        assertThat(method.images()).hasSize(11);
        assertThat(method.images().get(10)).hasFileName("bird-11.png");
    }

    @Test
    void folders_with_gaps_or_doubles_are_refused() {
        assertThatThrownBy(() -> StudyMethod.fromFolder("A", folder.resolve("absent")))
                .hasMessageContaining("absent: not a folder");
        assertThatThrownBy(() -> StudyMethod.fromFolder("A", folder)).hasMessageContaining("bird-1.png");
        Studies.plain(folder.resolve("m/a-1.png"), 0);
        Studies.plain(folder.resolve("m/a-3.png"), 0);
        assertThatThrownBy(() -> StudyMethod.fromFolder("A", folder.resolve("m")))
                .hasMessageContaining("image 2 is missing; the next one is a-3.png");
        Studies.plain(folder.resolve("m/b-3.png"), 0);
        assertThatThrownBy(() -> StudyMethod.fromFolder("A", folder.resolve("m")))
                .hasMessageContaining("both a-3.png and b-3.png have number 3");
    }
}

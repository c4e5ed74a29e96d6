package io.github.stackgan.metrics.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyAnswersTest {
    private static final String FULL = "[[\"a\"],[\"b\"],[\"c\"]]";

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("answers.json");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused() {
        return assertThatThrownBy(() -> StudyAnswers.read(file(), Studies.key()))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("answers.json: ");
    }

    @Test
    void candidates_become_the_methods_ranks_and_ties_share() {
        Studies.answers(file(), " Ann ", FULL, "[[\"c\",\"a\"],[\"b\"]]", "[[\"b\",\"a\",\"c\"]]");
        StudyAnswers answers = StudyAnswers.read(file(), Studies.key());
        assertThat(answers.rater()).isEqualTo("Ann");
        // Question 2 hides B, C, A behind a, b, c: A and B share first place, C is last.
        assertThat(answers.ranks())
                .containsExactly(List.of(1.0, 2.0, 3.0), List.of(1.5, 1.5, 3.0), List.of(2.0, 2.0, 2.0));
    }

    @Test
    void answers_of_another_study_are_refused() throws IOException {
        Studies.answers(file(), "Ann", FULL, FULL, FULL);
        Files.writeString(file(), Files.readString(file()).replace("0123456789abcdef", "ffff"));
        refused().hasMessageContaining("answers of study ffff, but the key is of study 0123456789abcdef");
    }

    @Test
    void incomplete_answers_are_refused() {
        Studies.answers(file(), "Ann", FULL, FULL);
        refused().hasMessageContaining("incomplete: Ann answered 2 of 3 questions; missing: [3]");
        Studies.answers(file(), "Ann", FULL, "[[\"a\"],[\"b\"]]", FULL);
        refused().hasMessageContaining("question 2 is incomplete, without a place for [c]");
    }

    @Test
    void double_and_unknown_answers_are_refused() {
        Studies.answers(file(), "Ann", FULL, FULL, FULL, FULL);
        refused().hasMessageContaining("question 4, but the study has questions 1 to 3");
        Studies.answers(file(), "Ann", FULL, "[[\"a\"],[\"b\"],[\"a\"]]", FULL);
        refused().hasMessageContaining("question 2 places candidate \"a\" twice");
        Studies.answers(file(), "Ann", FULL, "[[\"a\"],[\"b\"],[\"d\"]]", FULL);
        refused().hasMessageContaining("candidate \"d\", but has only \"a\" to \"c\"");
        Studies.text(
                file(),
                "{\"format\":\"stackgan-study-answers\",\"version\":1,\"study\":\"0123456789abcdef\","
                        + "\"rater\":\"Ann\",\"answers\":["
                        + "{\"question\":1,\"places\":" + FULL + "},{\"question\":1,\"places\":" + FULL + "}]}");
        refused().hasMessageContaining("question 1 is answered twice");
    }

    @Test
    void foreign_files_are_refused() {
        refused().hasMessageContaining("there is no such file");
        Studies.text(file(), "hello there");
        refused().hasMessageContaining("not JSON");
        Studies.text(file(), "{\"format\":\"stackgan-study-key\"}");
        refused().hasMessageContaining("expected \"format\": \"stackgan-study-answers\", found \"stackgan-study-key\"");
        Studies.text(file(), "[1, 2]");
        refused().hasMessageContaining("found [1,2]");
        Studies.text(file(), "{} {}");
        refused();
        Studies.text(file(), "{\"format\":\"stackgan-study-answers\",\"version\":2}");
        refused().hasMessageContaining("version 2, but only version 1");
        Studies.text(file(), "{\"format\":\"stackgan-study-answers\",\"version\":1e999999999}");
        refused().hasMessageContaining("\"version\" is 1e999999999, but must be a whole number");
        Studies.text(file(), "[".repeat(100_000));
        refused().hasMessageContaining("not JSON");
    }

    @Test
    void wrong_types_and_sizes_are_refused() throws IOException {
        Studies.answers(file(), " ", FULL, FULL, FULL);
        refused().hasMessageContaining("\"rater\" is \" \", but must be text");
        Studies.answers(file(), "Ann", "{}");
        refused().hasMessageContaining("\"places\" is {}, but must be a list");
        Studies.answers(file(), "Ann", "[\"a\",\"b\",\"c\"]");
        refused().hasMessageContaining("\"places\" is \"a\", but must be a list of texts");
        Studies.answers(file(), "Ann", "[[1]]");
        refused().hasMessageContaining("\"places\" is 1, but must be a list of texts");
        Files.write(file(), new byte[] {'"', (byte) 0xff, '"'});
        refused().hasMessageContaining("not UTF-8");
        Files.write(file(), new byte[16_000_001]);
        refused().hasMessageContaining("16000001 bytes, but such a file has at most");
    }

    @Test
    void mutated_files_are_read_or_refused_and_nothing_else() throws IOException {
        byte[] answers = Files.readAllBytes(Studies.answers(file(), "Ann", FULL, FULL, FULL));
        Path keyFile = folder.resolve("key.json");
        Studies.key().write(keyFile);
        byte[] key = Files.readAllBytes(keyFile);
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < Integer.getInteger("stackgan.mutations", 1000); i++) {
            Files.write(file(), mutated(answers, random));
            Files.write(keyFile, mutated(key, random));
            refused += isRefused(() -> StudyAnswers.read(file(), Studies.key())) ? 1 : 0;
            refused += isRefused(() -> StudyKey.read(keyFile)) ? 1 : 0;
        }
        assertThat(refused).isPositive();
    }

    private static boolean isRefused(Runnable reading) {
        try {
            reading.run();
            return false;
        } catch (StudyException e) {
            return true;
        }
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] signs = "[]{}\",:0123456789abc-e.null".getBytes(StandardCharsets.UTF_8);
        byte[] copy =
                java.util.Arrays.copyOf(bytes, random.nextInt(4) > 0 ? bytes.length : random.nextInt(bytes.length));
        for (int i = 0; i < 1 + random.nextInt(3) && copy.length > 0; i++) {
            copy[random.nextInt(copy.length)] =
                    random.nextBoolean() ? signs[random.nextInt(signs.length)] : (byte) random.nextInt(256);
        }
        return copy;
    }

    @Test
    void keys_that_contradict_themselves_are_refused() throws IOException {
        Path keyFile = folder.resolve("key.json");
        Studies.key().write(keyFile);
        assertThat(StudyKey.read(keyFile)).isEqualTo(Studies.key());
        Files.writeString(keyFile, Files.readString(keyFile).replaceFirst("\"A\",", "\"B\","));
        assertThatThrownBy(() -> StudyKey.read(keyFile))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("key.json: The methods are [B, B, C]");
    }
}

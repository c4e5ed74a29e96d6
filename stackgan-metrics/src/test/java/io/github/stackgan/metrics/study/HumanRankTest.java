package io.github.stackgan.metrics.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HumanRankTest {
    @TempDir
    private Path folder;

    private Path ann() {
        return Studies.answers(
                folder.resolve("ann.json"),
                "Ann",
                "[[\"a\"],[\"b\"],[\"c\"]]", // A 1, B 2, C 3
                "[[\"c\",\"a\"],[\"b\"]]", // A 1.5, B 1.5, C 3
                "[[\"b\"],[\"c\"],[\"a\"]]"); // A 1, B 2, C 3
    }

    private Path ben() {
        return Studies.answers(
                folder.resolve("ben.json"),
                "Ben",
                "[[\"b\"],[\"a\"],[\"c\"]]", // A 2, B 1, C 3
                "[[\"c\"],[\"a\"],[\"b\"]]", // A 1, B 2, C 3
                "[[\"a\"],[\"b\"],[\"c\"]]"); // A 2, B 3, C 1
    }

    /**
     * By hand. A's ranks are 1, 1.5, 1 and 2, 1, 2: mean 8.5 / 6, squared deviations sum to 13.25 - 8.5^2 / 6 = 1.2083,
     * error sqrt(1.2083 / 5 / 6) = 0.2007; raters' means 3.5 / 3 and 5 / 3 differ by 0.5, error 0.25. W by sentence:
     * rank sums 3, 3, 6: S = 6, 12 * 6 / (4 * 24) = 0.75; sums 2.5, 3.5, 6: S = 6.5, 78 / (96 - 2 * 6) = 0.92857; sums
     * 3, 5, 4: S = 2, 24 / 96 = 0.25; mean 0.642857. Sums of ranks by rater: Ann 3.5, 5.5, 9; Ben 5, 6, 7: the same
     * order, W = 1.
     */
    @Test
    void means_errors_and_agreement_are_as_by_hand() {
        HumanRank rank = HumanRank.ofFiles(Studies.key(), List.of(ann(), ben()));
        HumanRank.MethodRank a = rank.methods().get(0);
        assertThat(a.method()).isEqualTo("A");
        assertThat(a.meanRank()).isCloseTo(8.5 / 6, within(1e-12));
        assertThat(a.standardError().orElseThrow()).isCloseTo(Math.sqrt((13.25 - 8.5 * 8.5 / 6) / 30), within(1e-12));
        assertThat(a.standardErrorOverRaters().orElseThrow()).isCloseTo(0.25, within(1e-12));
        assertThat(a.firstPlaces()).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(rank.agreement().orElseThrow()).isCloseTo((0.75 + 78 / 84.0 + 0.25) / 3, within(1e-12));
        assertThat(rank.agreementOfMeans().orElseThrow()).isCloseTo(1, within(1e-12));
        assertThat(rank.methods().stream()
                        .mapToDouble(HumanRank.MethodRank::meanRank)
                        .sum())
                .isCloseTo(6, within(1e-12));
    }

    @Test
    void one_rater_has_no_agreement_and_no_error_over_raters() {
        HumanRank rank = HumanRank.ofFiles(Studies.key(), List.of(ann()));
        assertThat(rank.agreement()).isEmpty();
        assertThat(rank.agreementOfMeans()).isEmpty();
        assertThat(rank.methods().get(0).standardErrorOverRaters()).isEmpty();
        assertThat(rank.toTable()).contains("1 raters, 3 sentences").contains("Kendall's W: -");
        assertThat(JsonParser.parseString(rank.toJson()).getAsJsonObject().has("kendallW"))
                .isFalse();
    }

    @Test
    void a_rater_who_ties_everything_agrees_with_nobody() {
        String all = "[[\"a\",\"b\",\"c\"]]";
        Path eve = Studies.answers(folder.resolve("eve.json"), "Eve", all, all, all);
        Path eva = Studies.answers(folder.resolve("eva.json"), "Eva", all, all, all);
        HumanRank rank = HumanRank.ofFiles(Studies.key(), List.of(eve, eva));
        assertThat(rank.agreement()).isEmpty();
        assertThat(rank.methods()).allSatisfy(m -> assertThat(m.meanRank()).isEqualTo(2));
    }

    @Test
    void one_rater_twice_is_refused() {
        Path again = Studies.answers(
                folder.resolve("again.json"),
                "ANN",
                "[[\"a\"],[\"b\"],[\"c\"]]",
                "[[\"a\"],[\"b\"],[\"c\"]]",
                "[[\"a\"],[\"b\"],[\"c\"]]");
        assertThatThrownBy(() -> HumanRank.ofFiles(Studies.key(), List.of(ann(), again)))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("again.json: rater \"ANN\" answered already in ")
                .hasMessageContaining("ann.json");
        assertThatThrownBy(() -> HumanRank.ofFiles(Studies.key(), List.of(ann(), ann())))
                .hasMessageContaining("answered already");
        assertThatThrownBy(() -> HumanRank.of(Studies.key(), List.of())).hasMessageContaining("no answers");
    }

    @Test
    void results_are_written_for_people_and_for_programs() {
        HumanRank rank = HumanRank.ofFiles(Studies.key(), List.of(ann(), ben()));
        assertThat(rank.toTable().lines().toList().get(1)).matches("A +1\\.417 +0\\.201 +0\\.250 +67%");
        assertThat(rank.toTable())
                .contains("2 raters, 3 sentences, study 0123456789abcdef")
                .contains("0.643 mean over");
        JsonObject json = JsonParser.parseString(rank.toJson()).getAsJsonObject();
        assertThat(json.get("study").getAsString()).isEqualTo("0123456789abcdef");
        assertThat(json.getAsJsonArray("raters")).hasSize(2);
        assertThat(json.getAsJsonArray("methods")
                        .get(2)
                        .getAsJsonObject()
                        .get("meanRank")
                        .getAsDouble())
                .isCloseTo(16 / 6.0, within(1e-12));
        assertThat(json.get("kendallWOfMeans").getAsDouble()).isOne();
    }
}

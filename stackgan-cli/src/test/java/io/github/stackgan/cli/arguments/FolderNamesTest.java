package io.github.stackgan.cli.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderNamesTest {
    @ParameterizedTest
    @CsvSource({"Stage-II,Stage-II", "no CA,no-CA", "a: b. ,a-b-", "größer,größer", "../up,-up"})
    void names_keep_letters_digits_and_dashes(String text, String expected) {
        assertThat(FolderNames.of(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CON", "nul", "Com1", "LPT9", "aux", "prn", "COM\u00b9"})
    void devices_of_windows_are_no_names(String device) {
        assertThat(FolderNames.of(device)).isEqualTo(device + "-");
    }

    @Property
    void every_text_gives_a_name_that_every_system_allows(@ForAll String text) {
        assertThat(FolderNames.of(text)).matches("[\\p{L}\\p{N}-]{1,81}");
    }

    @Property(tries = 200)
    void names_given_out_differ_even_where_case_does_not_count(@ForAll List<String> texts) {
        FolderNames names = new FolderNames();
        Set<String> seen = new HashSet<>();
        for (String text : texts) {
            assertThat(seen.add(names.next(text).toLowerCase(Locale.ROOT))).isTrue();
        }
    }

    @Test
    void what_differs_by_punctuation_or_case_alone_has_folders_of_its_own() {
        FolderNames names = new FolderNames();
        assertThat(List.of(names.next("Ours"), names.next("ours"), names.next("a b"), names.next("a-b")))
                .containsExactly("Ours", "ours-2", "a-b", "a-b-2");
    }
}

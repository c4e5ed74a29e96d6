package io.github.stackgan.core.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.github.stackgan.core.engine.Processor;
import io.github.stackgan.settings.Precision;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** On processors that need not be this one. */
class PrecisionChoiceTest {
    private final List<String> warnings = new ArrayList<>();

    private PrecisionChoice choice(String wish, Processor processor) {
        return new PrecisionChoice(wish, processor, warnings::add);
    }

    @ParameterizedTest
    @CsvSource({"OTHER, FLOAT32", "AVX2, FLOAT32", "AVX512, FLOAT32", "AVX512_BF16, BFLOAT16", "AMX, BFLOAT16"})
    void auto_is_sixteen_bits_where_the_processor_multiplies_them(Processor processor, Precision expected) {
        PrecisionChoice choice = choice("auto", processor);
        assertThat(choice.choose(Precision.AUTO, Device.cpu())).isEqualTo(expected);
        assertThat(choice.choose(Precision.AUTO, Device.gpu())).isEqualTo(Precision.FLOAT32);
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Processor.class)
    void a_property_says_what_auto_is_whatever_the_processor(Processor processor) {
        assertThat(choice("float32", processor).choose(Precision.AUTO, Device.cpu()))
                .isEqualTo(Precision.FLOAT32);
        assertThat(choice("bfloat16", processor).choose(Precision.AUTO, Device.cpu()))
                .isEqualTo(Precision.BFLOAT16);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void what_is_asked_for_by_name_stays(Precision asked) {
        for (String wish : List.of("auto", "float32", "bfloat16")) {
            assertThat(choice(wish, Processor.AMX).choose(asked, Device.cpu())).isEqualTo(asked);
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void sixteen_bits_that_the_processor_emulates_are_warned_of_once_with_what_they_cost() {
        PrecisionChoice choice = choice("auto", Processor.AVX512);
        assertThat(choice.choose(Precision.FLOAT32, Device.cpu())).isEqualTo(Precision.FLOAT32);
        assertThat(choice.choose(Precision.BFLOAT16, Device.gpu())).isEqualTo(Precision.BFLOAT16);
        assertThat(warnings).isEmpty();
        for (int i = 0; i < 2; i++) {
            assertThat(choice.choose(Precision.BFLOAT16, Device.cpu())).isEqualTo(Precision.BFLOAT16);
        }
        assertThat(warnings)
                .singleElement()
                .asString()
                .matches("Precision BFLOAT16 takes \\d+\\.\\d times as long as FLOAT32 here .*\\(AVX512\\).*");
    }

    @Test
    void another_wish_is_refused() {
        PrecisionChoice choice = choice("half", Processor.AMX);
        assertThatThrownBy(() -> choice.choose(Precision.AUTO, Device.cpu()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-Dstackgan.precision=half, but it must be auto, float32 or bfloat16");
    }
}

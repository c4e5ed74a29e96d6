package io.github.stackgan.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProcessorTest {
    private static final String AVX512 = "fpu fma avx2 avx512f avx512bw avx512dq avx512vl";

    private static Processor of(String flags) {
        return Processor.of("model name\t: AVX2 amx_bf16\nflags\t\t: " + flags + "\n", Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "fpu avx2, OTHER",
        "fpu avx2 fma avx_ne_convert, AVX2",
        AVX512 + ", AVX512",
        AVX512 + " avx512_bf16, AVX512_BF16",
        AVX512 + " avx512_bf16 amx_bf16 amx_tile amx_int8, AMX",
        "fpu avx512_bf16 amx_bf16 amx_tile, OTHER"
    })
    void a_processor_is_known_by_what_linux_says_of_it(String flags, Processor expected) {
        assertThat(of(flags)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "SSE41, OTHER",
        "AVX, OTHER",
        "AVX2, AVX2",
        "AVX2_VNNI, AVX2",
        "avx512_core, AVX512",
        "AVX512_CORE_VNNI, AVX512",
        "AVX512_CORE_BF16, AVX512_BF16",
        "AVX512_CORE_FP16, AVX512_BF16",
        "AVX10_1_512, AVX512_BF16",
        "AVX10_1_512_AMX, AMX",
        "AVX512_CORE_AMX, AMX",
        "ALL, AMX"
    })
    void the_environment_can_make_it_less(String limit, Processor expected) {
        String flags = "flags : " + AVX512 + " avx512_bf16 amx_bf16 amx_tile\n";
        assertThat(Processor.of(flags, Optional.of(limit))).isEqualTo(expected);
        assertThat(Processor.of("flags : fpu\n", Optional.of(limit))).isEqualTo(Processor.OTHER);
    }

    @Test
    void without_a_description_nothing_is_known(@TempDir Path folder) {
        String none = Processor.description(folder.resolve("cpuinfo"));
        assertThat(Processor.of(none, Optional.empty())).isEqualTo(Processor.OTHER);
    }

    @ParameterizedTest
    @EnumSource(Processor.class)
    void sixteen_bits_are_fast_where_the_processor_multiplies_them(Processor processor) {
        assertThat(processor.multipliesBfloat16())
                .isEqualTo(Set.of(Processor.AVX512_BF16, Processor.AMX).contains(processor));
    }
}

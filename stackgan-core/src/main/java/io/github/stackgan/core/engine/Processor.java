package io.github.stackgan.core.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Kinds of processors by what they multiply with; each has what those before it have. */
public enum Processor {
    /** All that are not known to be one of the others; so is every one where the system is not Linux. */
    OTHER("SSE41"),
    /** Eight 32-bit numbers at a time. */
    AVX2("AVX2", "avx2", "fma"),
    /** Sixteen. */
    AVX512("AVX512_CORE", "avx512f", "avx512bw", "avx512dq", "avx512vl"),
    /** Pairs of 16-bit numbers as well, which others can only widen to 32 bits and round again. */
    AVX512_BF16("AVX512_CORE_BF16", "avx512_bf16"),
    /** Matrices of 16-bit numbers, in units of their own (Intel's AMX). */
    AMX("AVX512_CORE_AMX", "amx_tile", "amx_bf16");

    /** The environment variable by which oneDNN, the engine's library of convolutions, uses less than there is. */
    public static final String LIMIT = "ONEDNN_MAX_CPU_ISA";

    /** Limits in oneDNN's words that begin as another kind's, or as none's. */
    private static final Map<String, Processor> OTHER_LIMITS =
            Map.of("AVX", OTHER, "AVX512_CORE_FP16", AVX512_BF16, "AVX10_1_512", AVX512_BF16);

    private final String limit;
    private final Set<String> flags;

    Processor(String limit, String... flags) {
        this.limit = limit;
        this.flags = Set.of(flags);
    }

    /**
     * The one at hand, as far as Linux says and the environment variable {@value #LIMIT} lets the engine use it.
     *
     * @return the last kind that it is
     */
    public static Processor here() {
        return Here.PROCESSOR;
    }

    private static final class Here {
        static final Processor PROCESSOR =
                of(description(Path.of("/proc/cpuinfo")), Optional.ofNullable(System.getenv(LIMIT)));
    }

    /** What Linux says, or nothing. */
    static String description(Path file) {
        try {
            return Files.isReadable(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }

    static Processor of(String description, Optional<String> limit) {
        Set<String> found = Set.of(description
                .lines()
                .filter(line -> line.startsWith("flags"))
                .findFirst()
                .map(line -> Arrays.stream(line.split("\\s+")).distinct().toArray(String[]::new))
                .orElseGet(() -> new String[0]));
        Processor highest = limit.map(Processor::highest).orElse(AMX);
        Processor last = OTHER;
        for (Processor kind : values()) {
            if (!found.containsAll(kind.flags) || kind.compareTo(highest) > 0) {
                break;
            }
            last = kind;
        }
        return last;
    }

    /** The last kind that a limit in oneDNN's words allows; AVX512_CORE_VNNI, for one, allows AVX512_CORE. */
    private static Processor highest(String name) {
        String limit = name.toUpperCase(Locale.ROOT);
        return Optional.ofNullable(OTHER_LIMITS.get(limit)).orElseGet(() -> Arrays.stream(values())
                .filter(kind -> limit.startsWith(kind.limit))
                .reduce((before, after) -> after)
                .orElse(AMX));
    }

    /**
     * Whether products of 16-bit numbers are faster than those of 32.
     *
     * @return false where they are emulated, and where nothing is known
     */
    public boolean multipliesBfloat16() {
        return compareTo(AVX512_BF16) >= 0;
    }

    /**
     * How the environment limits the engine to this kind, on a processor that does more.
     *
     * @return {@value #LIMIT}'s value
     */
    public String limit() {
        return limit;
    }
}

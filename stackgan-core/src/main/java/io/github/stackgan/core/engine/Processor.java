package io.github.stackgan.core.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the processor can do, as far as Linux says. */
public final class Processor {
    /** Whether it multiplies matrices in units of their own (Intel's AMX). */
    public static final boolean MULTIPLIES_MATRICES = multipliesMatrices(Path.of("/proc/cpuinfo"));

    private Processor() {}

    static boolean multipliesMatrices(Path description) {
        try {
            return Files.isReadable(description)
                    && Files.readString(description).contains(" amx_bf16");
        } catch (IOException e) {
            return false;
        }
    }
}

package io.github.stackgan.benchmarks;

import io.github.stackgan.core.engine.NativeMemory;
import io.github.stackgan.core.engine.Processor;
import io.github.stackgan.core.engine.TorchScript;
import io.github.stackgan.settings.Precision;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Who runs the work. */
enum Contender {
    TEXTBOOK(Precision.FLOAT32),
    OURS(Precision.FLOAT32),
    OURS_BFLOAT16(Precision.BFLOAT16);

    private final Precision precision;

    Contender(Precision precision) {
        this.precision = precision;
    }

    /** All for whom work and processor are made; text encoders learn in 32 bits. */
    static Set<Contender> of(Work work, Processor processor) {
        return processor.multipliesBfloat16() && !work.isText()
                ? EnumSet.allOf(Contender.class)
                : EnumSet.of(TEXTBOOK, OURS);
    }

    /** What its process is started with: the textbook has the C library's own settings and DJL's plain operations. */
    List<String> properties() {
        return List.of(
                "-D" + NativeMemory.PROPERTY + "=" + (this == TEXTBOOK ? "off" : "on"),
                "-D" + TorchScript.PROPERTY + "=" + (this == TEXTBOOK ? "plain" : "script"));
    }

    Precision precision() {
        return precision;
    }
}

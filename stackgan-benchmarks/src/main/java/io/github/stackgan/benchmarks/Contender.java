package io.github.stackgan.benchmarks;

import io.github.stackgan.settings.Precision;

/** Who runs the work. */
enum Contender {
    TEXTBOOK("textbook", Precision.FLOAT32),
    OURS("ours, fp32", Precision.FLOAT32),
    OURS_BFLOAT16("ours, bf16", Precision.BFLOAT16);

    private final String title;
    private final Precision precision;

    Contender(String title, Precision precision) {
        this.title = title;
        this.precision = precision;
    }

    String title() {
        return title;
    }

    Precision precision() {
        return precision;
    }
}

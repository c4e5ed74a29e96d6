package io.github.stackgan.metrics.evaluation;

/** A sentence of a dataset, and the picture that it describes. */
record Sentence(String text, int picture) {}

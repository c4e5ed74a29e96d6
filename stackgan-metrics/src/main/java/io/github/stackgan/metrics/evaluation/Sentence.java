package io.github.stackgan.metrics.evaluation;

/** A caption of a dataset, and the image that it describes. */
record Sentence(String text, int image) {}

/** Evaluation metrics, one class each. */
@NullMarked
package io.github.stackgan.metrics;

import org.jspecify.annotations.NullMarked;

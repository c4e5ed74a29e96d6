/** Scores of features, one class each, whatever computed the features. */
@NullMarked
package io.github.stackgan.metrics.scores;

import org.jspecify.annotations.NullMarked;

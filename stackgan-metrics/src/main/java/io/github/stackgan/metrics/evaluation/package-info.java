/** All scores of a model in one call. */
@NullMarked
package io.github.stackgan.metrics.evaluation;

import org.jspecify.annotations.NullMarked;

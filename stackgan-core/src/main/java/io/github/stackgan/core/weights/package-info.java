/** Weights in memory, and their numbers as files hold them. */
@NullMarked
package io.github.stackgan.core.weights;

import org.jspecify.annotations.NullMarked;

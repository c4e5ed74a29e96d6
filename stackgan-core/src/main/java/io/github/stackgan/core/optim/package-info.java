/** How anything learns: the loop over iterations, gradients of a loss, and Adam's steps. */
@NullMarked
package io.github.stackgan.core.optim;

import org.jspecify.annotations.NullMarked;

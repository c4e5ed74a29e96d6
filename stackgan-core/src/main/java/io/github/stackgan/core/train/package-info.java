/** Training: one adversarial step, and the loop around it. */
@NullMarked
package io.github.stackgan.core.train;

import org.jspecify.annotations.NullMarked;

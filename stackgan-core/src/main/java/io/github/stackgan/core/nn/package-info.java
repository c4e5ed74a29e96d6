/** The networks of the paper, one class each, and the small blocks that they are made of. */
@NullMarked
package io.github.stackgan.core.nn;

import org.jspecify.annotations.NullMarked;

/** The small blocks that the networks are made of, and their weights. */
@NullMarked
package io.github.stackgan.core.nn;

import org.jspecify.annotations.NullMarked;

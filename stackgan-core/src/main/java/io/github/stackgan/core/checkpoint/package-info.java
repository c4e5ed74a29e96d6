/** Snapshots of training that a kill at any moment cannot spoil. */
@NullMarked
package io.github.stackgan.core.checkpoint;

import org.jspecify.annotations.NullMarked;

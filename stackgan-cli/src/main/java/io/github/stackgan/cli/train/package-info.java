/** The command {@code train}. */
@NullMarked
package io.github.stackgan.cli.train;

import org.jspecify.annotations.NullMarked;

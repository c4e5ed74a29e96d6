/** The command {@code evaluate}, and the feature networks of other commands. */
@NullMarked
package io.github.stackgan.cli.evaluate;

import org.jspecify.annotations.NullMarked;

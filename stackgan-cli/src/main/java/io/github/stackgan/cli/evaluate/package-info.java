/** The command {@code evaluate}, and who judges for other commands. */
@NullMarked
package io.github.stackgan.cli.evaluate;

import org.jspecify.annotations.NullMarked;

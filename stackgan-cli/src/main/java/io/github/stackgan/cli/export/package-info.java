/** The command {@code export}. */
@NullMarked
package io.github.stackgan.cli.export;

import org.jspecify.annotations.NullMarked;

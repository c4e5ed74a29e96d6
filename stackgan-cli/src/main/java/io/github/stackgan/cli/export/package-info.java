/** The commands {@code export} and {@code import}. */
@NullMarked
package io.github.stackgan.cli.export;

import org.jspecify.annotations.NullMarked;

/** The command {@code stackgan}; starts with {@link io.github.stackgan.cli.Main}. */
@NullMarked
package io.github.stackgan.cli;

import org.jspecify.annotations.NullMarked;

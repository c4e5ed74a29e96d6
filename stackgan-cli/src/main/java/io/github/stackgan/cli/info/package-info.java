/** The command {@code info}: what a file is. */
@NullMarked
package io.github.stackgan.cli.info;

import org.jspecify.annotations.NullMarked;

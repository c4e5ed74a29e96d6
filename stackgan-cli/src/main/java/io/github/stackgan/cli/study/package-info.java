/** The command {@code study}: people compare images. */
@NullMarked
package io.github.stackgan.cli.study;

import org.jspecify.annotations.NullMarked;

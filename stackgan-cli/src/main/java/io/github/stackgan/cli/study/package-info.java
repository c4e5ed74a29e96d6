/** The command {@code study}: people compare pictures. */
@NullMarked
package io.github.stackgan.cli.study;

import org.jspecify.annotations.NullMarked;

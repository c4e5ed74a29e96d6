/** The commands that generate: {@code generate}, {@code refine}, {@code interpolate}. */
@NullMarked
package io.github.stackgan.cli.generate;

import org.jspecify.annotations.NullMarked;

/** The command {@code dataset}, and the datasets of other commands. */
@NullMarked
package io.github.stackgan.cli.dataset;

import org.jspecify.annotations.NullMarked;

/** The command {@code experiment}: methods compared, and a page about it. */
@NullMarked
package io.github.stackgan.cli.experiment;

import org.jspecify.annotations.NullMarked;

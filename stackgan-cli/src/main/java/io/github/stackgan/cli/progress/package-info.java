/** What the command line tells of long work. */
@NullMarked
package io.github.stackgan.cli.progress;

import org.jspecify.annotations.NullMarked;

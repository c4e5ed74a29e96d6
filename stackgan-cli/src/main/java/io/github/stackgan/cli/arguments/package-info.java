/** What several commands take from the command line: models, paths, names. */
@NullMarked
package io.github.stackgan.cli.arguments;

import org.jspecify.annotations.NullMarked;

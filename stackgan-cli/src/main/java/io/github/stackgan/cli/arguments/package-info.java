/** What several commands take from whoever starts them: models, paths, names, and signals to stop. */
@NullMarked
package io.github.stackgan.cli.arguments;

import org.jspecify.annotations.NullMarked;

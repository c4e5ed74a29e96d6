/** Settings as JSON: of experiments, and of one training. */
@NullMarked
package io.github.stackgan.cli.settings;

import org.jspecify.annotations.NullMarked;
